package io.otpengine.internal.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.otpengine.InvalidRequestException;
import io.otpengine.InvalidRequestException.Reason;
import io.otpengine.OtpPolicy.Validity;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumbersTest {
    private static PhoneNumber possible(String number, String country) {
        return PhoneNumbers.parse(number, country, Validity.POSSIBLE);
    }

    private static InvalidRequestException refusal(String number, String country, Validity validity) {
        InvalidRequestException refused = catchThrowableOfType(
                InvalidRequestException.class, () -> PhoneNumbers.parse(number, country, validity));
        assertThat(refused).as("refusal").isNotNull();
        return refused;
    }

    private static void assertRefused(String number, String country, String field, Reason reason) {
        InvalidRequestException refused = refusal(number, country, Validity.POSSIBLE);
        assertThat(refused.field()).isEqualTo(field);
        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused).hasMessageStartingWith(field + " must ").hasNoCause();
        assertThat(refused.getMessage()).doesNotContain("1701234567", "1234567");
    }

    @Nested
    class OneNumberHasOneForm {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "+48 600-100-200",
                    "0048600100200",
                    "48600100200",
                    "00 48 600 100 200",
                    "  +48.600.100.200 ",
                    "(+48) 600/100/200",
                    "+48\u00a0600\u00a0100\u00a0200",
                    "\uff0b\uff14\uff18\uff16\uff10\uff10\uff11\uff10\uff10\uff12\uff10\uff10",
                    "\u0660\u0660\u0664\u0668\u0666\u0660\u0660\u0661\u0660\u0660\u0662\u0660\u0660",
                    "+\u096a\u096e\u096c\u0966\u0966\u0967\u0966\u0966\u0968\u0966\u0966",
                    "+\ud835\udfd2\ud835\udfd6600100200"
                })
        void howeverItIsWritten(String number) {
            assertThat(possible(number, null).e164()).isEqualTo("+48600100200");
        }

        @ParameterizedTest
        @CsvSource({
            "600 100 200, PL",
            "600100200, pl",
            "48 600 100 200, PL",
            "+48 600 100 200, PL",
            "0048600100200, PL",
        })
        void withItsCountryBesideIt(String number, String country) {
            assertThat(possible(number, country).e164()).isEqualTo("+48600100200");
        }

        @ParameterizedTest
        @CsvSource({
            "+44 (0)20 7946 0958, +442079460958",
            "+49 (0) 170 1234567, +491701234567",
            "+36 06 20 123 4567, +36201234567",
        })
        void withoutTheZeroThatIsDialledAtHome(String number, String e164) {
            assertThat(possible(number, null).e164()).isEqualTo(e164);
        }

        @ParameterizedTest
        @ValueSource(strings = {"+49 00 170 1234567", "+49 000 170 1234567", "+33 00 700000000", "+49001701234567"})
        void notWithSeveralSuchZerosWhichWouldBeOnePhoneUnderTwoNumbers(String number) {
            assertRefused(number, null, "number", Reason.MALFORMED);
        }

        @Test
        void keepsTheZeroThatBelongsToAnItalianNumber() {
            assertThat(possible("+39 02 1234 5678", null).e164()).isEqualTo("+390212345678");
            assertThat(possible("02 1234 5678", "IT").e164()).isEqualTo("+390212345678");
        }
    }

    @Nested
    class WithACountry {
        @ParameterizedTest
        @CsvSource({
            "0170 1234567, DE, +491701234567",
            "030/123456, DE, +4930123456",
            "(201) 555-0123, US, +12015550123",
            "1 201 555 0123, US, +12015550123",
            "8 (912) 345-67-89, RU, +79123456789",
            "011 15-2345-6789, AR, +5491123456789",
        })
        void aNationalNumberIsCompleted(String number, String country, String e164) {
            assertThat(possible(number, country).e164()).isEqualTo(e164);
        }

        @Test
        void theInternationalReadingComesFirst() {
            // As a national number it is valid too, in the area 4915.
            assertThat(possible("4915123456789", "DE").e164()).isEqualTo("+4915123456789");
            assertThat(possible("393123456789", "IT").e164()).isEqualTo("+393123456789");
        }

        @Test
        void theNationalReadingComesNextEvenIfAnotherCountryHasTheNumber() {
            assertThat(possible("4930123456", null).region()).isEqualTo("DE");
            assertThat(possible("3123456789", "IT").e164()).isEqualTo("+393123456789");
            assertThat(possible("2015550123", "US").e164()).isEqualTo("+12015550123");
        }

        @ParameterizedTest
        @CsvSource({
            "+49 170 1234567, FR",
            "0049 170 1234567, FR",
            "491701234567, US",
            "011 49 170 1234567, US",
            "+1 201 555 0123, GB",
            "0033 7 00 00 00 00, DE",
            "+870 301234567, DE",
        })
        void aNumberOfAnotherCallingCodeIsAContradiction(String number, String country) {
            assertRefused(number, country, "country", Reason.CONTRADICTION);
        }

        @ParameterizedTest
        @CsvSource({
            "+44 7911 123456, GB, GG",
            "07911 123456, GB, GG",
            "+44 7624 123456, GB, IM",
            "+44 7400 123456, IM, GB",
            "+1 506 234 5678, US, CA",
            "506 234 5678, US, CA",
            "+7 771 000 9998, RU, KZ",
            "8 771 000 9998, RU, KZ",
            "+39 06 6981 2345, IT, VA",
        })
        void aNeighbourUnderTheSameCallingCodeIsNone(String number, String country, String region) {
            assertThat(possible(number, country).region()).isEqualTo(region);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "D", "DEU", "XX", "ZZ", "49", "\u0131t", "D\u0395", "001", "de-DE"})
        void anUnknownOneIsRefusedWhateverTheNumber(String country) {
            assertRefused("+49 170 1234567", country, "country", Reason.MALFORMED);
            assertRefused("0170 1234567", country, "country", Reason.MALFORMED);
        }
    }

    @Nested
    class WithoutACountry {
        @ParameterizedTest
        @ValueSource(strings = {"0170 1234567", "+0170 1234567", "0000 1234567", "210 12345678", "+379 0669812345"})
        void aNumberWithoutACallingCodeIsRefused(String number) {
            assertRefused(number, null, "number", Reason.MALFORMED);
        }
    }

    @Nested
    class HowWellANumberMustBeKnown {
        @Test
        void aPossibleNumberThatNoPlanKnowsIsGoodEnough() {
            assertThat(possible("+33700000000", null))
                    .isEqualTo(new PhoneNumber("+33700000000", "FR", NumberKind.TEXT));
            assertThat(possible("07 00 00 00 00", "FR").e164()).isEqualTo("+33700000000");
            assertThat(possible("+33 7 00 00 00 00", "FR").e164()).isEqualTo("+33700000000");
            assertThat(possible("0033 7 00 00 00 00", "FR").e164()).isEqualTo("+33700000000");
        }

        @ParameterizedTest
        @CsvSource(
                value = {"+33700000000, -", "33700000000, FR", "07 00 00 00 00, FR", "+1 876 123 4567, -"},
                nullValues = "-")
        void unlessThePolicyIsStrict(String number, String country) {
            InvalidRequestException refused = refusal(number, country, Validity.STRICT);
            assertThat(refused.field()).isEqualTo("number");
            assertThat(refused.reason()).isEqualTo(Reason.MALFORMED);
        }

        @Test
        void strictTakesValidNumbers() {
            assertThat(PhoneNumbers.parse("0170 1234567", "DE", Validity.STRICT).e164())
                    .isEqualTo("+491701234567");
        }

        @ParameterizedTest
        @CsvSource({"+49 170, DE", "110, DE", "253 2222, US", "+1 253 2222, US", "+1 201 555 01234, US", "1, DE"})
        void impossibleLengthsAndLocalNumbersAreRefused(String number, String country) {
            assertRefused(number, country, "number", Reason.MALFORMED);
        }

        @Test
        void moreDigitsThanE164HasRoomForAreRefused() {
            assertThat(possible("+49 170 1234567890", null).e164()).hasSize(16);
            assertRefused("+49 170 12345678901", null, "number", Reason.MALFORMED);
        }

        @Test
        void aContradictionCountsUnderStrictToo() {
            assertThat(refusal("+49 170 1234567", "FR", Validity.STRICT).reason())
                    .isEqualTo(Reason.CONTRADICTION);
        }
    }

    @Nested
    class WhatANumberIsGoodFor {
        @ParameterizedTest
        @CsvSource({
            "+447400123456, GB",
            "+12015550123, US",
            "+15062345678, CA",
            "+445612345678, GB",
            "+77710009998, KZ",
            "+79123456789, RU",
        })
        void mobileFixedOrMobileAndVoipTakeTexts(String number, String region) {
            assertThat(possible(number, null)).isEqualTo(new PhoneNumber(number, region, NumberKind.TEXT));
        }

        @ParameterizedTest
        @CsvSource({
            "+441212345678, GB",
            "+4930123456, DE",
            "+441624756789, IM",
            "+390669812345, VA",
            "+390212345678, IT",
        })
        void fixedLinesTakeCalls(String number, String region) {
            assertThat(possible(number, null)).isEqualTo(new PhoneNumber(number, region, NumberKind.LANDLINE));
        }

        @ParameterizedTest
        @CsvSource({
            "premium rate, +449012345678",
            "premium rate, +19002345678",
            "shared cost, +4918012345",
            "toll-free, +18002345678",
            "toll-free, +448001234567",
            "pager, +447640123456",
            "voicemail, +49177991234567",
            "personal, +447012345678",
            "personal, +15005550006",
            "company-wide, +445512345678",
            "toll-free everywhere, +80012345678",
            "premium rate everywhere, +979123456789",
        })
        void whatIsNobodysPhoneTakesNothing(String what, String number) {
            assertThat(possible(number, null).kind()).as(what).isEqualTo(NumberKind.REFUSED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"+870301234567", "+883510012345", "+80012345678"})
        void aNumberOfNoCountryHasNoRegion(String number) {
            assertThat(possible(number, null).region()).isNull();
        }

        @Test
        void aNumberThatSeveralCountriesCouldHaveHasNoRegion() {
            assertThat(possible("+441701234567", null).region()).isNull();
        }
    }

    @Nested
    class WhatIsNoNumber {
        @ParameterizedTest
        @NullSource
        @ValueSource(strings = {"", " ", "\t\n", "\u3000"})
        void nothingIsRequiredToBeSomething(String number) {
            InvalidRequestException refused = refusal(number, null, Validity.POSSIBLE);
            assertThat(refused.field()).isEqualTo("number");
            assertThat(refused.reason()).isEqualTo(Reason.REQUIRED);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "+49 170 1234567 ext. 5",
                    "+49 170 1234567x5",
                    "+49 170 1234567#5",
                    "+491701234567;ext=5",
                    "tel:+491701234567",
                    "+491701234567,,5",
                    "1-800-FLOWERS",
                    "+49 170 1234567\u0000",
                    "+49\n1701234567",
                    "+49\t1701234567",
                    "+49170\u200b1234567",
                    "\u200e+491701234567",
                    "\u202e+491701234567",
                    "\u2066+491701234567\u2069",
                    "\ufeff+491701234567",
                    "+49\u20281701234567",
                    "++491701234567",
                    "+\uff0b491701234567",
                    "49+1701234567",
                    "+49170123456\u217d",
                    "+49170123456\u00b2",
                    "+49170123456\u2460",
                    "+49170123456\u516d",
                    "*#06#",
                    "+",
                    "()",
                    "1e5",
                    "-",
                    "00",
                    "\ud835",
                    "{{OTP}}",
                    "' OR 1=1 --"
                })
        void anythingBesideDigitsAndSeparatorsIsRefused(String number) {
            assertRefused(number, null, "number", Reason.MALFORMED);
        }

        @Test
        void thirtyTwoCharactersAreReadAndThirtyThreeAreNot() {
            String longest = "+491701234567" + " ".repeat(19);
            assertThat(possible(longest, null).e164()).isEqualTo("+491701234567");
            assertRefused(longest + " ", null, "number", Reason.TOO_LONG);
        }

        @ParameterizedTest
        @ValueSource(strings = {"1", " ", "x", "\u0661", "\u200b"})
        void tenMillionCharactersAreRefusedBeforeAnyIsLookedAt(String character) {
            assertRefused(character.repeat(10_000_000), null, "number", Reason.TOO_LONG);
            assertRefused("+491701234567", character.repeat(10_000_000), "country", Reason.MALFORMED);
        }
    }

    @Test
    void printsMasked() {
        assertThat(possible("+491701234567", null)).hasToString("PhoneNumber[+4917******67 DE TEXT]");
    }
}
