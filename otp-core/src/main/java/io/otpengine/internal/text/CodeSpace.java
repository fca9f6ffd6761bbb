package io.otpengine.internal.text;

/** How many codes there are to choose from. */
public final class CodeSpace {
    private static final int DIGITS = 10;
    private static final int DIGITS_AND_LETTERS = 36;

    private CodeSpace() {}

    /** Codes of one length and alphabet, or {@link Long#MAX_VALUE} if there are more. */
    public static long of(boolean alphanumeric, int length) {
        double codes = Math.pow(alphanumeric ? DIGITS_AND_LETTERS : DIGITS, length);
        return codes >= Long.MAX_VALUE ? Long.MAX_VALUE : Math.round(codes);
    }

    /** Codes that look like this one. */
    public static long of(String code) {
        return of(code.chars().anyMatch(c -> c < '0' || c > '9'), code.length());
    }
}
