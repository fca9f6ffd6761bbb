package io.otpengine.sms;

import io.otpengine.InvalidRequestException;
import io.otpengine.InvalidRequestException.Reason;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What {@link GenericHttpGateway} puts into its templates: each once, encoded for where it stands, never read again. */
record Placeholders(Map<String, String> values) {
    private static final Set<String> NAMES =
            Set.of("to", "toDigits", "from", "text", "ref", "ttlSeconds", "callback", "encoding");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z]+)\\}");

    static Placeholders of(Sms sms, @Nullable URI callback) {
        return new Placeholders(Map.of(
                "to", sms.message().number(),
                "toDigits", sms.digits(),
                "from", Objects.requireNonNullElse(sms.sender(), ""),
                "text", sms.message().text(),
                "ref", sms.message().reference(),
                "ttlSeconds", Long.toString(Math.max(1, sms.lifetime().toSeconds())),
                "callback", callback == null ? "" : callback.toString(),
                "encoding", sms.size().encoding().name()));
    }

    /** One value for each, to try templates with. */
    static Placeholders sample(String value) {
        return new Placeholders(NAMES.stream().collect(Collectors.toMap(name -> name, name -> value)));
    }

    /** Refuses a template that asks for something unknown. */
    static String check(String field, @Nullable String template) {
        String checked = Settings.required(field, template);
        if (!PLACEHOLDER.matcher(checked).results().allMatch(found -> NAMES.contains(found.group(1)))) {
            throw new InvalidRequestException(field, Reason.UNKNOWN_PLACEHOLDER, "may use " + NAMES);
        }
        return checked;
    }

    /** Checks the strings inside a JSON template. */
    static void checkLeaves(String field, @Nullable Object json) {
        if (json instanceof Map<?, ?> object) {
            object.values().forEach(value -> checkLeaves(field, value));
        } else if (json instanceof List<?> array) {
            array.forEach(value -> checkLeaves(field, value));
        } else if (json instanceof String text && !text.isBlank()) {
            check(field, text);
        }
    }

    String fill(String template, UnaryOperator<String> encode) {
        return PLACEHOLDER
                .matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(encode.apply(values.getOrDefault(found.group(1), ""))));
    }

    /** Fills the strings inside a JSON template; whoever writes it out encodes them. */
    @Nullable
    Object fillLeaves(@Nullable Object json) {
        if (json instanceof Map<?, ?> object) {
            Map<Object, @Nullable Object> filled = new LinkedHashMap<>();
            object.forEach((key, value) -> filled.put(key, fillLeaves(value)));
            return filled;
        }
        if (json instanceof List<?> array) {
            return array.stream().map(this::fillLeaves).toList();
        }
        return json instanceof String text ? fill(text, UnaryOperator.identity()) : json;
    }

    @Override
    public String toString() {
        return "Placeholders[***]";
    }
}
