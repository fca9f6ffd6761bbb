package io.otpengine.internal.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.otpengine.Channel;
import io.otpengine.InvalidRequestException;
import io.otpengine.InvalidRequestException.Reason;
import io.otpengine.internal.templates.Templates.Found;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesTest {
    private static final Duration LIFE = Duration.ofMinutes(5);

    private static void assertRefused(String field, Reason reason, ThrowingCallable call) {
        InvalidRequestException refused = catchThrowableOfType(InvalidRequestException.class, call);
        assertThat(refused).as("refusal").isNotNull();
        assertThat(refused.field()).isEqualTo(field);
        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused).hasMessageStartingWith(field + " ");
    }

    @Nested
    class WordsAreKeptUnder {
        @ParameterizedTest
        @CsvSource(
                value = {
                    "pt_br, -, pt-BR",
                    "EN, voice, en-voice",
                    "pt-BR, sms, pt-BR-sms",
                    "pt, br, pt-br",
                    "es-419, push7, es-419-push7",
                },
                nullValues = "-")
        void theirLanguageAndPerhapsTheirChannel(String language, String channel, String key) {
            assertThat(Templates.key(language, Optional.ofNullable(channel).map(Channel::new)))
                    .isEqualTo(key);
        }

        @Test
        void nothingElse() {
            assertRefused("language", Reason.MALFORMED, () -> Templates.key("english", Optional.empty()));
            assertRefused("language", Reason.REQUIRED, () -> Templates.key(" ", Optional.of(Channel.SMS)));
        }
    }

    @Nested
    class ATemplate {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{{OTP}}",
                    "{{OTP}} is your code.",
                    "Your code: {{OTP}}, {{OTP}}. Good for {{MIN}} min = {{SEC}} s.",
                    "{{OTP}} is your Acme code.\n\n@example.com #{{OTP}}",
                    "%s %d $OTP $1 \\ {{OTP}}",
                    "Ваш код {{OTP}}",
                    "\u06a9\u062f \u0634\u0645\u0627 {{OTP}} \u0645\u06cc\u200c\u0628\u0627\u0634\u062f",
                    "\u0d9a\u0dca\u200d\u0dbb {{OTP}}",
                    "\ud83d\udd11 {{OTP}}",
                    "{{OTP}}{{OTP}}"
                })
        void hasACodeAndPerhapsALifetime(String text) {
            assertThatCode(() -> Templates.checkTemplate(text)).doesNotThrowAnyException();
        }

        @ParameterizedTest
        @NullSource
        @ValueSource(strings = {"", " ", "\n\n"})
        void isSomething(String text) {
            assertRefused("text", Reason.REQUIRED, () -> Templates.checkTemplate(text));
        }

        @Test
        void hasAtMost640Characters() {
            String longest = "{{OTP}}" + "x".repeat(633);
            assertThatCode(() -> Templates.checkTemplate(longest)).doesNotThrowAnyException();
            assertRefused("text", Reason.TOO_LONG, () -> Templates.checkTemplate(longest + "x"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"{", " ", "\u202e", "{{OTP}}"})
        void isRefusedByLengthBeforeItIsLookedAt(String part) {
            String endless = part.repeat(10_000_000 / part.length());
            assertRefused("text", Reason.TOO_LONG, () -> Templates.checkTemplate(endless));
            assertRefused("text", Reason.TOO_LONG, () -> Templates.checkText(endless, true));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\r",
                    "\r\n",
                    "\t",
                    "\u0000",
                    "\u0007",
                    "\u001b[2J",
                    "\u007f",
                    "\u0085",
                    "\u2028",
                    "\u2029",
                    "\u200e",
                    "\u200f",
                    "\u202a",
                    "\u202b",
                    "\u202c",
                    "\u202d",
                    "\u202e",
                    "\u2066",
                    "\u2067",
                    "\u2068",
                    "\u2069",
                    "\u061c",
                    "\u200b",
                    "\ufeff",
                    "\u00ad",
                    "\u2060",
                    "\ud800",
                    "\udc00",
                    "\udb40\udc41"
                })
        void hasNothingThatChangesHowItReads(String control) {
            String text = "{{OTP}} is " + control + " your code";
            assertRefused("text", Reason.MALFORMED, () -> Templates.checkTemplate(text));
            assertRefused("text", Reason.MALFORMED, () -> Templates.checkText(text, true));
            assertRefused("text", Reason.MALFORMED, () -> Templates.checkText("your code" + control, true));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{{otp}}",
                    "{{CODE}} {{OTP}}",
                    "{{ OTP }} {{OTP}}",
                    "{OTP} {{OTP}}",
                    "${OTP} {{OTP}}",
                    "#{OTP} {{OTP}}",
                    "{{OTP}} {",
                    "} {{OTP}}",
                    "{{{OTP}}}",
                    "{{{{OTP}}OTP}}",
                    "{{O{{OTP}}TP}}",
                    "{{OTP}",
                    "{{OTP}}}",
                    "{{}}{{OTP}}",
                    "{{OTP}} {{SECS}}",
                    "{{\u041eTP}} {{OTP}}"
                })
        void hasNothingElseInBraces(String text) {
            assertRefused("text", Reason.UNKNOWN_PLACEHOLDER, () -> Templates.checkTemplate(text));
        }

        @ParameterizedTest
        @ValueSource(strings = {"Your code", "OTP", "{{SEC}} {{MIN}}", "\uff5b\uff5bOTP\uff5d\uff5d"})
        void hasACode(String text) {
            assertRefused("text", Reason.MISSING_PLACEHOLDER, () -> Templates.checkTemplate(text));
            assertRefused("text", Reason.MISSING_PLACEHOLDER, () -> Templates.checkText(text, false));
        }
    }

    @Nested
    class TheTextOfOneSend {
        @Test
        void isATemplateUnlessTheCodeIsTheCallersOwn() {
            assertThatCode(() -> Templates.checkText("{{OTP}}!", false)).doesNotThrowAnyException();
            assertRefused("text", Reason.UNKNOWN_PLACEHOLDER, () -> Templates.checkText("{{X}} 1234", false));
        }

        @ParameterizedTest
        @ValueSource(strings = {"Code 4711", "{{SEC}} {{MIN}} { } {{X}} ${a} %s"})
        void goesOutAsItIsIfTheCallersCodeIsInIt(String text) {
            assertThatCode(() -> Templates.checkText(text, true)).doesNotThrowAnyException();
            assertThat(Templates.render(text, "4711", LIFE, Channel.VOICE)).isSameAs(text);
        }

        @Test
        void isATemplateAgainIfItHasAPlaceForTheCode() {
            assertThatCode(() -> Templates.checkText("{{OTP}} {{MIN}}", true)).doesNotThrowAnyException();
            assertRefused("text", Reason.UNKNOWN_PLACEHOLDER, () -> Templates.checkText("{{OTP}} {{X}}", true));
        }

        @ParameterizedTest
        @NullSource
        @ValueSource(strings = {"", " "})
        void isSomething(String text) {
            assertRefused("text", Reason.REQUIRED, () -> Templates.checkText(text, true));
        }
    }

    @Nested
    class WordsAreLookedFor {
        private final Map<String, String> builtIn = Map.of("en", "b1", "en-voice", "b2");

        @Test
        void fromTheClosestToTheBuiltInOnes() {
            Map<String, String> own = new TreeMap<>(Map.of(
                    "pt-BR-voice", "o1", "pt-BR", "o2", "pt-voice", "o3", "pt", "o4", "en-voice", "o5", "en", "o6"));
            assertFoundThenRemoved(own, "pt-BR-voice", new Found("o1", "pt-BR"));
            assertFoundThenRemoved(own, "pt-BR", new Found("o2", "pt-BR"));
            assertFoundThenRemoved(own, "pt-voice", new Found("o3", "pt"));
            assertFoundThenRemoved(own, "pt", new Found("o4", "pt"));
            assertFoundThenRemoved(own, "en-voice", new Found("o5", "en"));
            assertFoundThenRemoved(own, "en", new Found("o6", "en"));
            assertThat(Templates.find(own, builtIn, "pt-BR", Channel.VOICE)).isEqualTo(new Found("b2", "en"));
            assertThat(Templates.find(own, Map.of("en", "b1"), "pt-BR", Channel.VOICE))
                    .isEqualTo(new Found("b1", "en"));
        }

        private void assertFoundThenRemoved(Map<String, String> own, String key, Found found) {
            assertThat(Templates.find(own, builtIn, "pt-BR", Channel.VOICE)).isEqualTo(found);
            own.remove(key);
        }

        @Test
        void notInAnotherChannelsWordsNorInAnotherRegions() {
            Map<String, String> own = Map.of("de-voice", "o1", "de-AT", "o2", "de-sms7", "o3", "fr", "o4");
            assertThat(Templates.find(own, builtIn, "de", Channel.SMS)).isEqualTo(new Found("b1", "en"));
            assertThat(Templates.find(own, builtIn, "de-CH", Channel.SMS)).isEqualTo(new Found("b1", "en"));
        }

        @Test
        void inAnyChannelsOwnWords() {
            assertThat(Templates.find(Map.of("de-push", "o1"), builtIn, "de", new Channel("push")))
                    .isEqualTo(new Found("o1", "de"));
        }

        @Test
        void inAForeignEnglishToo() {
            Map<String, String> own = Map.of("en-GB", "o1", "en", "o2");
            assertThat(Templates.find(own, builtIn, "en-GB", Channel.SMS)).isEqualTo(new Found("o1", "en-GB"));
            assertThat(Templates.find(own, builtIn, "en-US", Channel.SMS)).isEqualTo(new Found("o2", "en"));
        }

        @Test
        void inVainOnlyIfThereAreNoBuiltInOnes() {
            assertThatIllegalStateException()
                    .isThrownBy(() -> Templates.find(Map.of(), Map.of("en-voice", "b"), "de", Channel.SMS));
        }
    }

    @Nested
    class AMessage {
        @Test
        void hasTheCodeAndTheLifetime() {
            assertThat(Templates.render("{{OTP}}: {{SEC}} s, {{MIN}} min. {{OTP}}", "0042", LIFE, Channel.SMS))
                    .isEqualTo("0042: 300 s, 5 min. 0042");
        }

        @ParameterizedTest
        @CsvSource({
            "PT30S, 30, 1",
            "PT59.999S, 59, 1",
            "PT1M, 60, 1",
            "PT1M59.999S, 119, 1",
            "PT2M, 120, 2",
            "PT10M, 600, 10",
            "PT2H, 7200, 120",
            "PT1S, 1, 1",
        })
        void roundsItsLifetimeDownButNotToZeroMinutes(Duration life, String seconds, String minutes) {
            assertThat(Templates.render("{{OTP}} {{SEC}} {{MIN}}", "1", life, Channel.SMS))
                    .isEqualTo("1 " + seconds + " " + minutes);
        }

        @Test
        void isSpokenDigitByDigitByVoiceAlone() {
            assertThat(Templates.render("{{OTP}}. Again: {{OTP}}.", "0a42", LIFE, Channel.VOICE))
                    .isEqualTo("0, a, 4, 2. Again: 0, a, 4, 2.");
            assertThat(Templates.render("{{OTP}}", "0a42", LIFE, new Channel("voicemail")))
                    .isEqualTo("0a42");
        }

        @Test
        void isFilledInOnce() {
            assertThat(Templates.render("{{OTP}} {{SEC}}", "{{SEC}}{{OTP}}$1\\", LIFE, Channel.SMS))
                    .isEqualTo("{{SEC}}{{OTP}}$1\\ 300");
            assertThat(Templates.render("{{{{OTP}}}} {{{{SEC}}OTP}}", "OTP", LIFE, Channel.SMS))
                    .isEqualTo("{{OTP}} {{300OTP}}");
        }

        @ParameterizedTest
        @ValueSource(strings = {"%s %n %1$s", "${OTP} $1 $$", "#{OTP} <%= OTP %> \\u0041 \\1"})
        void leavesTheSignsOfOtherTemplatesAlone(String inert) {
            assertThat(Templates.render(inert + "{{OTP}}", "1234", LIFE, Channel.SMS))
                    .isEqualTo(inert + "1234");
        }

        @ParameterizedTest
        @ValueSource(strings = {"ar-EG", "th-TH-u-nu-thai", "hi-IN-u-nu-deva", "tr-TR"})
        void hasAsciiDigitsWhereverTheServerStands(String locale) {
            Locale before = Locale.getDefault();
            Locale.setDefault(Locale.forLanguageTag(locale));
            try {
                assertThat(Templates.render("{{OTP}} {{SEC}} {{MIN}}", "0123", LIFE, Channel.VOICE))
                        .isEqualTo("0, 1, 2, 3 300 5");
            } finally {
                Locale.setDefault(before);
            }
        }
    }
}
