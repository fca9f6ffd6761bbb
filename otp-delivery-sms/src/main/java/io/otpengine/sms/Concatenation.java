package io.otpengine.sms;

/** How the parts of a long text are tied together, which decides how much room is left in each. */
public enum Concatenation {
    /** An 8-bit reference, the common way: 153 septets or 67 UCS-2 units to a part. */
    EIGHT_BIT(6),
    /** A 16-bit reference, as tyntec uses it: 152 septets or 66 UCS-2 units to a part. */
    SIXTEEN_BIT(7);

    private static final int OCTETS = 140;

    private final int header;

    Concatenation(int header) {
        this.header = header;
    }

    int headerBits() {
        return header * 8;
    }

    int unitsPerPart(SmsEncoding encoding) {
        return (OCTETS - header) * 8 / encoding.bits();
    }
}
