package io.otpengine.benchmarks;

import io.otpengine.Channel;
import io.otpengine.CodeKeys;
import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpPolicy;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.spi.DeliveryChannel;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.OtpMessage;
import io.otpengine.spi.OtpStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** An engine whose phone remembers the codes; every send has a number of its own. */
final class Node implements DeliveryChannel {
    private static final AtomicLong NUMBERS = new AtomicLong(1_700_000_000L);

    /** Sends share flushes of the log, so that a round is prepared soon. */
    private static final ExecutorService SENDERS = Executors.newFixedThreadPool(Postgresql.SENDERS, Node::daemon);

    private final OtpEngine engine;
    private final Map<String, String> codes = new ConcurrentHashMap<>();

    Node(OtpStore store, OtpPolicy policy) {
        engine = OtpEngine.builder()
                .store(store)
                .channel(this)
                .policy(policy.toBuilder().applicationQuota(Integer.MAX_VALUE).build())
                .keys(CodeKeys.random())
                .build();
    }

    /** Without quotas for numbers, which a verify has nothing to do with. */
    static Node withoutQuotas(OtpStore store) {
        return new Node(
                store,
                OtpPolicy.recommended().toBuilder().numberQuotas(List.of()).build());
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }

    private SendResult send() {
        return engine.send(SendRequest.to("+49" + NUMBERS.incrementAndGet()));
    }

    /** As many OTPs, sent now. */
    List<Otp> sent(int count) {
        List<Future<Otp>> sending = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sending.add(SENDERS.submit(() -> send().orElseThrow()));
        }
        List<Otp> sent = new ArrayList<>();
        for (Future<Otp> one : sending) {
            try {
                sent.add(one.get());
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
        return sent;
    }

    /** Right guesses, one for each of as many OTPs, which are sent now. */
    List<BooleanSupplier> verifications(int count) {
        List<BooleanSupplier> work = new ArrayList<>();
        for (Otp otp : sent(count)) {
            String code = codes.remove(otp.number());
            work.add(() -> engine.verify(otp.id(), code).isVerified());
        }
        return work;
    }

    List<BooleanSupplier> sends(int count) {
        return Collections.nCopies(count, () -> send() instanceof SendResult.Sent);
    }

    @Override
    public Channel channel() {
        return Channel.SMS;
    }

    @Override
    public DeliveryResult send(OtpMessage message) {
        codes.put(message.number(), message.code());
        return new DeliveryResult.Accepted("phone", null);
    }
}
