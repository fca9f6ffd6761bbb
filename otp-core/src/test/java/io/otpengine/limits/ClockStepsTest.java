package io.otpengine.limits;

import static io.otpengine.World.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpPolicy;
import io.otpengine.OtpStatus;
import io.otpengine.QuotaWindow;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.SendResult.Sent;
import io.otpengine.SendResult.Throttled;
import io.otpengine.Verification;
import io.otpengine.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clocks that step, and clocks that differ. */
@Tag("FLT-12")
class ClockStepsTest {
    private static final Duration SKEW = Duration.ofMinutes(5);

    static List<Duration> steps() {
        return List.of(Duration.ofHours(1), Duration.ofHours(-1), Duration.ofDays(1), Duration.ofDays(-1));
    }

    @Nested
    class AStep {
        @ParameterizedTest
        @MethodSource("io.otpengine.limits.ClockStepsTest#steps")
        void movesNoExpiry(Duration step) {
            World world = World.create();
            Otp otp = world.sent();
            world.pass(step);
            world.engine.verify(otp.id(), "wrong");
            world.engine.resend(otp.id());
            assertThat(world.row(otp).expires()).isEqualTo(otp.expires());
            world.setTo(otp.expires());
            assertThat(world.engine.find(otp.id())).map(Otp::status).contains(OtpStatus.EXPIRED);
            assertThat(world.engine.verify(otp.id(), world.sms.lastCode()).outcome())
                    .isEqualTo(Verification.Outcome.EXPIRED);
        }

        @Test
        void backRevivesNothingThatWasSeenExpired() {
            World world = World.create();
            Otp otp = world.sent();
            world.setTo(otp.expires());
            world.engine.verify(otp.id(), "wrong");
            world.pass(Duration.ofHours(-1));
            assertThat(world.engine.verify(otp.id(), world.sms.lastCode()).outcome())
                    .isEqualTo(Verification.Outcome.EXPIRED);
        }

        @ParameterizedTest
        @MethodSource("io.otpengine.limits.ClockStepsTest#steps")
        void keepsNoNumberOutForLongerThanItsWindowAndFiveMinutes(Duration step) {
            for (QuotaWindow window : OtpPolicy.recommended().numberQuotas()) {
                World world = worldWith(window);
                fill(world, window);
                world.pass(step);
                SendResult result = world.engine.send(SendRequest.to(NUMBER));
                if (result instanceof Throttled no) {
                    assertThat(no.retryAfter())
                            .isLessThanOrEqualTo(window.length().plus(SKEW));
                    world.pass(no.retryAfter());
                    result = world.engine.send(SendRequest.to(NUMBER));
                }
                assertThat(result).isInstanceOf(Sent.class);
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void backGivesNoSendBack(int days) {
            for (QuotaWindow window : OtpPolicy.recommended().numberQuotas()) {
                World world = worldWith(window);
                fill(world, window);
                world.pass(Duration.ofDays(-days));
                assertThat(world.engine.send(SendRequest.to(NUMBER))).isInstanceOf(Throttled.class);
            }
        }

        @Test
        void backByAnHourGivesNoSendBackThatAPurgeSawEnded() {
            for (QuotaWindow window : OtpPolicy.recommended().numberQuotas()) {
                World world = worldWith(window);
                fill(world, window);
                world.pass(window.length().minusMillis(1).plusHours(1));
                world.engine.purge(1_000);
                world.pass(Duration.ofHours(-1));
                assertThat(world.engine.send(SendRequest.to(NUMBER))).isInstanceOf(Throttled.class);
            }
        }

        @ParameterizedTest
        @MethodSource("io.otpengine.limits.ClockStepsTest#steps")
        void keepsNoApplicationOutForLongerThanADay(Duration step) {
            World world =
                    World.under(World.ROOMY.toBuilder().applicationQuota(3).build());
            fill(world, QuotaWindow.of(3, Duration.ofDays(1)));
            world.pass(step);
            fill(world, QuotaWindow.of(3, Duration.ofDays(1)));
            Throttled no = (Throttled) world.engine.send(SendRequest.to(NUMBER));
            assertThat(no.retryAfter()).isPositive().isLessThanOrEqualTo(Duration.ofDays(1));
            // Back in yesterday, the next day is the one whose sends were used up before the step.
            world.pass(Duration.ofDays(step.isNegative() ? 2 : 1));
            assertThat(world.engine.send(SendRequest.to(NUMBER))).isInstanceOf(Sent.class);
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5})
        void afterStepNeverAddsUpToALongerWait(long seed) {
            Random random = new Random(seed);
            QuotaWindow window = QuotaWindow.of(2, Duration.ofMinutes(10));
            World world = worldWith(window);
            for (int i = 0; i < 200; i++) {
                world.pass(
                        random.nextInt(4) == 0
                                ? steps().get(random.nextInt(4))
                                : Duration.ofMinutes(random.nextInt(5)));
                if (world.engine.send(SendRequest.to(NUMBER)) instanceof Throttled no) {
                    assertThat(no.retryAfter())
                            .isLessThanOrEqualTo(window.length().plus(SKEW));
                }
            }
        }
    }

    @Nested
    class NodesTwoMinutesApart {
        private static final Duration AHEAD = Duration.ofMinutes(2);

        private final World world = World.under(OtpPolicy.recommended());
        private final OtpEngine ahead =
                world.node().clock(() -> world.now().plus(AHEAD)).build();

        @Test
        void judgeAnOtpEachByItsOwnClock() {
            Otp otp = world.sent();
            world.pass(Duration.ofMinutes(3));
            assertThat(ahead.find(otp.id())).map(Otp::status).contains(OtpStatus.EXPIRED);
            assertThat(world.engine.verify(otp.id(), world.sms.lastCode()).isVerified())
                    .isTrue();
        }

        @Test
        void agreeThatAnOtpIsExpiredOnceOneOfThemSaidSo() {
            Otp otp = world.sent();
            world.pass(Duration.ofMinutes(3));
            assertThat(ahead.verify(otp.id(), world.sms.lastCode()).outcome()).isEqualTo(Verification.Outcome.EXPIRED);
            assertThat(world.engine.verify(otp.id(), world.sms.lastCode()).outcome())
                    .isEqualTo(Verification.Outcome.EXPIRED);
        }

        @Test
        void keepANumberOutForItsWindowAndTheirDifferenceAtMost() {
            assertThat(ahead.send(SendRequest.to(NUMBER))).isInstanceOf(Sent.class);
            Throttled no = (Throttled) world.engine.send(SendRequest.to(NUMBER));
            assertThat(no.retryAfter()).isEqualTo(Duration.ofSeconds(30).plus(AHEAD));
        }

        @Test
        void sendNoMoreThanOneNodeWouldIn24HoursAndTheNextWindow() {
            List<Instant> sent = new ArrayList<>();
            while (world.now().isBefore(World.START.plus(Duration.ofDays(5)))) {
                for (OtpEngine node : List.of(world.engine, ahead)) {
                    if (node.send(SendRequest.to(NUMBER)) instanceof Sent) {
                        sent.add(world.now());
                    }
                }
                world.pass(firstWaitOfBoth());
            }
            assertThat(sent.size()).isBetween(5 * 10, 6 * 10);
            for (Instant first : sent) {
                Instant end = first.plus(Duration.ofDays(1)).minus(AHEAD);
                assertThat(sent.stream().filter(at -> !at.isBefore(first) && at.isBefore(end)))
                        .hasSizeLessThanOrEqualTo(20);
            }
        }

        @Test
        void giveNoSendBackWhenTheOneAheadPurges() {
            for (QuotaWindow window : OtpPolicy.recommended().numberQuotas()) {
                World quoted = worldWith(window);
                OtpEngine first =
                        quoted.node().clock(() -> quoted.now().plus(AHEAD)).build();
                fill(quoted, window);
                quoted.pass(window.length().minusMillis(1));
                first.purge(1_000);
                assertThat(quoted.engine.send(SendRequest.to(NUMBER))).isInstanceOf(Throttled.class);
            }
        }

        private Duration firstWaitOfBoth() {
            Duration first = Duration.ofDays(1);
            for (OtpEngine node : List.of(world.engine, ahead)) {
                if (node.send(SendRequest.to(NUMBER)) instanceof Throttled no
                        && no.retryAfter().compareTo(first) < 0) {
                    first = no.retryAfter();
                }
            }
            return first;
        }
    }

    /** A node ahead counts an OTP for over that one behind still takes guesses at. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5})
    void theStreakEndsAtAHundredWhicheverNodeJudges(int minutes) {
        World world = World.create();
        OtpEngine ahead = world.node()
                .clock(() -> world.now().plus(Duration.ofMinutes(minutes)))
                .build();
        List<Otp> kept = new ArrayList<>();
        world.exhaust(world.sent());
        int wrong = 3;
        for (int i = 0; i < 60; i++) {
            if (ahead.send(SendRequest.to(NUMBER)) instanceof Sent sent) {
                kept.add(sent.otp());
            }
            world.pass(Duration.ofSeconds(30));
            while (!kept.isEmpty()
                    && !world.now().plusSeconds(30).isBefore(kept.get(0).expires())) {
                wrong += world.exhaust(kept.remove(0)).size();
            }
        }
        for (Otp otp : kept) {
            wrong += world.exhaust(otp).size();
        }
        assertThat(wrong).isBetween(95, 100);
    }

    private static World worldWith(QuotaWindow window) {
        return World.under(World.ROOMY.toBuilder().numberQuotas(List.of(window)).build());
    }

    private static void fill(World world, QuotaWindow window) {
        for (int i = 0; i < window.limit(); i++) {
            world.engine.send(SendRequest.to(NUMBER));
        }
    }
}
