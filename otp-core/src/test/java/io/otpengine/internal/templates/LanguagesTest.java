package io.otpengine.internal.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.otpengine.InvalidRequestException;
import io.otpengine.InvalidRequestException.Reason;
import java.util.Locale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguagesTest {
    @Nested
    class ALanguageHasOneSpelling {
        @ParameterizedTest
        @CsvSource({
            "de, de",
            "DE, de",
            "pt-BR, pt-BR",
            "pt_br, pt-BR",
            "PT-br, pt-BR",
            "es-419, es-419",
            "fil, fil",
            "FIL_ph, fil-PH",
            "IT, it",
        })
        void howeverItIsWritten(String written, String spelled) {
            assertThat(Languages.normalise("language", written)).isEqualTo(spelled);
        }

        @ParameterizedTest
        @ValueSource(strings = {"tr-TR", "ar-EG", "th-TH-u-nu-thai", "hi-IN-u-nu-deva"})
        void wherever(String locale) {
            Locale before = Locale.getDefault();
            Locale.setDefault(Locale.forLanguageTag(locale));
            try {
                assertThat(Languages.normalise("language", "ID-in")).isEqualTo("id-IN");
            } finally {
                Locale.setDefault(before);
            }
        }
    }

    @Nested
    class WhatIsNoLanguage {
        private void assertRefused(String language, Reason reason) {
            InvalidRequestException refused =
                    catchThrowableOfType(InvalidRequestException.class, () -> Languages.normalise("lang", language));
            assertThat(refused.field()).isEqualTo("lang");
            assertThat(refused.reason()).isEqualTo(reason);
        }

        @ParameterizedTest
        @NullSource
        @ValueSource(strings = {"", " ", "\n"})
        void nothingIsRequiredToBeSomething(String language) {
            assertRefused(language, Reason.REQUIRED);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "d",
                    "deut",
                    "de-",
                    "-DE",
                    "de-D",
                    "de-DEU",
                    "de-41",
                    "de--DE",
                    "de DE",
                    " de",
                    "de\n",
                    "d\u0435",
                    "\u0131t",
                    "\u212as",
                    "es-\u0664\u0661\u0669",
                    "d\u202e",
                    "%s",
                    "${a}"
                })
        void anotherFormIsRefused(String language) {
            assertRefused(language, Reason.MALFORMED);
        }

        @Test
        void moreThanSevenCharactersAreRefusedBeforeTheyAreLookedAt() {
            assertRefused("de-DE-DE", Reason.TOO_LONG);
            assertRefused(" ".repeat(10_000_000), Reason.TOO_LONG);
        }
    }

    @Nested
    class ARegionHasALanguage {
        @ParameterizedTest
        @CsvSource({
            "DE, de", "BR, pt", "US, en", "GG, en", "VA, it", "CH, de", "BE, nl", "TW, zh", "CN, zh", "AZ, az",
            "RS, sr", "UZ, uz", "PH, fil", "XK, sq",
        })
        void thatOfMostOfItsPeopleInWhateverScript(String region, String language) {
            assertThat(Languages.ofRegion(region)).isEqualTo(language);
        }

        @ParameterizedTest
        @NullSource
        @ValueSource(strings = {"QQ", "001", "", "de"})
        void englishIfItIsUnknown(String region) {
            assertThat(Languages.ofRegion(region)).isEqualTo("en");
        }

        @Test
        void everyRegionWithPhonesIsKnownAndItsLanguageInItsOneSpelling() {
            assertThat(PhoneNumberUtil.getInstance().getSupportedRegions())
                    .allSatisfy(region -> assertThat(Languages.ofRegion(region))
                            .isEqualTo(Languages.normalise("language", Languages.ofRegion(region))));
        }
    }

    @Test
    void aLanguageFallsBackToItselfWithoutItsRegion() {
        assertThat(Languages.fallbacks("pt-BR")).containsExactly("pt-BR", "pt");
        assertThat(Languages.fallbacks("es-419")).containsExactly("es-419", "es");
        assertThat(Languages.fallbacks("fil")).containsExactly("fil");
    }
}
