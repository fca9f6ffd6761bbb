package io.otpengine.internal.text;

/** Makes a phone number fit for a log: who knows it recognises it, who does not learns nothing. */
public final class Mask {
    private static final int SHOWN_AT_START = 5;
    private static final int SHOWN_AT_END = 2;

    private Mask() {}

    /** The number with all but its first five and last two characters starred; a short one is starred whole. */
    public static String number(String number) {
        int hidden = number.length() - SHOWN_AT_START - SHOWN_AT_END;
        if (hidden < 3) {
            return "***";
        }
        return number.substring(0, SHOWN_AT_START)
                + "*".repeat(Math.min(hidden, 20))
                + number.substring(number.length() - SHOWN_AT_END);
    }
}
