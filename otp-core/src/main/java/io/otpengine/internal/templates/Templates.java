package io.otpengine.internal.templates;

import io.otpengine.Channel;
import io.otpengine.InvalidRequestException;
import io.otpengine.InvalidRequestException.Reason;
import io.otpengine.internal.text.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks, finds and fills in the words of a message. */
public final class Templates {
    private static final int LONGEST = 640;
    private static final String CODE = "{{OTP}}";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(OTP|SEC|MIN)}}");
    private static final Pattern BRACE = Pattern.compile("[{}]");

    private Templates() {}

    /** Words and the language they are in. */
    public record Found(String text, String language) {}

    /** The name that words are kept under: {@code pt-BR}, or {@code en-voice} if they are for one channel. */
    public static String key(String language, Optional<Channel> channel) {
        String spelled = Languages.normalise("language", language);
        return channel.map(c -> key(spelled, c)).orElse(spelled);
    }

    /**
     * Refuses words that could not be sent under every OTP.
     *
     * @throws InvalidRequestException naming {@code text}
     */
    public static void checkTemplate(String text) {
        checkCharacters(text);
        if (BRACE.matcher(PLACEHOLDER.matcher(text).replaceAll("")).find()) {
            throw new InvalidRequestException(
                    "text",
                    Reason.UNKNOWN_PLACEHOLDER,
                    "must have no braces but those of {{OTP}}, {{SEC}} and {{MIN}}");
        }
        if (!text.contains(CODE)) {
            throw new InvalidRequestException("text", Reason.MISSING_PLACEHOLDER, "must contain " + CODE);
        }
    }

    /**
     * Refuses words for one OTP that are no template; beside a code of the caller's own, words without {@code {{OTP}}}
     * have it in them already and are not looked at for braces.
     *
     * @throws InvalidRequestException naming {@code text}
     */
    public static void checkText(String text, boolean hasOwnCode) {
        checkCharacters(text);
        if (!hasOwnCode || text.contains(CODE)) {
            checkTemplate(text);
        }
    }

    /**
     * The best words there are: an application's own before the built-in ones, the language asked for before English,
     * the exact language before its wider form, those for the channel before those for any.
     *
     * @param own an application's words, by {@link #key}
     * @param builtIn the policy's words, at least {@code en}
     * @param language in its one spelling
     */
    public static Found find(Map<String, String> own, Map<String, String> builtIn, String language, Channel channel) {
        List<String> languages = new ArrayList<>(Languages.fallbacks(language));
        languages.add(Languages.ENGLISH);
        return find(own, languages, channel)
                .or(() -> find(builtIn, List.of(Languages.ENGLISH), channel))
                .orElseThrow(() -> new IllegalStateException("no built-in words in English"));
    }

    /**
     * Puts code and lifetime in their places, once: nothing put in is looked at again. Words without {@code {{OTP}}}
     * stay as they are.
     *
     * @param life of the OTP from its first send, not what is left of it
     */
    public static String render(String text, String code, Duration life, Channel channel) {
        if (!text.contains(CODE)) {
            return text;
        }
        String shown = channel.equals(Channel.VOICE) ? spelled(code) : code;
        return PLACEHOLDER.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found, shown, life)));
    }

    private static Optional<Found> find(Map<String, String> texts, List<String> languages, Channel channel) {
        for (String language : languages) {
            String text = texts.getOrDefault(key(language, channel), texts.get(language));
            if (text != null) {
                return Optional.of(new Found(text, language));
            }
        }
        return Optional.empty();
    }

    private static String key(String language, Channel channel) {
        return language + "-" + channel.name();
    }

    private static void checkCharacters(String text) {
        // The length comes first: what follows is linear in it.
        if (text != null && text.length() > LONGEST) {
            throw new InvalidRequestException("text", Reason.TOO_LONG, "must be at most " + LONGEST + " characters");
        }
        if (text == null || text.isBlank()) {
            throw InvalidRequestException.required("text");
        }
        if (Texts.hasControlsBesideLineFeeds(text)) {
            throw InvalidRequestException.malformed(
                    "text", "must have no control, formatting or bidi characters but line feeds");
        }
    }

    private static String value(MatchResult placeholder, String code, Duration life) {
        return switch (placeholder.group(1)) {
            case "SEC" -> Long.toString(life.toSeconds());
            case "MIN" -> Long.toString(Math.max(1, life.toMinutes()));
            default -> code;
        };
    }

    /** With pauses, or a speech engine says one large number. */
    private static String spelled(String code) {
        return String.join(", ", code.split(""));
    }
}
