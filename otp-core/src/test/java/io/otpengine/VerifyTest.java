package io.otpengine;

import static io.otpengine.World.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.Verification.Outcome;
import io.otpengine.spi.OtpRecord;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyTest {
    private final World world = World.create();
    private final Otp otp = world.sent();
    private final String code = world.sms.lastCode();

    @Test
    void theRightCodeProvesTheNumber() {
        Verification answer = world.engine.verify(otp.id(), code);

        assertThat(answer.outcome()).isEqualTo(Outcome.VERIFIED);
        assertThat(answer.isVerified()).isTrue();
        assertThat(answer.counted()).isTrue();
        assertThat(answer.attemptsLeft()).isZero();
        assertThat(answer.otp().orElseThrow().status()).isEqualTo(OtpStatus.VERIFIED);
        assertThat(answer.otp().orElseThrow().number()).isEqualTo(NUMBER);
        assertThat(world.row(otp).attemptCount()).isEqualTo(1);
    }

    @Test
    void aWrongCodeCostsOneAttempt() {
        Verification answer = world.engine.verify(otp.id(), world.wrongCode());

        assertThat(answer.outcome()).isEqualTo(Outcome.WRONG_CODE);
        assertThat(answer.isVerified()).isFalse();
        assertThat(answer.counted()).isTrue();
        assertThat(answer.attemptsLeft()).isEqualTo(2);
        assertThat(world.row(otp).attemptCount()).isEqualTo(1);
    }

    @Test
    void theLastWrongCodeEndsIt() {
        assertThat(world.exhaust(otp))
                .extracting(Verification::outcome)
                .containsExactly(Outcome.WRONG_CODE, Outcome.WRONG_CODE, Outcome.TOO_MANY_ATTEMPTS);
        assertThat(world.row(otp).status()).isEqualTo(OtpStatus.TOO_MANY_ATTEMPTS);
    }

    @Test
    void theLastAttemptMayBeTheRightOne() {
        world.engine.verify(otp.id(), world.wrongCode());
        world.engine.verify(otp.id(), world.wrongCode());
        assertThat(world.engine.verify(otp.id(), code).outcome()).isEqualTo(Outcome.VERIFIED);
        assertThat(world.row(otp).attemptCount()).isEqualTo(3);
    }

    @Test
    void theEventsTellEveryGuess() {
        world.engine.verify(otp.id(), world.wrongCode());
        world.engine.verify(otp.id(), code);
        assertThat(world.eventTypes(otp)).endsWith(OtpEvent.Type.CHECK_FAIL, OtpEvent.Type.VERIFIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {" %s ", "%s\n", "\t%s", "\u2003%s"})
    void whiteSpaceAroundDoesNotMatter(String form) {
        assertThat(world.engine.verify(otp.id(), form.formatted(code)).isVerified())
                .isTrue();
    }

    @Test
    void spacesAndHyphensWithinDoNotMatter() {
        String typed = code.substring(0, 3) + " - " + code.substring(3);
        assertThat(world.engine.verify(otp.id(), typed).isVerified()).isTrue();
    }

    @Nested
    class Finality {
        @Test
        void aFinalOtpComparesNothingCountsNothingAndTellsNoEvent() {
            world.exhaust(otp);
            OtpRecord before = world.row(otp);

            Verification answer = world.engine.verify(otp.id(), code);

            assertThat(answer.outcome()).isEqualTo(Outcome.TOO_MANY_ATTEMPTS);
            assertThat(answer.counted()).isFalse();
            assertThat(answer.attemptsLeft()).isZero();
            assertThat(world.row(otp)).isEqualTo(before);
        }

        @Test
        void aVerifiedOtpIsAlreadyVerifiedWhateverIsTyped() {
            world.engine.verify(otp.id(), code);
            OtpRecord before = world.row(otp);
            for (String typed : new String[] {code, world.wrongCode()}) {
                Verification answer = world.engine.verify(otp.id(), typed);
                assertThat(answer.outcome()).isEqualTo(Outcome.ALREADY_VERIFIED);
                assertThat(answer.counted()).isFalse();
                assertThat(answer.isVerified()).isFalse();
            }
            assertThat(world.row(otp)).isEqualTo(before);
        }

        @Test
        void theFinalWriteErasesTheCode() {
            assertThat(world.row(otp).sealed()).isNotNull();
            world.engine.verify(otp.id(), code);
            assertThat(world.row(otp).sealed()).isNull();
        }

        @Test
        void noFinalStateEverChanges() {
            world.engine.verify(otp.id(), code);
            world.pass(Duration.ofDays(1));
            world.engine.verify(otp.id(), code);
            world.engine.resend(otp.id());
            assertThat(world.engine.find(otp.id()).orElseThrow().status()).isEqualTo(OtpStatus.VERIFIED);
            assertThat(world.row(otp).status()).isEqualTo(OtpStatus.VERIFIED);
        }
    }

    @Nested
    @Tag("SEC-28")
    @DisplayName("SEC-28 a code is good for its binding alone")
    class Binding {
        private final Otp bound = world.sent(SendRequest.to(NUMBER).binding("10.00 EUR to DE02"));
        private final String itsCode = world.sms.lastCode();

        @Test
        void theSameBindingVerifies() {
            assertThat(guess("10.00 EUR to DE02").isVerified()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"10.00 EUR to DE03", "10.00 EUR to DE02 ", "10.00 eur to de02", "1"})
        void anyOtherIsAWrongGuess(String other) {
            Verification answer = guess(other);
            assertThat(answer.outcome()).isEqualTo(Outcome.WRONG_CODE);
            assertThat(answer.counted()).isTrue();
        }

        @Test
        void noneIsAWrongGuess() {
            assertThat(guess(null).outcome()).isEqualTo(Outcome.WRONG_CODE);
        }

        @Test
        void oneWhereNoneWasAskedForIsAWrongGuess() {
            VerifyRequest request = VerifyRequest.of(otp.id(), code).binding("10.00 EUR to DE02");
            assertThat(world.engine.verify(request).outcome()).isEqualTo(Outcome.WRONG_CODE);
        }

        private Verification guess(String binding) {
            return world.engine.verify(VerifyRequest.of(bound.id(), itsCode).binding(binding));
        }
    }

    @Test
    void anUnknownIdIsUnknownAndHasNoOtp() {
        assertThat(world.engine.verify(new OtpId(1, 2), "123456"))
                .isEqualTo(new Verification(Outcome.UNKNOWN, Optional.empty(), 0, false));
    }
}
