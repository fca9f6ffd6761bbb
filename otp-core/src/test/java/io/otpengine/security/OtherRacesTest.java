package io.otpengine.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.Interposed;
import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpPolicy;
import io.otpengine.OtpStatus;
import io.otpengine.QuotaWindow;
import io.otpengine.ResendRequest;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.Verification;
import io.otpengine.Verification.Outcome;
import io.otpengine.World;
import io.otpengine.memory.CachingOtpStore;
import io.otpengine.spi.OtpRecord;
import io.otpengine.testkit.Race;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sends, resends, deletes and guesses that meet. */
class OtherRacesTest {
    private final World world = World.create();
    private final List<OtpEngine> nodes = List.of(world.engine, caching(), caching());

    @Test
    void resendsAtOnceNeverSendMoreThanFive() {
        for (int trial = 0; trial < Race.TRIALS; trial++) {
            world.sms.messages.clear();
            Otp otp = world.sent();
            List<SendResult> results = Race.of(Race.RACERS, i -> node(i).resend(otp.id()));
            assertThat(results).filteredOn(r -> r instanceof SendResult.Sent).hasSize(4);
            assertThat(world.sms.messages).hasSize(5);
            assertThat(world.sms.codes()).containsOnly(world.sms.lastCode());
            assertThat(world.sms.messages).extracting(m -> m.reference()).doesNotHaveDuplicates();
        }
    }

    @Test
    void resendsAndWrongGuessesAtOnceGiveNoAttemptBack() {
        for (int trial = 0; trial < Race.TRIALS; trial++) {
            Otp otp = world.sent();
            List<Boolean> counted = Race.of(
                    Race.RACERS,
                    i -> i % 2 == 0
                            ? node(i).resend(otp.id()) == null
                            : node(i / 2).verify(otp.id(), "not it").counted());
            assertThat(counted).filteredOn(c -> c).hasSize(3);
            assertThat(world.row(otp).status()).isEqualTo(OtpStatus.TOO_MANY_ATTEMPTS);
            world.engine.unblock(World.NUMBER);
        }
    }

    @Test
    void ofDeletesAtOnceExactlyOneHasTheOtp() {
        for (int trial = 0; trial < Race.TRIALS; trial++) {
            Otp otp = world.sent();
            List<Optional<Otp>> deleted = Race.of(Race.RACERS, i -> node(i).delete(otp.id()));
            assertThat(deleted).filteredOn(Optional::isPresent).hasSize(1);
        }
    }

    @Test
    void aGuessBesideADeleteIsJudgedBeforeOrUnknownAfter() {
        for (int trial = 0; trial < Race.TRIALS; trial++) {
            Otp otp = world.sent();
            String code = world.sms.lastCode();
            List<Outcome> outcomes = Race.of(
                    Race.RACERS,
                    i -> i % 2 == 0
                            ? node(i).delete(otp.id()).map(o -> Outcome.UNKNOWN).orElse(Outcome.UNKNOWN)
                            : node(i / 2).verify(otp.id(), code).outcome());
            assertThat(outcomes).filteredOn(o -> o == Outcome.VERIFIED).hasSizeLessThanOrEqualTo(1);
            assertThat(outcomes).containsAnyOf(Outcome.UNKNOWN);
            assertThat(world.engine.verify(otp.id(), code).outcome()).isEqualTo(Outcome.UNKNOWN);
        }
    }

    @Test
    @Tag("SEC-07")
    @DisplayName("SEC-07 sends at once to one number create at most the quota's worth")
    void sendsAtOnceCreateAtMostTheQuotasWorth() {
        for (int trial = 0; trial < Race.TRIALS; trial++) {
            World quoted = World.under(quotas(5));
            OtpEngine other = quoted.node().build();
            List<SendResult> results =
                    Race.of(Race.RACERS, i -> (i % 2 == 0 ? quoted.engine : other).send(SendRequest.to(World.NUMBER)));
            assertThat(results).filteredOn(r -> r instanceof SendResult.Sent).hasSize(5);
            assertThat(quoted.sms.messages).hasSize(5);
            assertThat(quoted.engine.findByNumber(World.NUMBER)).hasSize(5);
        }
    }

    @Test
    void aResendThatLosesItsRaceIsChargedOnce() {
        int[] races = {0};
        World quoted = World.seenThrough(store -> Interposed.before(store, call -> {
            if (call.name().equals("replace")
                    && call.argument(0) instanceof OtpRecord next
                    && next.sends() == 2
                    && races[0]++ < 10) {
                OtpRecord row = store.find(next.id()).orElseThrow();
                assertThat(store.replace(
                                row.next().messageId("raced " + races[0]).build()))
                        .isTrue();
            }
            return call.proceed();
        }));
        OtpEngine engine = quoted.node().policy(quotas(2)).build();
        Otp otp = engine.send(SendRequest.to(World.NUMBER)).orElseThrow();
        assertThat(engine.resend(otp.id())).isInstanceOf(SendResult.Sent.class);
        assertThat(races[0]).isGreaterThanOrEqualTo(10);
        assertThat(quoted.sms.messages).hasSize(2);
        assertThat(engine.resend(otp.id()))
                .isEqualTo(new SendResult.Throttled(SendResult.Throttled.Scope.NUMBER, Duration.ofHours(1)));
    }

    @Test
    void aResendWhoseOtpWasVerifiedMeanwhileSendsNothing() {
        boolean[] raced = {false};
        World racing = World.seenThrough(store -> Interposed.before(store, call -> {
            if (call.name().equals("replace") && call.argument(0) instanceof OtpRecord next && next.sends() == 2) {
                OtpRecord row = store.find(next.id()).orElseThrow();
                raced[0] |= store.replace(
                        row.next().status(OtpStatus.VERIFIED).sealed(null).build());
            }
            return call.proceed();
        }));
        Otp otp = racing.sent();
        SendResult result = racing.engine.resend(ResendRequest.of(otp.id()));
        assertThat(raced[0]).isTrue();
        assertThat(((SendResult.Refused) result).reason()).isEqualTo(SendResult.Refused.Reason.NOT_ACTIVE);
        assertThat(racing.sms.messages).hasSize(1);
    }

    @Test
    @Tag("SEC-04")
    @DisplayName("SEC-04 a code that was used is never accepted again, nor sent")
    void aCodeThatWasUsedIsNeverAcceptedAgain() {
        Otp otp = world.sent();
        String code = world.sms.lastCode();
        assertThat(world.engine.verify(otp.id(), code).isVerified()).isTrue();
        for (int i = 0; i < 1000; i++) {
            OtpEngine node = i == 500 ? world.node().build() : node(i);
            assertThat(node.verify(otp.id(), code).outcome()).isEqualTo(Outcome.ALREADY_VERIFIED);
            if (i % 100 == 0) {
                world.engine.purge(1000);
                assertThat(node.resend(otp.id())).isInstanceOf(SendResult.Refused.class);
            }
        }
        world.pass(Duration.ofDays(3));
        world.engine.purge(1000);
        assertThat(world.engine.verify(otp.id(), code).outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(world.sms.messages).hasSize(1);
    }

    @Test
    @Tag("SEC-05")
    @DisplayName("SEC-05 a resend gives no attempt back")
    void aResendGivesNoAttemptBack() {
        Otp otp = world.sent();
        String code = world.sms.lastCode();
        world.engine.verify(otp.id(), World.wrong(code));
        world.engine.verify(otp.id(), World.wrong(code));
        world.engine.resend(otp.id());
        assertThat(world.engine.verify(otp.id(), World.wrong(code)).outcome()).isEqualTo(Outcome.TOO_MANY_ATTEMPTS);
        Verification last = world.engine.verify(otp.id(), code);
        assertThat(last.outcome()).isEqualTo(Outcome.TOO_MANY_ATTEMPTS);
        assertThat(last.counted()).isFalse();
        assertThat(world.row(otp).attemptCount()).isEqualTo(3);
    }

    /** A node that guesses by what it last wrote itself. */
    private OtpEngine caching() {
        return world.node().store(new CachingOtpStore(world.kept)).build();
    }

    private OtpEngine node(int i) {
        return nodes.get(i % nodes.size());
    }

    private static OtpPolicy quotas(int sends) {
        return World.ROOMY.toBuilder()
                .numberQuotas(List.of(QuotaWindow.of(sends, Duration.ofHours(1))))
                .build();
    }
}
