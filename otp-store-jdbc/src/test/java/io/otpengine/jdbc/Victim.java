package io.otpengine.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.otpengine.Channel;
import io.otpengine.OtpEngine;
import io.otpengine.OtpId;
import io.otpengine.OtpPolicy;
import io.otpengine.SendRequest;
import io.otpengine.Verification;
import io.otpengine.spi.DeliveryChannel;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.OtpMessage;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import io.otpengine.testkit.ManualTime;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * A program that does much at once, to be killed: it sends or verifies and stops everything at one step, or goes on
 * until somebody stops it. It prints what it did, a line each, once it is done.
 */
final class Victim {
    /** Where to stop. */
    enum Step {
        BEFORE_INSERT,
        AFTER_INSERT,
        DURING_SEND,
        BEFORE_REPLACE,
        AFTER_REPLACE,
        NOWHERE
    }

    /** What a line is about; the rest of it are words. */
    enum Line {
        /** A thread is at the step. */
        STOPPED,
        /** A number and the code that it got. */
        DELIVERED,
        /** A number and the OTP sent to it. */
        SENT,
        /** An OTP, the outcome of a guess and whether it was counted. */
        GUESSED,
        /** What ended it, though nobody killed it. */
        FAILED
    }

    private final Step step;
    private final OtpEngine engine;
    private final Map<String, String> codes = new ConcurrentHashMap<>();

    private Victim(String url, String user, String prefix, Step step, int threads) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setMaximumPoolSize(Math.min(threads, 16));
        config.setMinimumIdle(0);
        this.step = step;
        OtpStore store = JdbcOtpStore.builder(new HikariDataSource(config))
                .tablePrefix(prefix)
                .build();
        this.engine = OtpEngine.builder()
                .store(stopping(store))
                .channel(new Phone())
                .policy(OtpPolicy.recommended())
                .keys(Nodes.KEYS)
                .clock(new ManualTime())
                .build();
    }

    /**
     * Arguments: JDBC address, user, table prefix, step, then, a thread each: a number (NOWHERE: how numbers begin), or
     * an OTP with a guess after a colon.
     */
    public static void main(String[] args) {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            // Else the others would go on, and nobody would come to the step.
            print(Line.FAILED, failure);
            Runtime.getRuntime().halt(1);
        });
        List<String> work = List.of(args).subList(4, args.length);
        Victim victim = new Victim(args[0], args[1], args[2], Step.valueOf(args[3]), work.size());
        work.forEach(one -> new Thread(() -> victim.work(one)).start());
    }

    private void work(String one) {
        String[] guess = one.split(":", 2);
        if (guess.length == 2) {
            guess(OtpId.parse(guess[0]).orElseThrow(), guess[1]);
        } else if (step != Step.NOWHERE) {
            engine.send(SendRequest.to(one));
        } else {
            for (int i = 1_000_000; i < 9_999_999; i++) {
                sendAndGuess(one + i);
            }
        }
    }

    private void sendAndGuess(String number) {
        OtpId id = engine.send(SendRequest.to(number)).orElseThrow().id();
        print(Line.SENT, number, id);
        guess(id, "wrong");
        guess(id, codes.remove(number));
    }

    private void guess(OtpId id, String code) {
        Verification answer = engine.verify(id, code);
        print(Line.GUESSED, id, answer.outcome(), answer.counted());
    }

    private static void print(Line line, Object... words) {
        StringBuilder text = new StringBuilder(line.name());
        for (Object word : words) {
            text.append(' ').append(word);
        }
        synchronized (System.out) {
            System.out.println(text);
            System.out.flush();
        }
    }

    private OtpStore stopping(OtpStore store) {
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
            print(Line.STOPPED);
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Prints what it is given, as the phone of a user would show it. */
    private final class Phone implements DeliveryChannel {
        @Override
        public Channel channel() {
            return Channel.SMS;
        }

        @Override
        public DeliveryResult send(OtpMessage message) {
            codes.put(message.number(), message.code());
            print(Line.DELIVERED, message.number(), message.code());
            stop(step == Step.DURING_SEND);
            return new DeliveryResult.Accepted("phone", null);
        }
    }
}
