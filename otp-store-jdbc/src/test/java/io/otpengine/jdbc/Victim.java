package io.otpengine.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.otpengine.Channel;
import io.otpengine.OtpEngine;
import io.otpengine.OtpId;
import io.otpengine.OtpPolicy;
import io.otpengine.SendRequest;
import io.otpengine.spi.DeliveryChannel;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.OtpMessage;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import io.otpengine.testkit.ManualTime;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;

/** A program that sends or verifies and stops at a step, to be killed there. */
final class Victim {
    static final String AT_STEP = "at the step";

    /** Where to stop. */
    enum Step {
        BEFORE_INSERT,
        AFTER_INSERT,
        DURING_SEND,
        BEFORE_REPLACE,
        AFTER_REPLACE
    }

    private Victim() {}

    /** Arguments: JDBC address, table prefix, step, then a number to send to, or an OTP and a guess. */
    public static void main(String[] args) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(args[0]);
        config.setUsername("postgres");
        config.setMaximumPoolSize(2);
        config.setMinimumIdle(0);
        Step step = Step.valueOf(args[2]);
        OtpStore store = JdbcOtpStore.builder(new HikariDataSource(config))
                .tablePrefix(args[1])
                .build();
        OtpEngine engine = OtpEngine.builder()
                .store(stopping(store, step))
                .channel(new Phone(step))
                .policy(OtpPolicy.recommended())
                .keys(Nodes.KEYS)
                .clock(new ManualTime())
                .build();
        if (args.length == 4) {
            engine.send(SendRequest.to(args[3]));
        } else {
            engine.verify(OtpId.parse(args[3]).orElseThrow(), args[4]);
        }
    }

    private static OtpStore stopping(OtpStore store, Step step) {
        return (OtpStore) Proxy.newProxyInstance(
                OtpStore.class.getClassLoader(), new Class<?>[] {OtpStore.class}, (proxy, method, args) -> {
                    boolean ofOtp = args != null && args[0] instanceof OtpRecord;
                    stop(ofOtp && method.getName().equals("insert") && step == Step.BEFORE_INSERT);
                    stop(ofOtp && method.getName().equals("replace") && step == Step.BEFORE_REPLACE);
                    Object result = method.invoke(store, args);
                    stop(ofOtp && method.getName().equals("insert") && step == Step.AFTER_INSERT);
                    stop(ofOtp && method.getName().equals("replace") && step == Step.AFTER_REPLACE);
                    return result;
                });
    }

    private static void stop(boolean here) {
        if (here) {
            System.out.println(AT_STEP);
            System.out.flush();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Prints what it is given, as the phone of a user would show it. */
    private record Phone(Step step) implements DeliveryChannel {
        @Override
        public Channel channel() {
            return Channel.SMS;
        }

        @Override
        public DeliveryResult send(OtpMessage message) {
            System.out.println(message.code());
            stop(step == Step.DURING_SEND);
            return new DeliveryResult.Accepted("phone", null);
        }
    }
}
