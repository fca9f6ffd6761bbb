package io.otpengine.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.otpengine.InvalidRequestException;
import io.otpengine.sms.TemplateReport.Finding;
import io.otpengine.sms.TemplateReport.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateLinterTest {
    private final TemplateLinter linter = TemplateLinter.strict();

    @Test
    void aGoodTemplateHasNothingSaidAboutIt() {
        TemplateReport report = linter.check("{{OTP}} is your Acme code.\n\n@example.com #{{OTP}}");
        assertThat(report.findings()).isEmpty();
        assertThat(report.size().parts()).isEqualTo(1);
        assertThat(report.hasErrors()).isFalse();
    }

    @Nested
    class Cost {
        @Test
        void isThatOfTheLongestCode() {
            assertThat(linter.check("{{OTP}}").size().units()).isEqualTo(11);
            assertThat(linter.check("{{OTP}}" + "a".repeat(149)).size().parts()).isEqualTo(1);
            assertThat(linter.check("{{OTP}}" + "a".repeat(150)).size().parts()).isEqualTo(2);
        }

        @Test
        void countsTheLongestLifetime() {
            assertThat(linter.check("{{OTP}} {{SEC}} {{MIN}}").size().units())
                    .isEqualTo("00000000000 7200 120".length());
        }

        @Test
        void sixteenBitReferencesLeaveLessRoom() {
            String template = "{{OTP}}" + "a".repeat(306 - 6);
            assertThat(cost(template, Concatenation.EIGHT_BIT)).isEqualTo(2);
            assertThat(cost(template, Concatenation.SIXTEEN_BIT)).isEqualTo(3);
        }

        private int cost(String template, Concatenation concatenation) {
            return new TemplateLinter(6, Duration.ofMinutes(5), concatenation, 3)
                    .check(template)
                    .size()
                    .parts();
        }

        @Test
        void moreThanOnePartIsAnErrorOnlyAboveTheCap() {
            String template = "{{OTP}} " + "a".repeat(200);
            assertThat(kinds(linter, template)).containsExactly(Kind.TOO_MANY_PARTS);
            TemplateLinter two = new TemplateLinter(6, Duration.ofMinutes(5), Concatenation.EIGHT_BIT, 2);
            assertThat(kinds(two, template)).containsExactly(Kind.SEVERAL_PARTS);
            assertThat(two.check(template).hasErrors()).isFalse();
        }

        @Test
        void theCharacterThatForcesUcs2IsNamed() {
            TemplateReport report = linter.check("{{OTP}} – don’t share it");
            assertThat(report.size().encoding()).isEqualTo(SmsEncoding.UCS_2);
            assertThat(report.findings()).singleElement().satisfies(finding -> {
                assertThat(finding.kind()).isEqualTo(Kind.NOT_GSM);
                assertThat(finding.message())
                        .contains("U+2013 EN DASH at 8", "U+2019 RIGHT SINGLE QUOTATION MARK at 13");
            });
        }

        @Test
        void charactersThatCountTwiceAreMentioned() {
            assertThat(kinds(linter, "[Acme] {{OTP}}")).containsExactly(Kind.DOUBLE_WIDTH);
        }
    }

    @Nested
    class Errors {
        @Test
        void aTemplateNeedsTheCode() {
            assertThat(kinds(linter, "Your code")).containsExactly(Kind.NO_CODE);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{{OTP}} for {{NAME}}",
                    "{{OTP}} {NAME}",
                    "{{OTP}} {OTP}",
                    "{{OTP}} {{otp}}",
                    "{{OTP}} ${x}",
                    "{{{OTP}}}",
                    "{{OTP}} }",
                    "{{OTP}} {{S{{OTP}}EC}}"
                })
        void aBraceThatTheEngineRefusesIsFound(String template) {
            assertThat(kinds(linter, template)).contains(Kind.UNKNOWN_PLACEHOLDER);
            assertThat(linter.check(template).hasErrors()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"\r", "\u202e", "\u2066", "\u2028", "\u200b", "\u0000"})
        void controlCharactersAreFound(String control) {
            assertThat(kinds(linter, "{{OTP}}" + control + "is your code")).contains(Kind.CONTROL_CHARACTER);
        }

        @Test
        void aDomainBoundLineMustBeLast() {
            assertThat(kinds(linter, "@example.com #{{OTP}}\nis your code")).containsExactly(Kind.BROKEN_ENDING);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "@Example.com #{{OTP}}",
                    "@example.com  #{{OTP}}",
                    "@https://example.com #{{OTP}}",
                    "@example.com #"
                })
        void aDomainBoundLineMustHaveItsForm(String line) {
            assertThat(kinds(linter, "{{OTP}}\n" + line)).contains(Kind.BROKEN_ENDING);
        }

        @Test
        void twoDomainBoundLinesAreOneTooMany() {
            assertThat(kinds(linter, "{{OTP}}\n@a.example #{{OTP}}\n@b.example #{{OTP}}"))
                    .containsExactly(Kind.BROKEN_ENDING);
        }

        @Test
        void endingsAreNotCombined() {
            assertThat(kinds(linter, "<#> {{OTP}}\nFA+9qCX9VSu\n@example.com #{{OTP}}"))
                    .containsExactly(Kind.TWO_ENDINGS);
        }

        @Test
        void theRetrieverTakes140Bytes() {
            SmsEnding ending = SmsEnding.androidRetriever("FA+9qCX9VSu");
            assertThat(kinds(linter, ending.end("{{OTP}} " + "a".repeat(140 - 4 - 12 - 12))))
                    .isEmpty();
            assertThat(kinds(linter, ending.end("{{OTP}} " + "a".repeat(140 - 4 - 12 - 11))))
                    .containsExactly(Kind.RETRIEVER_TOO_LONG);
        }

        @Test
        void aLinkIsAWarning() {
            assertThat(kinds(linter, "{{OTP}} or https://acme.example")).containsExactly(Kind.LINK);
            assertThat(linter.check("{{OTP}} www.acme.example").hasErrors()).isFalse();
        }
    }

    @Nested
    class Settings {
        @Test
        void outsideTheirRangeAreRefused() {
            refuses("codeLength", () -> new TemplateLinter(3, Duration.ZERO, Concatenation.EIGHT_BIT, 1));
            refuses("expire", () -> new TemplateLinter(6, Duration.ofDays(2), Concatenation.EIGHT_BIT, 1));
            refuses("expire", () -> new TemplateLinter(6, null, Concatenation.EIGHT_BIT, 1));
            refuses("concatenation", () -> new TemplateLinter(6, Duration.ZERO, null, 1));
            refuses("maxParts", () -> new TemplateLinter(6, Duration.ZERO, Concatenation.EIGHT_BIT, 0));
            refuses("template", () -> linter.check(" "));
        }

        private void refuses(String field, Runnable call) {
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(call::run)
                    .satisfies(e -> assertThat(e.field()).isEqualTo(field));
        }
    }

    private static java.util.List<Kind> kinds(TemplateLinter linter, String template) {
        return linter.check(template).findings().stream().map(Finding::kind).toList();
    }
}
