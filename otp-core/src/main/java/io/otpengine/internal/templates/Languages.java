package io.otpengine.internal.templates;

import io.otpengine.InvalidRequestException;
import io.otpengine.InvalidRequestException.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Names of languages, as in {@code de} and {@code pt-BR}. */
public final class Languages {
    static final String ENGLISH = "en";

    private static final int LONGEST = 7;
    private static final Pattern FORM = Pattern.compile("([A-Za-z]{2,3})(?:[-_]([A-Za-z]{2}|[0-9]{3}))?");
    private static final Map<String, String> BY_REGION = table("region-language.tsv");

    private Languages() {}

    /**
     * The one spelling of a language: {@code pt-BR} for {@code PT_br}.
     *
     * @throws InvalidRequestException naming the field, if it is no language with or without a region
     */
    public static String normalise(String field, String language) {
        if (language != null && language.length() > LONGEST) {
            throw new InvalidRequestException(field, Reason.TOO_LONG, "must be at most " + LONGEST + " characters");
        }
        if (language == null || language.isBlank()) {
            throw InvalidRequestException.required(field);
        }
        Matcher form = FORM.matcher(language);
        if (!form.matches()) {
            throw InvalidRequestException.malformed(
                    field, "must be a language of 2 or 3 letters, with or without a region, such as de or pt-BR");
        }
        String bare = form.group(1).toLowerCase(Locale.ROOT);
        return form.group(2) == null ? bare : bare + "-" + form.group(2).toUpperCase(Locale.ROOT);
    }

    /** The language that most people of a region read, English where that is unknown. */
    public static String ofRegion(@Nullable String region) {
        return region == null ? ENGLISH : BY_REGION.getOrDefault(region, ENGLISH);
    }

    /** A language in its one spelling and what its readers understand too, best first: {@code pt-BR}, {@code pt}. */
    static List<String> fallbacks(String language) {
        int region = language.indexOf('-');
        return region < 0 ? List.of(language) : List.of(language, language.substring(0, region));
    }

    private static Map<String, String> table(String resource) {
        InputStream in = Objects.requireNonNull(Languages.class.getResourceAsStream(resource), resource);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", 2))
                    .collect(Collectors.toUnmodifiableMap(row -> row[0], row -> row[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
