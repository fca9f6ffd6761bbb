package io.otpengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.otpengine.OtpPolicy.TestNumber;
import io.otpengine.OtpPolicy.Validity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OtpPolicyTest {
    @Nested
    class Recommended {
        private final OtpPolicy policy = OtpPolicy.recommended();

        @Test
        void hasSixDigitsOutOfAtLeastAMillionCodes() {
            assertThat(policy.codeLength()).isEqualTo(6);
            assertThat(policy.minLength()).isEqualTo(4);
            assertThat(policy.maxLength()).isEqualTo(11);
            assertThat(policy.minCodes()).isEqualTo(1_000_000);
        }

        @Test
        void givesThreeAttemptsAndNeverMore() {
            assertThat(policy.attempts()).isEqualTo(3);
            assertThat(policy.maxAttempts()).isEqualTo(3);
        }

        @Test
        void letsACodeLiveFiveMinutesAndAtMostTen() {
            assertThat(policy.expire()).isEqualTo(Duration.ofMinutes(5));
            assertThat(policy.minExpire()).isEqualTo(Duration.ofSeconds(30));
            assertThat(policy.maxExpire()).isEqualTo(Duration.ofMinutes(10));
        }

        @Test
        void sendsToANumberOnceIn30SecondsFiveTimesAnHourTenTimesADay() {
            assertThat(policy.numberQuotas())
                    .containsExactly(
                            QuotaWindow.of(1, Duration.ofSeconds(30)),
                            QuotaWindow.of(5, Duration.ofHours(1)),
                            QuotaWindow.of(10, Duration.ofDays(1)));
        }

        @Test
        void sendsForASubjectTenTimesAnHour() {
            assertThat(policy.subjectQuotas()).containsExactly(QuotaWindow.of(10, Duration.ofHours(1)));
        }

        @Test
        void sendsForAnApplicationTenThousandTimesADay() {
            assertThat(policy.applicationQuota()).isEqualTo(10_000);
        }

        @Test
        void blocksANumberAtAHundredWrongGuessesInARow() {
            assertThat(policy.streakLimit()).isEqualTo(100);
        }

        @Test
        void sendsEverywhereToWhateverIsPossible() {
            assertThat(policy.regions()).isEmpty();
            assertThat(policy.validity()).isEqualTo(Validity.POSSIBLE);
            assertThat(policy.testNumbers()).isEmpty();
        }

        @Test
        void keepsAnExpiredOtpForADay() {
            assertThat(policy.retention()).isEqualTo(Duration.ofDays(1));
        }

        @Test
        void sendsAsVerifyInAFewWords() {
            assertThat(policy.sender()).isEqualTo("VERIFY");
            assertThat(policy.templates()).isEqualTo(Map.of("en", "{{OTP}} is your code."));
        }

        @Test
        void boundsAGuessAtNineInAHundredThousandADay() {
            assertThat(policy.guessProbabilityPerDay()).isCloseTo(0.00009, within(1e-15));
        }
    }

    @Nested
    class TyntecCompatible {
        private final OtpPolicy policy = OtpPolicy.tyntecCompatible();

        @Test
        void hasFourDigitsAndFromFourToEleven() {
            assertThat(policy.codeLength()).isEqualTo(4);
            assertThat(policy.minLength()).isEqualTo(4);
            assertThat(policy.maxLength()).isEqualTo(11);
            assertThat(policy.minCodes()).isEqualTo(10_000);
        }

        @Test
        void givesThreeAttemptsAndAtMostTen() {
            assertThat(policy.attempts()).isEqualTo(3);
            assertThat(policy.maxAttempts()).isEqualTo(10);
        }

        @Test
        void letsACodeLiveFiveMinutesAndFromHalfAMinuteToTwoHours() {
            assertThat(policy.expire()).isEqualTo(Duration.ofMinutes(5));
            assertThat(policy.minExpire()).isEqualTo(Duration.ofSeconds(30));
            assertThat(policy.maxExpire()).isEqualTo(Duration.ofHours(2));
        }

        @Test
        void hasTheQuotasAndAllElseOfTheRecommendedPolicy() {
            OtpPolicy recommended = OtpPolicy.recommended();
            assertThat(policy.numberQuotas()).isEqualTo(recommended.numberQuotas());
            assertThat(policy.subjectQuotas()).isEqualTo(recommended.subjectQuotas());
            assertThat(policy.applicationQuota()).isEqualTo(recommended.applicationQuota());
            assertThat(policy.streakLimit()).isEqualTo(recommended.streakLimit());
            assertThat(policy.regions()).isEqualTo(recommended.regions());
            assertThat(policy.validity()).isEqualTo(recommended.validity());
            assertThat(policy.testNumbers()).isEqualTo(recommended.testNumbers());
            assertThat(policy.retention()).isEqualTo(recommended.retention());
            assertThat(policy.sender()).isEqualTo(recommended.sender());
        }

        @Test
        void speaksTheTwoTextsOfTheSeed() {
            assertThat(policy.templates())
                    .isEqualTo(Map.of(
                            "en", "OTP code: {{OTP}}. Valid for {{SEC}} seconds.",
                            "en-voice", "Your OTP code is {{OTP}} . Repeat of OTP Code: {{OTP}}"));
        }

        @Test
        void boundsAGuessAtThreeInAHundredADay() {
            assertThat(policy.guessProbabilityPerDay()).isCloseTo(0.03, within(1e-12));
        }
    }

    @Nested
    class ABuilder {
        @Test
        void keepsWhatItDoesNotSet() {
            OtpPolicy copy = OtpPolicy.tyntecCompatible().toBuilder().build();
            assertThat(copy).usingRecursiveComparison().isEqualTo(OtpPolicy.tyntecCompatible());
        }

        @Test
        void setsEveryField() {
            List<QuotaWindow> windows = List.of(QuotaWindow.of(7, Duration.ofMinutes(7)));
            TestNumber test = new TestNumber("+491701234567", "123456", Instant.ofEpochSecond(7));
            OtpPolicy policy = OtpPolicy.recommended().toBuilder()
                    .codeLength(9)
                    .minLength(7)
                    .maxLength(12)
                    .minCodes(10_000_000)
                    .attempts(2)
                    .maxAttempts(5)
                    .expire(Duration.ofSeconds(61))
                    .minExpire(Duration.ofSeconds(60))
                    .maxExpire(Duration.ofSeconds(62))
                    .numberQuotas(windows)
                    .subjectQuotas(List.of())
                    .applicationQuota(12)
                    .streakLimit(50)
                    .regions(java.util.Set.of("PL"))
                    .validity(Validity.STRICT)
                    .testNumbers(List.of(new TestNumber("+491701234567", "12345678", test.until())))
                    .retention(Duration.ofDays(3))
                    .sender("BANK")
                    .build();
            assertThat(policy.codeLength()).isEqualTo(9);
            assertThat(policy.minLength()).isEqualTo(7);
            assertThat(policy.maxLength()).isEqualTo(12);
            assertThat(policy.minCodes()).isEqualTo(10_000_000);
            assertThat(policy.attempts()).isEqualTo(2);
            assertThat(policy.maxAttempts()).isEqualTo(5);
            assertThat(policy.expire()).isEqualTo(Duration.ofSeconds(61));
            assertThat(policy.minExpire()).isEqualTo(Duration.ofSeconds(60));
            assertThat(policy.maxExpire()).isEqualTo(Duration.ofSeconds(62));
            assertThat(policy.numberQuotas()).isEqualTo(windows);
            assertThat(policy.subjectQuotas()).isEmpty();
            assertThat(policy.applicationQuota()).isEqualTo(12);
            assertThat(policy.streakLimit()).isEqualTo(50);
            assertThat(policy.regions()).containsExactly("PL");
            assertThat(policy.validity()).isEqualTo(Validity.STRICT);
            assertThat(policy.testNumbers()).containsExactly(new TestNumber("+491701234567", "12345678", test.until()));
            assertThat(policy.retention()).isEqualTo(Duration.ofDays(3));
            assertThat(policy.sender()).isEqualTo("BANK");
        }

        @Test
        void leavesThePolicyItStartedFromAlone() {
            OtpPolicy before = OtpPolicy.recommended();
            OtpPolicyBuilder builder = before.toBuilder().attempts(1);
            OtpPolicy first = builder.build();
            builder.attempts(2);
            assertThat(before.attempts()).isEqualTo(3);
            assertThat(first.attempts()).isEqualTo(1);
        }

        @Test
        void keepsNoListThatItsCallerMayStillChange() {
            List<QuotaWindow> windows = new ArrayList<>(List.of(QuotaWindow.of(1, Duration.ofDays(1))));
            OtpPolicy policy =
                    OtpPolicy.recommended().toBuilder().numberQuotas(windows).build();
            windows.clear();
            assertThat(policy.numberQuotas()).hasSize(1);
        }
    }

    @Test
    void aTestNumberShowsItsNumberMaskedAndNoCode() {
        TestNumber test = new TestNumber("+491701234567", "839201", Instant.EPOCH);
        assertThat(test.toString()).doesNotContain("839201").doesNotContain("+491701234567");
    }
}
