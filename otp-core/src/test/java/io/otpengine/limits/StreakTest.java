package io.otpengine.limits;

import static io.otpengine.World.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.otpengine.ApplicationId;
import io.otpengine.ApplicationSpec;
import io.otpengine.Interposed;
import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpEvent;
import io.otpengine.OtpPolicy;
import io.otpengine.OtpStatus;
import io.otpengine.OtpStoreException;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.SendResult.Refused;
import io.otpengine.SendResult.Refused.Reason;
import io.otpengine.SendResult.Sent;
import io.otpengine.Verification;
import io.otpengine.World;
import io.otpengine.logs.LogLines;
import io.otpengine.testkit.FaultyStore;
import io.otpengine.testkit.FaultyStore.Fault;
import io.otpengine.testkit.FaultyStore.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class StreakTest {
    /** More than any streak here allows: without an end, one that never blocks would hang the test and not fail it. */
    private static final int MOST_SENDS = 200;

    private static final String KEY = "w|default|" + NUMBER;
    private static final SendResult BLOCKED = new Refused(Reason.NUMBER_BLOCKED, Optional.empty());

    /** Three OTPs of three attempts fit, the fourth does not. */
    private static final OtpPolicy NINE = World.ROOMY.toBuilder().streakLimit(9).build();

    private final World world = World.under(NINE);

    @Nested
    class ANumber {
        @Test
        void isBlockedOnceItsStreakAndTheNewAttemptsExceedTheLimit() {
            for (int i = 0; i < 3; i++) {
                world.exhaust(world.sent());
            }
            assertThat(streak()).isEqualTo(9);
            assertThat(send()).isEqualTo(BLOCKED);
        }

        @Test
        void isNotBlockedWhenTheyReachTheLimit() {
            world.exhaust(world.sent());
            world.exhaust(world.sent());
            assertThat(streak()).isEqualTo(6);
            assertThat(send()).isInstanceOf(Sent.class);
        }

        @Test
        void isBlockedByOneWrongGuessTooMany() {
            guessWrong(world.sent(), 1);
            world.exhaust(world.sent());
            world.exhaust(world.sent());
            world.pass(Duration.ofHours(1));
            assertThat(streak()).isEqualTo(7);
            assertThat(send()).isEqualTo(BLOCKED);
        }

        @Test
        void countsTheAttemptsStillOpenOnItsLiveOtps() {
            Otp first = world.sent();
            world.sent();
            guessWrong(first, 1);
            world.sent();
            assertThat(send()).isEqualTo(BLOCKED);
        }

        @Test
        void forgetsTheAttemptsOfOtpsThatExpiredOnEveryClock() {
            Otp first = world.sent();
            world.sent();
            world.sent();
            guessWrong(first, 1);
            assertThat(send()).isEqualTo(BLOCKED);
            world.pass(Duration.ofMinutes(5));
            assertThat(send())
                    .as("a node whose clock is behind still takes guesses")
                    .isEqualTo(BLOCKED);
            world.pass(Duration.ofMinutes(5));
            assertThat(send()).isInstanceOf(Sent.class);
        }

        @Test
        void countsNoAttemptsWhileNobodyGuessedWrong() {
            for (int i = 0; i < 20; i++) {
                assertThat(send()).isInstanceOf(Sent.class);
            }
        }

        @Test
        void isBlockedThoughItsOtpsWereDeleted() {
            for (int i = 0; i < 3; i++) {
                Otp otp = world.sent();
                world.exhaust(otp);
                world.engine.delete(otp.id());
            }
            assertThat(send()).isEqualTo(BLOCKED);
        }

        @Test
        void mayHaveAnApplicationThatGivesFewerAttempts() {
            ApplicationId one = world.engine
                    .applications()
                    .create(ApplicationSpec.defaults().attempts(1))
                    .id();
            guessWrong(world.sent(), 2);
            world.pass(Duration.ofHours(1));
            world.exhaust(world.sent());
            world.exhaust(world.sent());
            assertThat(streak()).isEqualTo(8);
            assertThat(send()).isEqualTo(BLOCKED);
            assertThat(world.engine.send(SendRequest.to(NUMBER).application(one)))
                    .isInstanceOf(Sent.class);
        }

        @Test
        void isBlockedForItsOwnAccountOnly() {
            block();
            assertThat(world.engine.forAccount("acme").send(SendRequest.to(NUMBER)))
                    .isInstanceOf(Sent.class);
        }

        @Test
        void isBlockedOnEveryNodeAndAfterARestart() {
            block();
            assertThat(world.node().build().send(SendRequest.to(NUMBER))).isEqualTo(BLOCKED);
        }

        @Test
        void staysBlockedForAYearAndNoLonger() {
            block();
            world.pass(Duration.ofDays(365).minusMillis(1));
            world.engine.purge(1_000);
            assertThat(send()).isEqualTo(BLOCKED);
            world.pass(Duration.ofMillis(1));
            assertThat(send()).isInstanceOf(Sent.class);
        }

        @Test
        void isChargedNothingWhileItIsBlocked() {
            World charged = World.under(
                    OtpPolicy.recommended().toBuilder().streakLimit(3).build());
            charged.exhaust(charged.sent());
            charged.pass(Duration.ofHours(1));
            assertThat(charged.engine.send(SendRequest.to(NUMBER))).isEqualTo(BLOCKED);
            assertThat(charged.kept.used("n|default|" + NUMBER, charged.now())).isEqualTo(1);
        }

        @Test
        void isBlockedAloudToListeners() {
            block();
            assertThat(world.refusals).isEmpty();
            send();
            assertThat(world.refusals).containsExactly(BLOCKED);
        }

        @Test
        void canStillGuessAtAnOtpSentBefore() {
            Otp before = world.sent();
            String code = world.sms.lastCode();
            world.exhaust(world.sent());
            world.exhaust(world.sent());
            assertThat(send()).isEqualTo(BLOCKED);
            assertThat(world.engine.verify(before.id(), code).isVerified()).isTrue();
        }
    }

    @Nested
    class Unblocking {
        @Test
        void letsANumberSendAgain() {
            block();
            assertThat(world.engine.unblock("0049 170 1234567")).isTrue();
            assertThat(send()).isInstanceOf(Sent.class);
        }

        @Test
        void tellsWhetherThereWasAStreak() {
            assertThat(world.engine.unblock(NUMBER)).isFalse();
            guessWrong(world.sent(), 1);
            assertThat(world.engine.unblock(NUMBER)).isTrue();
            assertThat(world.engine.unblock(NUMBER)).isFalse();
        }

        @Test
        void isForOneAccount() {
            block();
            assertThat(world.engine.forAccount("acme").unblock(NUMBER)).isFalse();
            assertThat(send()).isEqualTo(BLOCKED);
        }

        @Test
        void givesNoQuotaBack() {
            World charged = World.under(OtpPolicy.recommended());
            charged.exhaust(charged.sent());
            charged.engine.unblock(NUMBER);
            assertThat(charged.engine.send(SendRequest.to(NUMBER))).isInstanceOf(SendResult.Throttled.class);
        }
    }

    @Nested
    class ASuccess {
        @Test
        void endsTheStreak() {
            world.exhaust(world.sent());
            assertThat(streak()).isEqualTo(3);
            verifyRight(world.sent());
            assertThat(streak()).isZero();
        }

        @Test
        void endsTheStreakOfItsOwnWrongGuesses() {
            Otp otp = world.sent();
            guessWrong(otp, 2);
            verifyRight(otp);
            assertThat(streak()).isZero();
        }

        @Test
        void writesNothingMoreWhenThereWasNoStreak() {
            Interposed.Writes writes = new Interposed.Writes();
            OtpEngine engine = seenThrough(writes);
            Otp otp = engine.send(SendRequest.to(NUMBER)).orElseThrow();
            writes.names.clear();
            engine.verify(otp.id(), world.sms.lastCode());
            assertThat(writes.names).containsExactly("replace");
        }

        @Test
        void writesOnceMoreWhenThereWasOne() {
            world.exhaust(world.sent());
            Interposed.Writes writes = new Interposed.Writes();
            OtpEngine engine = seenThrough(writes);
            Otp otp = engine.send(SendRequest.to(NUMBER)).orElseThrow();
            writes.names.clear();
            engine.verify(otp.id(), world.sms.lastCode());
            assertThat(writes.names).containsExactly("replace", "clear");
        }

        @Test
        void standsEvenIfTheStreakCannotBeCleared() {
            world.exhaust(world.sent());
            FaultyStore faulty = new FaultyStore(world.kept);
            OtpEngine engine = world.node().store(faulty).build();
            Otp otp = engine.send(SendRequest.to(NUMBER)).orElseThrow();
            faulty.fail(Plan.on("clear", Fault.BEFORE));
            AtomicReference<Verification> verification = new AtomicReference<>();
            List<String> lines = LogLines.during(() -> verification.set(engine.verify(otp.id(), world.sms.lastCode())));
            assertThat(verification.get().outcome()).isEqualTo(Verification.Outcome.VERIFIED);
            assertThat(lines)
                    .singleElement()
                    .asString()
                    .startsWith("WARN ")
                    .contains(otp.id().toString())
                    .doesNotContain(NUMBER)
                    .doesNotContain(world.sms.lastCode());
            assertThat(streak()).isEqualTo(3);
        }
    }

    @Nested
    class AWrongGuess {
        @Test
        void isOneReplaceAndOneCharge() {
            Interposed.Writes writes = new Interposed.Writes();
            OtpEngine engine = seenThrough(writes);
            Otp otp = engine.send(SendRequest.to(NUMBER)).orElseThrow();
            writes.names.clear();
            engine.verify(otp.id(), "wrong");
            assertThat(writes.names).containsExactly("replace", "tryAcquire");
        }

        @Test
        void thatCannotBeAddedToTheStreakIsAnExceptionAndStillCostsItsAttempt() {
            Otp otp = world.sent();
            FaultyStore faulty = new FaultyStore(world.kept);
            faulty.fail(Plan.on("tryAcquire", Fault.BEFORE));
            OtpEngine engine = world.node().store(faulty).build();
            assertThatThrownBy(() -> engine.verify(otp.id(), "wrong"))
                    .asInstanceOf(InstanceOfAssertFactories.type(OtpStoreException.class))
                    .satisfies(e -> assertThat(e.otpId()).contains(otp.id()));
            assertThat(world.row(otp).attemptCount()).isEqualTo(1);
        }

        @Test
        void doesNotCountOnAFinalOtp() {
            Otp otp = world.sent();
            world.exhaust(otp);
            world.engine.verify(otp.id(), "wrong");
            assertThat(streak()).isEqualTo(3);
        }

        @Test
        void doesNotCountOnAnExpiredOtp() {
            Otp otp = world.sent();
            world.pass(Duration.ofMinutes(5));
            assertThat(world.engine.verify(otp.id(), "wrong").outcome()).isEqualTo(Verification.Outcome.EXPIRED);
            assertThat(streak()).isZero();
        }

        @Test
        void countsForEveryOtpOfTheNumberWhateverTheNode() {
            OtpEngine other = world.node().build();
            Otp first = world.sent();
            Otp second = other.send(SendRequest.to(NUMBER)).orElseThrow();
            other.verify(first.id(), "wrong");
            world.engine.verify(second.id(), "wrong");
            assertThat(streak()).isEqualTo(2);
        }

        @Test
        void thatCannotBeAddedToTheStreakIsToldToListenersAllTheSame() {
            Otp otp = world.sent();
            FaultyStore faulty = new FaultyStore(world.kept);
            faulty.fail(Plan.on("tryAcquire", Fault.BEFORE));
            OtpEngine engine = world.node().store(faulty).build();
            assertThatThrownBy(() -> engine.verify(otp.id(), "wrong")).isInstanceOf(OtpStoreException.class);
            assertThat(world.heard).extracting(OtpEvent::type).endsWith(OtpEvent.Type.CHECK_FAIL);
        }

        @Test
        void isInTheStreakBeforeAnyListenerHearsOfIt() {
            Otp otp = world.sent();
            List<Integer> streaks = new ArrayList<>();
            OtpEngine engine =
                    world.node().listener((of, event) -> streaks.add(streak())).build();
            engine.verify(otp.id(), "wrong");
            assertThat(streaks).containsExactly(1);
        }

        /** Three guesses have ended the OTP, and none has come to the streak yet. */
        @Test
        void betweenItsRecordAndItsChargeCountsAllTheSame() {
            world.exhaust(world.sent());
            world.exhaust(world.sent());
            Otp open = world.sent();
            AtomicReference<OtpEngine> engine = new AtomicReference<>();
            AtomicBoolean isSent = new AtomicBoolean();
            List<SendResult> results = new ArrayList<>();
            engine.set(world.node()
                    .store(Interposed.before(world.kept, call -> {
                        if (call.name().equals("tryAcquire")
                                && !engine.get().verify(open.id(), "wrong").counted()
                                && !isSent.getAndSet(true)) {
                            assertThat(streak()).isEqualTo(6);
                            results.add(engine.get().send(SendRequest.to(NUMBER)));
                        }
                        return call.proceed();
                    }))
                    .build());
            engine.get().verify(open.id(), "wrong");
            assertThat(streak()).isEqualTo(9);
            assertThat(results).containsExactly(BLOCKED);
        }

        @Test
        void betweenTheTwoReadsOfASendCountsAllTheSame() {
            Otp open = world.sent();
            world.exhaust(world.sent());
            guessWrong(world.sent(), 1);
            OtpEngine sending = world.node()
                    .store(Interposed.before(world.kept, call -> {
                        if (call.name().equals("findByNumber")) {
                            guessWrong(open, 3);
                        }
                        return call.proceed();
                    }))
                    .build();
            assertThat(sending.send(SendRequest.to(NUMBER))).isEqualTo(BLOCKED);
        }
    }

    @Test
    @Tag("long")
    @Tag("SEC-06")
    void theRecommendedLimitIsReachedAndNeverPassed() {
        World hundred = World.create();
        int wrong = 0;
        for (int i = 0; i < MOST_SENDS && hundred.engine.send(SendRequest.to(NUMBER)) instanceof Sent sent; i++) {
            wrong += hundred.exhaust(sent.otp()).size();
        }
        assertThat(hundred.engine.send(SendRequest.to(NUMBER))).isEqualTo(BLOCKED);
        assertThat(wrong).isEqualTo(99);
    }

    private SendResult send() {
        return world.engine.send(SendRequest.to(NUMBER));
    }

    private int streak() {
        return world.kept.used(KEY, world.now());
    }

    private void guessWrong(Otp otp, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(world.engine.verify(otp.id(), "wrong").counted()).isTrue();
        }
    }

    private void verifyRight(Otp otp) {
        assertThat(world.engine.verify(otp.id(), world.sms.lastCode()).isVerified())
                .isTrue();
    }

    private void block() {
        for (int i = 0; i < MOST_SENDS && send() instanceof Sent sent; i++) {
            assertThat(world.exhaust(sent.otp())).isNotEmpty();
            assertThat(world.engine.find(sent.otp().id())).map(Otp::status).contains(OtpStatus.TOO_MANY_ATTEMPTS);
        }
        world.refusals.clear();
    }

    private OtpEngine seenThrough(Interposed.Hook hook) {
        return world.node().store(Interposed.before(world.kept, hook)).build();
    }
}
