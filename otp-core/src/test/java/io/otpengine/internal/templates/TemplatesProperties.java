package io.otpengine.internal.templates;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.Channel;
import io.otpengine.InvalidRequestException;
import io.otpengine.internal.templates.Templates.Found;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class TemplatesProperties {
    /** What the oracle knows of the world; a number may have no country, or one that nobody knows. */
    private static final Map<String, String> LANGUAGE_OF = languages();

    private static Map<String, String> languages() {
        Map<String, String> languages = new HashMap<>(
                Map.of("DE", "de", "AT", "de", "BR", "pt", "PT", "pt", "US", "en", "GG", "en", "MX", "es", "QQ", "en"));
        languages.putAll(Map.of("TW", "zh", "CN", "zh", "RS", "sr", "AZ", "az", "PH", "fil", "VA", "it"));
        languages.put(null, "en");
        return languages;
    }

    /** A way to write a language, and the three things it says. */
    record Asked(String language, boolean upper, Optional<String> region, char separator) {
        String written() {
            String written = language + region.map(r -> separator + r).orElse("");
            return upper ? written.toUpperCase(Locale.ROOT) : written;
        }
    }

    @Property(tries = 5000)
    void theWordsFoundAreThoseOfTheOracle(
            @ForAll("asked") Optional<Asked> asked,
            @ForAll("countries") String country,
            @ForAll("channels") String channel,
            @ForAll("sets") Set<String> own,
            @ForAll boolean builtInVoice) {
        Map<String, String> ownTexts = new HashMap<>();
        own.forEach(key -> ownTexts.put(key, "own " + key));
        Map<String, String> builtIn = builtInVoice
                ? Map.of("en", "built-in en", "en-voice", "built-in en-voice")
                : Map.of("en", "built-in en");
        String language = asked.map(a -> Languages.normalise("language", a.written()))
                .orElseGet(() -> Languages.ofRegion(country));

        Found found = Templates.find(ownTexts, builtIn, language, new Channel(channel));

        assertThat(found).isEqualTo(oracle(asked, country, channel, own, builtInVoice));
    }

    /** Ranks all there is and takes the best, where the subject walks a list and takes the first. */
    private static Found oracle(
            Optional<Asked> asked, String country, String channel, Set<String> own, boolean builtInVoice) {
        String language = asked.map(Asked::language).orElse(LANGUAGE_OF.get(country));
        String region = asked.flatMap(Asked::region)
                .map(r -> r.toUpperCase(Locale.ROOT))
                .orElse("");
        int best = 0;
        Found found = null;
        for (String key : own) {
            int closeness = 0;
            for (int rank = 6; rank > 0; rank--) {
                String wanted = rank > 4 ? language + "-" + region : rank > 2 ? language : "en";
                String exact = rank % 2 == 0 ? wanted + "-" + channel : wanted;
                if (key.equals(exact) && !(rank > 4 && region.isEmpty())) {
                    closeness = Math.max(closeness, rank);
                }
            }
            if (closeness > best) {
                best = closeness;
                String of = best > 4 ? language + "-" + region : best > 2 ? language : "en";
                found = new Found("own " + key, of);
            }
        }
        if (found != null) {
            return found;
        }
        return new Found(builtInVoice && channel.equals("voice") ? "built-in en-voice" : "built-in en", "en");
    }

    @Property(tries = 2000)
    void aCheckedTemplateGivesAMessageWithTheCodeAndWithoutBraces(
            @ForAll("pieces") List<String> pieces, @ForAll("codes") String code, @ForAll("lives") Duration life) {
        String text = String.join("", pieces);
        try {
            Templates.checkTemplate(text);
        } catch (InvalidRequestException refused) {
            assertThat(text.replace("{{OTP}}", "").replace("{{SEC}}", "").replace("{{MIN}}", ""))
                    .satisfiesAnyOf(
                            rest -> assertThat(rest).containsAnyOf("{", "}"),
                            rest -> assertThat(text).doesNotContain("{{OTP}}"));
            return;
        }

        String message = Templates.render(text, code, life, Channel.SMS);

        assertThat(message).contains(code).doesNotContain("{", "}");
        assertThat(message).isEqualTo(filled(pieces, code, life));
    }

    @Property(tries = 2000)
    void whatIsFilledInIsNeverFilledInAgain(
            @ForAll("inert") List<String> before,
            @ForAll("inert") List<String> code,
            @ForAll("inert") List<String> after) {
        String own = String.join("", code);
        String start = String.join("", before).replace("{{", "");
        String end = String.join("", after).replace("}}", "");

        String message = Templates.render(start + " {{OTP}} " + end, own, Duration.ofSeconds(90), Channel.SMS);

        assertThat(message).startsWith(start + " " + own + " ");
    }

    @Property(tries = 1000)
    void aTextWithoutAPlaceForTheCodeStaysAsItIs(
            @ForAll("inert") List<String> pieces, @ForAll("channels") String channel) {
        String text = String.join("", pieces);
        while (text.contains("{{OTP}}")) {
            text = text.replace("{{OTP}}", "");
        }

        assertThat(Templates.render(text, "1234", Duration.ofMinutes(5), new Channel(channel)))
                .isEqualTo(text);
    }

    @Property(tries = 1000)
    void byVoiceEveryCharacterOfTheCodeIsSaidAlone(@ForAll("codes") String code) {
        String message = Templates.render("{{OTP}}", code, Duration.ofMinutes(5), Channel.VOICE);

        assertThat(message.split(", "))
                .hasSize(code.length())
                .allSatisfy(c -> assertThat(c).hasSize(1));
        assertThat(message.replace(", ", "")).isEqualTo(code);
    }

    @Property(tries = 2000)
    void anyTextIsATemplateOrARefusal(@ForAll String text, @ForAll boolean hasOwnCode) {
        try {
            Templates.checkText(text, hasOwnCode);
            assertThat(hasOwnCode || text.contains("{{OTP}}")).isTrue();
            assertThat(text).isNotBlank().hasSizeLessThanOrEqualTo(640);
        } catch (InvalidRequestException refused) {
            assertThat(refused.field()).isEqualTo("text");
            assertThat(refused.getMessage()).hasSizeLessThan(120);
        }
    }

    private static String filled(List<String> pieces, String code, Duration life) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("{{OTP}}", code);
        values.put("{{SEC}}", String.valueOf(life.toMillis() / 1000));
        values.put("{{MIN}}", String.valueOf(Math.max(1, life.toMillis() / 60_000)));
        StringBuilder filled = new StringBuilder();
        pieces.forEach(piece -> filled.append(values.getOrDefault(piece, piece)));
        return filled.toString();
    }

    @Provide
    Arbitrary<Optional<Asked>> asked() {
        Arbitrary<Optional<String>> region =
                Arbitraries.of("BR", "br", "PT", "at", "GB", "419", "TW").optional(0.6);
        return Combinators.combine(
                        Arbitraries.of("pt", "de", "en", "es", "zh", "fil", "it"),
                        Arbitraries.of(true, false),
                        region,
                        Arbitraries.of('-', '_'))
                .as(Asked::new)
                .optional(0.7);
    }

    @Provide
    Arbitrary<String> countries() {
        return Arbitraries.of(LANGUAGE_OF.keySet());
    }

    @Provide
    Arbitrary<String> channels() {
        return Arbitraries.of("sms", "voice", "push", "br");
    }

    @Provide
    Arbitrary<Set<String>> sets() {
        Arbitrary<String> language = Arbitraries.of("pt", "de", "en", "es", "zh", "fil", "it", "sr", "az");
        Arbitrary<String> region = Arbitraries.of("", "", "-BR", "-PT", "-AT", "-GB", "-419", "-TW");
        Arbitrary<String> channel = Arbitraries.of("", "", "-sms", "-voice", "-push", "-br");
        return Combinators.combine(language, region, channel)
                .as((l, r, c) -> l + r + c)
                .set()
                .ofMaxSize(40);
    }

    @Provide
    Arbitrary<String> codes() {
        return Arbitraries.strings()
                .withCharRange('0', '9')
                .withCharRange('a', 'z')
                .ofMinLength(4)
                .ofMaxLength(11);
    }

    @Provide
    Arbitrary<Duration> lives() {
        return Arbitraries.longs().between(1_000, 86_400_000).map(Duration::ofMillis);
    }

    @Provide
    Arbitrary<List<String>> pieces() {
        return Arbitraries.frequencyOf(
                        Tuple.of(8, Arbitraries.of("{{OTP}}", "{{SEC}}", "{{MIN}}")),
                        Tuple.of(8, Arbitraries.of(" ", "Код: ", "$1", "%s", "\n", "\\", "é", "OTP ")),
                        Tuple.of(1, Arbitraries.of("{", "}", "{{X}}", "{{", "}}")))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<List<String>> inert() {
        return Arbitraries.of("{{OTP}}", "{{SEC}}", "{{MIN}}", "{{", "}}", "OTP", "$1", "${x}", "%s", "\\", "4", " ")
                .list()
                .ofMaxSize(8);
    }
}
