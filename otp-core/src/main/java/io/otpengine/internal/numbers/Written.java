package io.otpengine.internal.numbers;

import io.otpengine.InvalidRequestException;
import io.otpengine.InvalidRequestException.Reason;

/**
 * A number as somebody wrote it, without what is only for the eye.
 *
 * @param digits ASCII digits, at least one, without the {@code +} or {@code 00} in front
 * @param international whether one of the two was in front
 */
record Written(String digits, boolean international) {
    private static final int LONGEST = 32;
    private static final String SEPARATORS = " \u00a0-./()";
    private static final String PLUS = "+\uff0b";

    /** Reads digits of any script, since keyboards differ; everything but digits and separators is refused. */
    static Written of(String number) {
        // The length comes first: what follows is linear in it, and the caller may not be a friend.
        if (number != null && number.length() > LONGEST) {
            throw new InvalidRequestException("number", Reason.TOO_LONG, "must be at most " + LONGEST + " characters");
        }
        if (number == null || number.isBlank()) {
            throw InvalidRequestException.required("number");
        }
        boolean plus = false;
        StringBuilder digits = new StringBuilder(LONGEST);
        for (int i = 0; i < number.length(); ) {
            int c = number.codePointAt(i);
            i += Character.charCount(c);
            int digit = Character.digit(c, 10);
            if (digit >= 0) {
                digits.append((char) ('0' + digit));
            } else if (PLUS.indexOf(c) >= 0 && !plus && digits.isEmpty()) {
                plus = true;
            } else if (SEPARATORS.indexOf(c) < 0) {
                throw malformed();
            }
        }
        if (digits.isEmpty()) {
            throw malformed();
        }
        boolean zeros = !plus && digits.length() > 2 && digits.charAt(0) == '0' && digits.charAt(1) == '0';
        return new Written(zeros ? digits.substring(2) : digits.toString(), plus || zeros);
    }

    private static InvalidRequestException malformed() {
        return InvalidRequestException.malformed(
                "number",
                "must be digits, with + or 00 in front if it is international, and between them only spaces, hyphens,"
                        + " dots, slashes and round brackets: no letters, no extension");
    }
}
