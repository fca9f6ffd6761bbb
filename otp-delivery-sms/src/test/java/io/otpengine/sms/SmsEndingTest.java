package io.otpengine.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.otpengine.InvalidRequestException;
import io.otpengine.InvalidRequestException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmsEndingTest {
    private static final String TEMPLATE = "{{OTP}} is your Acme code.";

    @Test
    void plainAddsNothing() {
        assertThat(SmsEnding.plain().end(TEMPLATE)).isEqualTo(TEMPLATE);
    }

    @Test
    void webOtpMakesTheDomainBoundLineTheLast() {
        assertThat(SmsEnding.webOtp("example.com").end(TEMPLATE)).isEqualTo(TEMPLATE + "\n\n@example.com #{{OTP}}");
        assertThat(SmsEnding.webOtp("example.com", "pay.example.net").end(TEMPLATE))
                .endsWith("\n@example.com #{{OTP}} @pay.example.net");
    }

    @Test
    void theRetrieversHashIsAloneOnTheLastLine() {
        assertThat(SmsEnding.androidRetriever("FA+9qCX9VSu").end(TEMPLATE))
                .isEqualTo("<#> " + TEMPLATE + "\nFA+9qCX9VSu");
    }

    @Test
    void whatTheseMakePassesTheLinter() {
        for (SmsEnding ending : new SmsEnding[] {
            SmsEnding.plain(),
            SmsEnding.webOtp("xn--bcher-kva.example"),
            SmsEnding.webOtp("example.com", "b.example"),
            SmsEnding.androidRetriever("FA+9qCX9VSu")
        }) {
            assertThat(TemplateLinter.strict().check(ending.end(TEMPLATE)).findings())
                    .isEmpty();
        }
    }

    @Test
    void aMessageTakesOneEnding() {
        String ended = SmsEnding.webOtp("example.com").end(TEMPLATE);
        String retrieved = SmsEnding.androidRetriever("FA+9qCX9VSu").end(TEMPLATE);
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> SmsEnding.androidRetriever("FA+9qCX9VSu").end(ended))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CONTRADICTION));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> SmsEnding.webOtp("example.com").end(retrieved));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Example.com",
                "https://example.com",
                "example.com:443",
                "exa mple.com",
                "a\nb",
                "-a.example",
                "{{OTP}}",
                "${host}",
                "%s",
                "bücher.example",
                "a\u202eb",
                "",
                " ",
                "a\r"
            })
    void aHostIsAHost(String host) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> SmsEnding.webOtp(host))
                .satisfies(e -> assertThat(e.field()).isEqualTo("host"));
    }

    @Test
    void aHostOfTenMegabytesIsRefused() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> SmsEnding.webOtp("a".repeat(10_000_000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FA+9qCX9VS", "FA+9qCX9VSu1", "FA+9qCX9VS\n", "FA+9qCX9VS=", " "})
    void aHashIsElevenCharacters(String hash) {
        assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> SmsEnding.androidRetriever(hash));
    }
}
