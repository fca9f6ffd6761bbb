package io.otpengine.sms;

import java.util.regex.Pattern;

/**
 * Characters that change how the text around them is read. Line feeds are none, nor are the two joiners without which
 * Persian and Sinhala are misspelled.
 */
final class Unprintable {
    private static final Pattern CHARACTER =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}&&[^\\n\\u200c\\u200d]]");

    private Unprintable() {}

    static boolean in(String text) {
        return CHARACTER.matcher(text).find();
    }
}
