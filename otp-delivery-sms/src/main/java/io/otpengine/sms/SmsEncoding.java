package io.otpengine.sms;

import io.otpengine.sms.internal.Gsm7;

/** The alphabet that a text travels in. One character outside GSM-7 turns the whole text into UCS-2. */
public enum SmsEncoding {
    /** 7 bits a character, 14 for the ten of the extension table; 160 to a single message. */
    GSM_7(7, 160),
    /** 16 bits a UTF-16 unit; 70 to a single message. */
    UCS_2(16, 70);

    private final int bits;
    private final int single;

    SmsEncoding(int bits, int single) {
        this.bits = bits;
        this.single = single;
    }

    /** The smallest alphabet that has every character of the text. */
    static SmsEncoding of(String text) {
        return text.codePoints().allMatch(c -> Gsm7.septets(c) > 0) ? GSM_7 : UCS_2;
    }

    /** Units that a character takes; a character is never split between parts. */
    int units(int codePoint) {
        return this == GSM_7 ? Gsm7.septets(codePoint) : Character.charCount(codePoint);
    }

    int bits() {
        return bits;
    }

    int single() {
        return single;
    }
}
