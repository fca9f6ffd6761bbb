package io.otpengine.internal.lifecycle;

import io.otpengine.internal.text.Texts;
import io.otpengine.spi.OtpMessage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes out of a provider's words what they repeat of the message: its text, its code, its number. */
final class Echo {
    private static final int LONGEST_READ = 2000;
    private static final int LONGEST_KEPT = 200;
    private static final String BETWEEN = "[\\s.,()/-]*";
    private static final String STARS = "***";

    private Echo() {}

    static String silenced(@Nullable String said, OtpMessage message) {
        if (said == null) {
            return "";
        }
        String clean = said.length() > LONGEST_READ ? said.substring(0, LONGEST_READ) : said;
        clean = clean.replace(message.text(), STARS);
        clean = withoutNumber(clean, message.number());
        clean = spaced(message.code()).matcher(clean).replaceAll(Matcher.quoteReplacement(STARS));
        return Texts.printable(clean, LONGEST_KEPT);
    }

    static String withoutNumber(String said, String number) {
        return spaced(number.replace("+", "")).matcher(said).replaceAll(Matcher.quoteReplacement(STARS));
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

    /** The characters in their order, whatever separators somebody put between them. */
    private static Pattern spaced(String characters) {
        return Pattern.compile(
                characters
                        .chars()
                        .mapToObj(c -> Pattern.quote(String.valueOf((char) c)))
                        .collect(Collectors.joining(BETWEEN)),
                Pattern.CASE_INSENSITIVE);
    }
}
