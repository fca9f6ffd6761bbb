package io.otpengine.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.otpengine.InvalidRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SenderRulesTest {
    @Test
    void aMessageKeepsTheSenderItAsksFor() {
        assertThat(SenderRules.none().senderFor("+4917012345", "Acme")).contains("Acme");
        assertThat(SenderRules.none().otherwise("Other").senderFor("+4917012345", "Acme"))
                .contains("Acme");
    }

    @Test
    void whoAsksForNoneGetsTheOtherwise() {
        assertThat(SenderRules.none().otherwise("Acme").senderFor("+4917012345", null))
                .contains("Acme");
        assertThat(SenderRules.none().senderFor("+4917012345", null)).isEmpty();
    }

    @Test
    void theCountryDecidesAndTheLongestBeginningWins() {
        SenderRules rules = SenderRules.none()
                .to("+1", "+15005550006")
                .to("+1876", "AcmeJM")
                .to("+18", "88888");
        assertThat(rules.senderFor("+15551234567", "Acme")).contains("+15005550006");
        assertThat(rules.senderFor("+18765551234", "Acme")).contains("AcmeJM");
        assertThat(rules.senderFor("+18085551234", "Acme")).contains("88888");
        assertThat(rules.senderFor("+4917012345", "Acme")).contains("Acme");
    }

    @Test
    void overrulingRulesLeaveAsideWhatAMessageAsksFor() {
        SenderRules rules = SenderRules.none().to("+1", "+15005550006").overruling();
        assertThat(rules.senderFor("+15551234567", "VERIFY")).contains("+15005550006");
        assertThat(rules.senderFor("+4917012345", "VERIFY")).isEmpty();
        assertThat(rules.otherwise("Acme").senderFor("+4917012345", "VERIFY")).contains("Acme");
        assertThat(rules.to("+49", "AcmeDE").senderFor("+4917012345", "VERIFY")).contains("AcmeDE");
    }

    @Test
    void rulesDoNotChangeUnderTheirUsers() {
        SenderRules before = SenderRules.none().to("+49", "Acme");
        before.to("+49", "Other").otherwise("Third");
        assertThat(before.senderFor("+4917012345", null)).contains("Acme");
        assertThat(before.senderFor("+3317012345", null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Acme", "A", "Acme Bank 1", "12345", "+15551234567", "123456789012345"})
    void lettersOrNumbersMakeASender(String sender) {
        assertThat(SenderRules.isSender(sender)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " Acme",
                "Acme ",
                "AcmeBank1234",
                "12",
                "1234567890123456",
                "1 2",
                "Ac-me",
                "Ac\nme",
                "Acme\n",
                "{{OTP}}",
                "${x}",
                "%s",
                "Ä",
                "A\u202eB",
                "+",
                "++1555"
            })
    void anythingElseIsRefused(String sender) {
        assertThat(SenderRules.isSender(sender)).isFalse();
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> SenderRules.none().otherwise(sender))
                .satisfies(e -> assertThat(e.field()).isEqualTo("sender"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "+", "+0", "+1234567890123456", "US", "+1\n"})
    void aBeginningIsDigitsAfterAPlus(String prefix) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> SenderRules.none().to(prefix, "Acme"))
                .satisfies(e -> assertThat(e.field()).isEqualTo("prefix"));
    }
}
