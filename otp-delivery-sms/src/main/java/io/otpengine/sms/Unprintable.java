package io.otpengine.sms;

import java.util.regex.Pattern;

/** Characters that change how the text around them is read, on a phone or in a log. */
final class Unprintable {
    private static final Pattern CHARACTER = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private Unprintable() {}

    static boolean in(String text) {
        return CHARACTER.matcher(text).find();
    }

    static boolean beside(char allowed, String text) {
        return in(text.replace(allowed, ' '));
    }
}
