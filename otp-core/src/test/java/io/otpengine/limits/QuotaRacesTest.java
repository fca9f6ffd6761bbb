package io.otpengine.limits;

import static io.otpengine.World.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpPolicy;
import io.otpengine.QuotaWindow;
import io.otpengine.ResendRequest;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.SendResult.Sent;
import io.otpengine.SendResult.Throttled;
import io.otpengine.SendResult.Throttled.Scope;
import io.otpengine.World;
import io.otpengine.testkit.Race;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;

/** 500 requests at once for one number, each for a subject of its own, on two nodes over one store. */
@Tag("SEC-11")
class QuotaRacesTest {
    private static final int REQUESTS = 500;
    private static final int THREADS = 50;
    private static final int RESENDERS = 250;
    private static final int OTPS = RESENDERS / 2;
    private static final String KEY = "n|default|" + NUMBER;

    /** Room for the OTPs that are sent first, and then for 60, 50 and 80 more. */
    private static final OtpPolicy POLICY = World.ROOMY.toBuilder()
            .expire(Duration.ofMinutes(10))
            .subjectQuotas(OtpPolicy.recommended().subjectQuotas())
            .numberQuotas(List.of(
                    QuotaWindow.of(OTPS + 60, Duration.ofMinutes(1)),
                    QuotaWindow.of(OTPS + 110, Duration.ofMinutes(3)),
                    QuotaWindow.of(OTPS + 190, Duration.ofDays(1))))
            .build();

    private final World world = World.under(POLICY);
    private final List<OtpEngine> nodes = List.of(world.engine, world.node().build());
    private final List<Otp> otps = new ArrayList<>();

    @RepeatedTest(Race.TRIALS)
    void everyWindowTakesExactlyItsWorth() {
        for (int i = 0; i < OTPS; i++) {
            otps.add(world.sent());
        }
        // Two resenders an OTP: they race each other for its record, and never ask for more sends than it has.
        assertThat(sentOf(this::sendOrResend)).isEqualTo(60);
        world.pass(Duration.ofMinutes(1));
        assertThat(sentOf(this::sendOrResend)).isEqualTo(50);
        world.pass(Duration.ofMinutes(2));
        assertThat(sentOf(this::send)).isEqualTo(80);
        assertThat(world.kept.used(KEY, world.now())).isEqualTo(OTPS + 190);
        assertThat(world.sms.messages).hasSize(OTPS + 190);
        world.pass(Duration.ofDays(1).minusMinutes(3).minusMillis(1));
        assertThat(world.engine.send(SendRequest.to(NUMBER)))
                .isEqualTo(new Throttled(Scope.NUMBER, Duration.ofMillis(1)));
    }

    private int sentOf(IntFunction<SendResult> request) {
        return Race.of(THREADS, thread -> {
                    int sent = 0;
                    for (int i = thread; i < REQUESTS; i += THREADS) {
                        sent += request.apply(i) instanceof Sent ? 1 : 0;
                    }
                    return sent;
                })
                .stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    private SendResult sendOrResend(int i) {
        if (i >= RESENDERS) {
            return send(i);
        }
        return nodes.get(i % 2).resend(ResendRequest.of(otps.get(i / 2).id()).subject("subject " + i));
    }

    private SendResult send(int i) {
        return nodes.get(i % 2).send(SendRequest.to(NUMBER).subject("subject " + i));
    }
}
