package io.otpengine.sms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeechTest {
    @Test
    void theCodeIsSpelledAndAllIsSaidTwice() {
        assertThat(Speech.of("Your code is 7a41.", "7a41"))
                .isEqualTo("Your code is 7, a, 4, 1.\nYour code is 7, a, 4, 1.");
    }

    @Test
    void whatOnlyThePhoneReadsIsNotSpoken() {
        String text = "7391 is your code.";
        String spoken = Speech.of(text, "7391");
        assertThat(Speech.of(ended(SmsEnding.webOtp("example.com")), "7391")).isEqualTo(spoken);
        assertThat(Speech.of(ended(SmsEnding.webOtp("example.com", "b.example")), "7391"))
                .isEqualTo(spoken);
        assertThat(Speech.of(ended(SmsEnding.androidRetriever("FA+9qCX9VSu")), "7391"))
                .isEqualTo(spoken);
        assertThat(Speech.of(ended(SmsEnding.plain()), "7391")).isEqualTo(spoken);
    }

    @ParameterizedTest
    @CsvSource({"de,de-DE", "en,en-US", "pt-BR,pt-BR", "sv,sv-SE", "zh,zh-CN", "nb,nb-NO"})
    void languagesGetTheirRegion(String language, String spoken) {
        assertThat(Speech.language(language)).contains(spoken);
    }

    @Test
    void anUnknownLanguageHasNoVoice() {
        assertThat(Speech.language("tlh")).isEmpty();
    }

    private static String ended(SmsEnding ending) {
        return ending.end("{{OTP}} is your code.").replace("{{OTP}}", "7391");
    }
}
