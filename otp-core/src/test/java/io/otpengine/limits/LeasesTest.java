package io.otpengine.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpPolicy;
import io.otpengine.QuotaWindow;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.SendResult.Sent;
import io.otpengine.SendResult.Throttled;
import io.otpengine.SendResult.Throttled.Scope;
import io.otpengine.World;
import io.otpengine.testkit.Race;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LeasesTest {
    private static final Instant MIDNIGHT = Instant.parse("2030-01-02T00:00:00Z");

    /** More than any quota here: without an end, a quota that lets all pass would hang the test and not fail it. */
    private static final int MOST_SENDS = 600;

    private final AtomicInteger numbers = new AtomicInteger(1_000_000);

    @Test
    void aNodeTakesAHundredthOfTheDayAtATime() {
        World world = worldWith(200);
        OtpEngine other = world.node().build();
        Otp first = sendOn(world.engine).orElseThrow();
        assertThat(charged(world, first)).isEqualTo(2);
        sendOn(world.engine).orElseThrow();
        assertThat(charged(world, first)).isEqualTo(2);
        sendOn(other).orElseThrow();
        assertThat(charged(world, first)).isEqualTo(4);
        sendOn(world.engine).orElseThrow();
        assertThat(charged(world, first)).isEqualTo(6);
    }

    @Test
    void aSmallQuotaIsTakenOneByOne() {
        World world = worldWith(3);
        Otp first = sendOn(world.engine).orElseThrow();
        assertThat(charged(world, first)).isEqualTo(1);
    }

    @Test
    void severalNodesSendTheQuotaAndNotOneMore() {
        World world = worldWith(500);
        List<OtpEngine> nodes =
                List.of(world.engine, world.node().build(), world.node().build());
        List<Boolean> sent = Race.of(24, racer -> {
            int mine = 0;
            while (mine <= MOST_SENDS && sendOn(nodes.get(racer % 3)) instanceof Sent) {
                mine++;
            }
            return mine > 0;
        });
        assertThat(sent).hasSize(24);
        assertThat(world.sms.messages).hasSize(500);
    }

    @Test
    void aNodeThatStopsTakesItsLeaseWithItSoTheDayEndsEarlyAndNeverLate() {
        World world = worldWith(500);
        sendOn(world.node().build()).orElseThrow();
        sendUntilRefused(world.engine);
        assertThat(world.sms.messages).hasSize(500 - 4);
    }

    @Test
    void aThrottledNumberGivesTheLeaseBack() {
        World world = World.under(OtpPolicy.recommended().toBuilder()
                .numberQuotas(List.of(QuotaWindow.of(1, Duration.ofHours(1))))
                .applicationQuota(500)
                .build());
        Otp first = world.sent();
        for (int i = 0; i < 10; i++) {
            assertThat(world.engine.send(SendRequest.to(World.NUMBER))).isInstanceOf(Throttled.class);
        }
        for (int i = 0; i < 4; i++) {
            sendOn(world.engine).orElseThrow();
        }
        assertThat(charged(world, first)).isEqualTo(5);
    }

    @Test
    void theWaitLastsUntilMidnightInUtc() {
        World world = worldWith(3);
        sendUntilRefused(world.engine);
        assertThat(sendOn(world.engine)).isEqualTo(new Throttled(Scope.APPLICATION, Duration.ofHours(12)));
        world.setTo(MIDNIGHT.minusMillis(1));
        assertThat(sendOn(world.engine)).isEqualTo(new Throttled(Scope.APPLICATION, Duration.ofMillis(1)));
        world.setTo(MIDNIGHT);
        assertThat(sendOn(world.engine)).isInstanceOf(Sent.class);
    }

    @Test
    void yesterdaysLeaseIsWorthNothingToday() {
        World world = worldWith(500);
        sendOn(world.engine).orElseThrow();
        world.setTo(MIDNIGHT);
        sendUntilRefused(world.engine);
        assertThat(world.sms.messages).hasSize(1 + 500);
    }

    @Test
    void everyApplicationHasADayOfItsOwn() {
        World world = worldWith(3);
        sendUntilRefused(world.engine);
        var other = world.engine.applications().create(io.otpengine.ApplicationSpec.defaults());
        assertThat(world.engine.send(SendRequest.to(number()).application(other.id())))
                .isInstanceOf(Sent.class);
    }

    private static World worldWith(int applicationQuota) {
        return World.under(
                World.ROOMY.toBuilder().applicationQuota(applicationQuota).build());
    }

    private SendResult sendOn(OtpEngine node) {
        return node.send(SendRequest.to(number()));
    }

    private void sendUntilRefused(OtpEngine node) {
        SendResult last = sendOn(node);
        for (int sent = 0; sent <= MOST_SENDS && last instanceof Sent; sent++) {
            last = sendOn(node);
        }
        assertThat(last).isInstanceOf(Throttled.class);
    }

    private String number() {
        return "+49170" + numbers.incrementAndGet();
    }

    private static int charged(World world, Otp otp) {
        String key = "a|default|" + otp.applicationId() + "|" + world.now().getEpochSecond() / 86_400;
        return world.kept.used(key, world.now());
    }
}
