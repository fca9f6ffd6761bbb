package io.otpengine.benchmarks;

import io.otpengine.Channel;
import io.otpengine.OtpEngine;
import io.otpengine.OtpPolicy;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.memory.InMemoryOtpStore;
import io.otpengine.spi.DeliveryChannel;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.OtpMessage;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** What quotas cost a send, one thread, in memory: none, those of the recommended policy, and a subject beside them. */
public final class Quotas {
    private static final int OPERATIONS = 4_000;
    private static final AtomicLong NUMBERS = new AtomicLong(1_700_000_000L);

    private Quotas() {}

    /**
     * Runs the contest.
     *
     * @param arguments rounds, 31 unless given
     */
    public static void main(String[] arguments) {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 31;
        OtpPolicy none = OtpPolicy.recommended().toBuilder()
                .numberQuotas(List.of())
                .subjectQuotas(List.of())
                .build();
        new Contest(1)
                .add("send without quotas", () -> sends(none, false))
                .add("send with quotas", () -> sends(OtpPolicy.recommended(), false))
                .add("send with quotas and a subject", () -> sends(OtpPolicy.recommended(), true))
                .run(rounds, 10);
    }

    /** Sends to a new number each: nobody is refused, and every number opens its windows. */
    private static List<BooleanSupplier> sends(OtpPolicy policy, boolean subject) {
        OtpEngine engine = OtpEngine.builder()
                .store(InMemoryOtpStore.builder().capacity(2 * OPERATIONS).build())
                .channel(new Nowhere())
                .policy(policy.toBuilder().applicationQuota(Integer.MAX_VALUE).build())
                .build();
        return Collections.nCopies(OPERATIONS, () -> {
            String number = "+49" + NUMBERS.incrementAndGet();
            SendRequest request = SendRequest.to(number);
            return engine.send(subject ? request.subject(number) : request) instanceof SendResult.Sent;
        });
    }

    private static final class Nowhere implements DeliveryChannel {
        @Override
        public Channel channel() {
            return Channel.SMS;
        }

        @Override
        public DeliveryResult send(OtpMessage message) {
            return new DeliveryResult.Accepted("nowhere", null);
        }
    }
}
