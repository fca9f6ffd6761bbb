package io.otpengine.internal.lifecycle;

import io.otpengine.internal.text.Texts;
import io.otpengine.spi.OtpMessage;
import java.util.List;
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
        return said == null ? "" : silenced(said, message.number(), message.code(), List.of(message.text()));
    }

    /** The same, for whoever has no message any more. */
    static String silenced(String said, String number, String code, List<String> texts) {
        String clean = cut(said);
        for (String text : texts) {
            clean = clean.replace(text, STARS);
        }
        // The number before the code, which may be a part of it.
        return Texts.printable(without(code, withoutNumber(number, clean)), LONGEST_KEPT);
    }

    /** The same, of words in which nothing but the number can be secret. */
    static String silenced(String said, String number) {
        return Texts.printable(withoutNumber(number, cut(said)), LONGEST_KEPT);
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

    private static String withoutNumber(String number, String said) {
        return without(number.replace("+", ""), said);
    }

    /** Takes out digits and letters in their order, whatever separators somebody put between them. */
    private static String without(String secret, String said) {
        Pattern spaced = Pattern.compile(String.join(BETWEEN, secret.split("")), Pattern.CASE_INSENSITIVE);
        return spaced.matcher(said).replaceAll(Matcher.quoteReplacement(STARS));
    }
}
