package io.otpengine.limits;

import static io.otpengine.World.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpPolicy;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.SendResult.Sent;
import io.otpengine.Verification;
import io.otpengine.World;
import io.otpengine.testkit.Race;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The best that an attacker can do, beside what the policy prints. */
@Tag("SEC-06")
class AttackerTest {
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

    private final OtpPolicy policy = OtpPolicy.recommended();

    /** Guesses in 24 hours by the printed probability: 9 in 100,000 of 1,000,000 codes. */
    private final int bound = (int) Math.round(policy.guessProbabilityPerDay() * 1_000_000);

    @Nested
    class WithAnOperatorWhoUnblocksWheneverHeIsAsked {
        @Test
        void whoSendsAndGuessesAsSoonAsHeMayStaysWithinTheBound() {
            Attack attack = new Attack(policy, 1);
            while (started(attack, MONTH)) {
                SendResult result = attack.send();
                unblockIfBlocked(attack, result);
                attack.guessAll();
                attack.pass(Attack.waitFor(result));
            }
            assertThat(attack.mostInADay()).isBetween(30, bound);
            assertThat(attack.guesses()).isBetween(29 * 30, 31 * 30);
        }

        @Test
        void whoKeepsEveryCodeToItsLastMillisecondStaysWithinTheBound() {
            Attack attack = new Attack(policy, 2);
            while (started(attack, MONTH)) {
                SendResult result = attack.send();
                unblockIfBlocked(attack, result);
                if (Attack.waitFor(result).compareTo(HALF_A_MINUTE) > 0) {
                    attack.guessAtTheLastMoment();
                } else {
                    attack.pass(Attack.waitFor(result));
                }
                if (Attack.waitFor(result).compareTo(Duration.ofMinutes(10)) > 0) {
                    attack.guessAll();
                    attack.pass(Attack.waitFor(attack.send()));
                }
            }
            assertThat(attack.mostInADay()).isBetween(30, bound);
        }

        /** One send opens a day, nine wait for its end, ten more open the next: the most that fits into 24 hours. */
        @Test
        void whoSpendsOneDaysSendsAtItsEndAndTheNextDaysAtOnceStaysWithinTheBound() {
            Attack attack = new Attack(policy, 3);
            for (int day = 0; day < 30; day++) {
                Instant opened = attack.world.now();
                assertThat(attack.send()).isInstanceOf(Sent.class);
                attack.world.setTo(opened.plus(Duration.ofDays(1)).minus(Duration.ofMinutes(64)));
                sendAndGuess(attack, 4);
                attack.world.setTo(opened.plus(Duration.ofDays(1)).minus(Duration.ofMinutes(3)));
                sendAndGuess(attack, 5);
                attack.operatorUnblocks();
                attack.world.setTo(opened.plus(Duration.ofDays(1)).plus(Duration.ofHours(1)));
                sendAndGuess(attack, 5);
                attack.pass(Duration.ofHours(1));
                sendAndGuess(attack, 5);
                attack.operatorUnblocks();
                attack.pass(Duration.ofDays(1));
            }
            assertThat(attack.mostInADay()).isBetween(55, bound);
        }

        @ParameterizedTest
        @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
        void whoDoesAnythingAtRandomStaysWithinTheBound(long seed) {
            Attack attack = new Attack(policy, seed);
            while (started(attack, MONTH)) {
                doAnything(attack);
            }
            assertThat(attack.mostInADay()).isBetween(10, bound);
        }

        private void doAnything(Attack attack) {
            switch (attack.random().nextInt(8)) {
                case 0 -> attack.guessAll();
                case 1 -> attack.guessAtTheLastMoment();
                case 2 -> attack.resendOrDeleteOne();
                case 3 -> attack.pass(Duration.ofMinutes(attack.random().nextInt(120)));
                case 4 -> attack.pass(HALF_A_MINUTE);
                default -> {
                    SendResult result = attack.sendUnderAny();
                    unblockIfBlocked(attack, result);
                    attack.pass(attack.random().nextBoolean() ? Attack.waitFor(result) : Duration.ZERO);
                }
            }
        }

        private void unblockIfBlocked(Attack attack, SendResult result) {
            if (Attack.isBlocked(result)) {
                attack.operatorUnblocks();
            }
        }
    }

    @Nested
    class Alone {
        @Test
        void hasAHundredGuessesInARowAndThenNoneForAMonth() {
            Attack attack = new Attack(policy, 4);
            while (started(attack, MONTH)) {
                SendResult result = attack.send();
                if (Attack.isBlocked(result)) {
                    result = attack.sendUnderOneAttempt();
                }
                attack.guessAll();
                attack.pass(Attack.isBlocked(result) ? Duration.ofHours(1) : Attack.waitFor(result));
            }
            assertThat(attack.longestRow()).isEqualTo(100);
            assertThat(attack.guesses()).isEqualTo(100);
            assertThat(attack.mostInADay()).isLessThanOrEqualTo(bound);
        }

        @ParameterizedTest
        @ValueSource(longs = {21, 22, 23, 24})
        void neverHasMoreThanAHundredInARowWhateverHeKeepsBack(long seed) {
            Attack attack = new Attack(policy, seed);
            while (started(attack, MONTH)) {
                SendResult result = attack.sendUnderAny();
                boolean nothingMoreSoon =
                        Attack.isBlocked(result) || Attack.waitFor(result).compareTo(HALF_A_MINUTE) > 0;
                if (nothingMoreSoon || attack.random().nextInt(4) == 0) {
                    attack.guessAtTheLastMoment();
                }
                if (!attack.keepsAny() || !nothingMoreSoon) {
                    attack.pass(Attack.isBlocked(result) ? Duration.ofHours(1) : Attack.waitFor(result));
                }
            }
            assertThat(attack.longestRow()).isBetween(95, 100);
        }
    }

    @Nested
    class BesideAnOwner {
        @ParameterizedTest
        @ValueSource(longs = {31, 32, 33, 34})
        void neverHasMoreThanAHundredInARowBetweenTwoLogins(long seed) {
            Attack attack = new Attack(policy, seed);
            int logins = 0;
            while (started(attack, MONTH)) {
                attack.send();
                attack.pass(HALF_A_MINUTE);
                attack.send();
                attack.guessAll();
                attack.pass(HALF_A_MINUTE);
                if (attack.random().nextInt(8) == 0) {
                    if (attack.ownerLogsIn()) {
                        logins++;
                    } else {
                        attack.operatorUnblocks();
                    }
                }
                attack.pass(Duration.ofHours(attack.random().nextInt(12)));
            }
            assertThat(logins).isPositive();
            assertThat(attack.guesses()).isGreaterThan(100);
            assertThat(attack.longestRow()).isLessThanOrEqualTo(100);
            assertThat(attack.mostInADay()).isLessThanOrEqualTo(bound);
        }
    }

    @Nested
    class WithAHundredThreads {
        @Test
        @Tag("SEC-07")
        void getsOneSendOutOfEveryBurstAndThreeGuesses() {
            World world = World.under(policy);
            List<OtpEngine> nodes = List.of(world.engine, world.node().build());
            int sent = 0;
            int counted = 0;
            for (int burst = 0; burst < 12; burst++) {
                List<SendResult> results = Race.of(
                        100,
                        racer ->
                                nodes.get(racer % 2).send(SendRequest.to(NUMBER).subject("subject " + racer)));
                for (SendResult result : results) {
                    if (result instanceof Sent one) {
                        sent++;
                        counted += guessedAtOnce(nodes, one.otp());
                    }
                }
                world.pass(Duration.ofHours(1));
            }
            assertThat(sent).isEqualTo(10);
            assertThat(counted).isEqualTo(30);
            assertThat(world.sms.messages).hasSize(10);
        }

        private int guessedAtOnce(List<OtpEngine> nodes, Otp otp) {
            return (int) Race.of(12, racer -> nodes.get(racer % 2).verify(otp.id(), "not it")).stream()
                    .filter(Verification::counted)
                    .count();
        }
    }

    private static void sendAndGuess(Attack attack, int sends) {
        for (int i = 0; i < sends; i++) {
            assertThat(attack.send()).isInstanceOf(Sent.class);
            attack.guessAll();
            attack.pass(HALF_A_MINUTE);
        }
    }

    private static boolean started(Attack attack, Duration time) {
        return attack.world.now().isBefore(World.START.plus(time));
    }
}
