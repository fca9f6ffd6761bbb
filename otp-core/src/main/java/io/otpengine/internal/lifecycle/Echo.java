package io.otpengine.internal.lifecycle;

import io.otpengine.internal.text.Texts;
import io.otpengine.spi.OtpMessage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes out of a provider's words what they repeat of the message: its text, its code, its number. */
final class Echo {
    private static final int LONGEST_READ = 2000;
    private static final int LONGEST_KEPT = 200;
    private static final String BETWEEN = "[\\s.,()/-]*";
    private static final String STARS = "***";

    private Echo() {}

    static String silenced(@Nullable String said, OtpMessage message) {
        return said == null ? "" : silenced(cut(said).replace(message.text(), STARS), message.number(), message.code());
    }

    /** The same, for whoever has no message any more; without a code, there is none left to keep. */
    static String silenced(String said, String number, @Nullable String code) {
        String clean = without(number.replace("+", ""), cut(said));
        return Texts.printable(code == null ? clean : without(code, clean), LONGEST_KEPT);
    }

    /** An identifier as it is, or nothing if it repeats something of the message. */
    static @Nullable String unlessRepeated(@Nullable String identifier, OtpMessage message, int atMost) {
        if (identifier == null || identifier.isBlank()) {
            return null;
        }
        boolean repeats = identifier.contains(message.code())
                || identifier.contains(message.number().substring(1));
        return repeats ? null : Texts.printable(identifier, atMost);
    }

    private static String cut(String said) {
        return said.length() > LONGEST_READ ? said.substring(0, LONGEST_READ) : said;
    }

    /** Takes out digits and letters in their order, whatever separators somebody put between them. */
    private static String without(String secret, String said) {
        Pattern spaced = Pattern.compile(String.join(BETWEEN, secret.split("")), Pattern.CASE_INSENSITIVE);
        return spaced.matcher(said).replaceAll(Matcher.quoteReplacement(STARS));
    }
}
