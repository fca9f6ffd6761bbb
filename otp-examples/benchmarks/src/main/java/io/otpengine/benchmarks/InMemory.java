package io.otpengine.benchmarks;

import io.otpengine.Channel;
import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpPolicy;
import io.otpengine.SendRequest;
import io.otpengine.memory.InMemoryOtpStore;
import io.otpengine.spi.DeliveryChannel;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.OtpMessage;
import io.otpengine.spi.OtpStore;
import java.security.GeneralSecurityException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * A send and the right verify, one thread, in memory: the engine beside {@link Floor}, with quotas and without, with no
 * live OTP and with a million.
 */
public final class InMemory {
    private static final int OPERATIONS = 4_000;
    private static final int LIVE = 1_000_000;

    /** Every send has a number of its own: a number's quota is one send in 30 seconds. */
    private static final AtomicLong NUMBERS = new AtomicLong(1_700_000_000L);

    private InMemory() {}

    /**
     * Runs the contest.
     *
     * @param arguments rounds, 31 unless given
     * @throws GeneralSecurityException never: every Java runtime has the ciphers
     */
    public static void main(String[] arguments) throws GeneralSecurityException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 31;
        Floor floor = new Floor();
        Engine crowded = new Engine(OtpPolicy.recommended());
        for (int i = 0; i < LIVE; i++) {
            crowded.send();
        }
        OtpPolicy unlimited = OtpPolicy.recommended().toBuilder()
                .numberQuotas(List.of())
                .subjectQuotas(List.of())
                .build();
        new Contest(1)
                .add("floor", () -> repeat(() -> floor.sendAndVerify(number())))
                .add("engine", () -> work(new Engine(OtpPolicy.recommended())))
                .add("engine without quotas by number", () -> work(new Engine(unlimited)))
                .add("engine, a million live", () -> work(crowded))
                .run(rounds, 10);
    }

    private static List<BooleanSupplier> work(Engine engine) {
        return repeat(engine::sendAndVerify);
    }

    private static List<BooleanSupplier> repeat(BooleanSupplier operation) {
        return Collections.nCopies(OPERATIONS, operation);
    }

    private static String number() {
        return "+49" + NUMBERS.incrementAndGet();
    }

    /** An engine whose phone remembers the last code. */
    private static final class Engine implements DeliveryChannel {
        private final OtpStore store =
                InMemoryOtpStore.builder().capacity(2 * LIVE).build();
        private final OtpEngine engine;
        private String lastCode = "";

        Engine(OtpPolicy policy) {
            OtpPolicy busy =
                    policy.toBuilder().applicationQuota(Integer.MAX_VALUE).build();
            engine = OtpEngine.builder().store(store).channel(this).policy(busy).build();
        }

        Otp send() {
            return engine.send(SendRequest.to(number())).orElseThrow();
        }

        boolean sendAndVerify() {
            return engine.verify(send().id(), lastCode).isVerified();
        }

        @Override
        public Channel channel() {
            return Channel.SMS;
        }

        @Override
        public DeliveryResult send(OtpMessage message) {
            lastCode = message.code();
            return new DeliveryResult.Accepted("phone", null);
        }
    }
}
