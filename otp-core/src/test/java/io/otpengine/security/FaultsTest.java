package io.otpengine.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.Interposed;
import io.otpengine.Otp;
import io.otpengine.OtpEngineBuilder;
import io.otpengine.OtpException;
import io.otpengine.OtpStatus;
import io.otpengine.OtpStoreException;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.SendResult.Undelivered;
import io.otpengine.Verification;
import io.otpengine.World;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.testkit.FaultyStore;
import io.otpengine.testkit.FaultyStore.Fault;
import io.otpengine.testkit.FaultyStore.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultsTest {
    private static final int MORE_CALLS_THAN_ANY_SCENARIO = 40;

    @Nested
    @Tag("FLT-02")
    @DisplayName("FLT-02 the store fails at any one call")
    class TheStoreFailsAtAnyOneCall {
        @ParameterizedTest
        @EnumSource(names = {"BEFORE", "AFTER"})
        void neverVerifiedUnlessStoredAndNeverMoreGuessesThanAllowed(Fault fault) {
            int failed = 0;
            for (int at = 1; at <= MORE_CALLS_THAN_ANY_SCENARIO; at++) {
                FaultyStore[] faulty = new FaultyStore[1];
                World world = World.seenThrough(store -> faulty[0] = new FaultyStore(store));
                faulty[0].fail(Plan.at(at, fault));
                failed += scenario(world) ? 1 : 0;
            }
            assertThat(failed).as("scenarios in which a call failed").isGreaterThan(15);
        }

        @Test
        @Tag("long")
        void neverWithRandomFaultsEither() {
            int failed = 0;
            for (int seed = 0; seed < 300; seed++) {
                FaultyStore[] faulty = new FaultyStore[1];
                World world = World.seenThrough(store -> faulty[0] = new FaultyStore(store));
                faulty[0].fail(Plan.random(seed, 0.2));
                failed += scenario(world) ? 1 : 0;
            }
            assertThat(failed).isGreaterThan(250);
        }

        /** Sends, guesses wrong three times with a resend between, then right; true if anything failed. */
        private boolean scenario(World world) {
            List<OtpException> failures = new ArrayList<>();
            Optional<SendResult> sent = tried(failures, () -> world.engine.send(SendRequest.to(World.NUMBER)));
            if (sent.isEmpty() || !(sent.get() instanceof SendResult.Sent)) {
                assertThat(world.sms.messages).isEmpty();
                return !failures.isEmpty();
            }
            Otp otp = sent.get().orElseThrow();
            String code = world.sms.lastCode();
            List<Verification> answers = new ArrayList<>();
            tried(failures, () -> world.engine.verify(otp.id(), World.wrong(code)))
                    .ifPresent(answers::add);
            tried(failures, () -> world.engine.resend(otp.id()));
            tried(failures, () -> world.engine.verify(otp.id(), code)).ifPresent(answers::add);
            for (int i = 0; i < 4; i++) {
                tried(failures, () -> world.engine.verify(otp.id(), World.wrong(code)))
                        .ifPresent(answers::add);
                tried(failures, () -> world.engine.verify(otp.id(), code)).ifPresent(answers::add);
            }
            assertThat(failures).allSatisfy(e -> assertThat(e.otpId()).contains(otp.id()));
            var row = world.row(otp);
            assertThat(row.attemptCount()).isLessThanOrEqualTo(3);
            assertThat(answers).filteredOn(Verification::counted).hasSizeLessThanOrEqualTo(row.attemptCount());
            long verified = answers.stream().filter(Verification::isVerified).count();
            assertThat(verified).isLessThanOrEqualTo(row.status() == OtpStatus.VERIFIED ? 1 : 0);
            return !failures.isEmpty();
        }

        private static <T> Optional<T> tried(List<OtpException> failures, Supplier<T> act) {
            try {
                return Optional.of(act.get());
            } catch (OtpException e) {
                failures.add(e);
                return Optional.empty();
            }
        }
    }

    @Nested
    class AStoreThatBreaksItsContract {
        @Test
        void aForeignExceptionBecomesOneOfOursWithoutItsMessage() {
            World world = World.seenThrough(store -> Interposed.before(store, call -> {
                if (call.name().equals("recall")) {
                    throw new IllegalStateException("row +491701234567");
                }
                return call.proceed();
            }));
            Otp otp = world.sent();
            OtpStoreException e = failureOf(() -> world.engine.verify(otp.id(), world.sms.lastCode()));
            assertThat(e.otpId()).contains(otp.id());
            assertThat(e).hasMessageContaining("recall").hasStackTraceContaining("IllegalStateException");
            assertThat(stackTrace(e)).doesNotContain("1701234567");
        }

        @Test
        void anExceptionThatIsNoneOfAStoreIsAFailureOfTheStoreToo() {
            World world = World.seenThrough(store -> Interposed.before(store, call -> {
                if (call.name().equals("clear")) {
                    throw new OtpException("no business of a store", null);
                }
                return call.proceed();
            }));
            Otp otp = world.sent();
            world.engine.verify(otp.id(), "not it");
            assertThat(world.engine.verify(otp.id(), world.sms.lastCode()).isVerified())
                    .as("what was written is told")
                    .isTrue();
        }

        @Test
        void aForeignExceptionWhenTheEngineIsBuiltBecomesOneOfOursToo() {
            World world = World.create();
            OtpEngineBuilder builder = world.node().store(Interposed.before(world.kept, call -> {
                throw new IllegalStateException("jdbc:secret");
            }));
            OtpStoreException e = failureOf(builder::build);
            assertThat(e).hasMessageContaining("durable");
            assertThat(stackTrace(e)).doesNotContain("jdbc:secret");
        }

        @Test
        void aNullIsAFailure() {
            World world = World.seenThrough(
                    store -> Interposed.before(store, call -> call.name().equals("find") ? null : call.proceed()));
            assertThat(failureOf(() -> world.engine.send(SendRequest.to(World.NUMBER))))
                    .hasMessageContaining("null to find");
        }

        @Test
        void endlessLostRacesAreAFailureAndCountNothing() {
            World world = World.seenThrough(
                    store -> Interposed.before(store, call -> call.name().equals("replace") ? false : call.proceed()));
            Otp otp = world.sent();
            assertThat(failureOf(() -> world.engine.verify(otp.id(), world.sms.lastCode())))
                    .hasMessageContaining("64");
            assertThat(failureOf(() -> world.engine.resend(otp.id())).otpId()).contains(otp.id());
            assertThat(world.sms.messages).hasSize(1);
            assertThat(world.row(otp).attemptCount()).isZero();
        }

        @Test
        void endlessLostDeletesAreAFailure() {
            World world = World.seenThrough(
                    store -> Interposed.before(store, call -> call.name().equals("delete") ? false : call.proceed()));
            Otp otp = world.sent();
            assertThat(failureOf(() -> world.engine.delete(otp.id())).otpId()).contains(otp.id());
        }

        @Test
        void aStaleRecallDecidesNothing() {
            Object[] first = new Object[1];
            World world = World.seenThrough(store -> Interposed.before(store, call -> {
                Object answer = call.proceed();
                if (call.name().equals("recall")) {
                    first[0] = first[0] == null ? answer : first[0];
                    return first[0];
                }
                return answer;
            }));
            Otp otp = world.sent();
            assertThat(world.exhaust(otp)).hasSize(3);
            Verification late = world.engine.verify(otp.id(), world.sms.lastCode());
            assertThat(late.outcome()).isEqualTo(Verification.Outcome.TOO_MANY_ATTEMPTS);
            assertThat(late.counted()).isFalse();
            world.engine.delete(otp.id());
            assertThat(world.engine.verify(otp.id(), world.sms.lastCode()).outcome())
                    .isEqualTo(Verification.Outcome.UNKNOWN);
        }
    }

    @Test
    void aWrongGuessWhoseStreakCannotBeCountedStaysCounted() {
        FaultyStore[] faulty = new FaultyStore[1];
        World world = World.seenThrough(store -> faulty[0] = new FaultyStore(store));
        Otp otp = world.sent();
        faulty[0].fail(Plan.on("tryAcquire", Fault.BEFORE));
        OtpStoreException e = failureOf(() -> world.engine.verify(otp.id(), "not it"));
        assertThat(e.otpId()).contains(otp.id());
        assertThat(world.row(otp).attemptCount()).isEqualTo(1);
    }

    @Test
    void aRightGuessWhoseStreakCannotBeClearedIsVerified() {
        FaultyStore[] faulty = new FaultyStore[1];
        World world = World.seenThrough(store -> faulty[0] = new FaultyStore(store));
        Otp otp = world.sent();
        world.engine.verify(otp.id(), "not it");
        faulty[0].fail(Plan.on("clear", Fault.BEFORE));
        assertThat(world.engine.verify(otp.id(), world.sms.lastCode()).isVerified())
                .isTrue();
    }

    @Nested
    class TheChannelFails {
        private final World world = World.create();

        @Test
        @Tag("FLT-06")
        @DisplayName("FLT-06 nobody knows whether it arrived: no second send, and a resend brings the same code")
        void nobodyKnowsWhetherItArrived() {
            world.sms.answers(m -> new DeliveryResult.Unknown("no answer within 10 s"));
            assertUndeliveredButResendable("no answer within 10 s");
        }

        @Test
        @Tag("FLT-08")
        @DisplayName("FLT-08 a channel that throws leaves the OTP active and resendable")
        void aChannelThatThrows() {
            world.sms.answers(m -> {
                throw new IllegalArgumentException(m.text());
            });
            assertUndeliveredButResendable("the channel threw java.lang.IllegalArgumentException");
        }

        @Test
        @Tag("FLT-08")
        @DisplayName("FLT-08 a channel that throws an Error leaves the OTP active and resendable")
        void aChannelThatThrowsAnError() {
            world.sms.answers(m -> {
                throw new NoClassDefFoundError(m.text());
            });
            assertUndeliveredButResendable("the channel threw java.lang.NoClassDefFoundError");
        }

        @Test
        @Tag("FLT-08")
        @DisplayName("FLT-08 a channel that answers null leaves the OTP active and resendable")
        void aChannelThatAnswersNull() {
            world.sms.answers(m -> null);
            assertUndeliveredButResendable("the channel answered null");
        }

        @Test
        @Tag("FLT-08")
        @DisplayName("FLT-08 an error of the machine is passed on, and the OTP stays")
        void anErrorOfTheMachineIsPassedOn() {
            world.sms.answers(m -> {
                throw new StackOverflowError();
            });
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> world.engine.send(SendRequest.to(World.NUMBER)))
                    .isInstanceOf(StackOverflowError.class);
            assertThat(world.engine.findByNumber(World.NUMBER))
                    .extracting(Otp::status)
                    .containsExactly(OtpStatus.ACTIVE);
        }

        @Test
        void anAnswerThatCannotBeWrittenDownChangesNoResult() {
            FaultyStore[] faulty = new FaultyStore[1];
            World failing = World.seenThrough(store -> faulty[0] = new FaultyStore(store));
            faulty[0].fail(Plan.on("replace", Fault.BEFORE));
            Otp otp = failing.engine.send(SendRequest.to(World.NUMBER)).orElseThrow();
            faulty[0].recover();
            assertThat(failing.engine.verify(otp.id(), failing.sms.lastCode()).isVerified())
                    .isTrue();
        }

        private void assertUndeliveredButResendable(String detail) {
            Undelivered result = (Undelivered) world.engine.send(SendRequest.to(World.NUMBER));
            assertThat(result.mayHaveArrived()).isTrue();
            assertThat(result.detail()).isEqualTo(detail);
            assertThat(result.otp().status()).isEqualTo(OtpStatus.ACTIVE);
            assertThat(world.sms.messages).hasSize(1);

            world.sms.answers(m -> new DeliveryResult.Accepted("phone", null));
            assertThat(world.engine.resend(result.otp().id())).isInstanceOf(SendResult.Sent.class);
            assertThat(world.sms.codes()).hasSize(2).containsOnly(world.sms.lastCode());
            assertThat(world.engine
                            .verify(result.otp().id(), world.sms.lastCode())
                            .isVerified())
                    .isTrue();
        }
    }

    private static OtpStoreException failureOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable act) {
        OtpStoreException e = org.assertj.core.api.Assertions.catchThrowableOfType(OtpStoreException.class, act);
        assertThat(e).isNotNull();
        return e;
    }

    private static String stackTrace(Throwable e) {
        java.io.StringWriter text = new java.io.StringWriter();
        e.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }
}
