package io.otpengine.sms.smpp;

import io.otpengine.sms.Concatenation;
import io.otpengine.sms.Sms;
import io.otpengine.sms.SmsGateway;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Rejected;
import io.otpengine.spi.DeliveryResult.Rejected.Reason;
import io.otpengine.spi.DeliveryResult.Unknown;
import io.otpengine.spi.OtpMessage;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SMS over SMPP 3.4 sessions, bound as transceivers and bound again when they are lost. It has threads of its own and
 * those of the library, until it is closed.
 *
 * <p>Safe for use by several threads.
 */
public final class SmppGateway implements SmsGateway, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SmppGateway.class);
    /** An answer that came just before the session ended may still be on its way through the library. */
    private static final Duration LAST_ANSWER = Duration.ofMillis(200);

    private final SmppBuilder settings;
    private final Receipts receipts;
    private final Binds binds;
    private final Throttle throttle = new Throttle();
    private final Exchange exchange;
    private final ExecutorService threads = Executors.newCachedThreadPool(SmppGateway::daemon);
    private volatile boolean closed;

    SmppGateway(SmppBuilder settings) {
        this.settings = settings;
        if (settings.tls == null && settings.hosts.stream().anyMatch(host -> !host.isLocal())) {
            LOG.warn("{} is bound without TLS: codes and the password cross the network in clear", settings.name);
        }
        this.receipts = new Receipts(settings);
        this.exchange = new Exchange(settings, receipts, throttle);
        this.binds = new Binds(settings, receipts);
    }

    /**
     * Starts a gateway.
     *
     * @param name the operator's name for events and logs, 1 to 64 printable ASCII characters without spaces
     * @return a builder
     * @throws io.otpengine.InvalidRequestException if it is none
     */
    public static SmppBuilder builder(String name) {
        return new SmppBuilder(name);
    }

    static Thread daemon(Runnable task) {
        Thread daemon = new Thread(task, "otp-smpp");
        daemon.setDaemon(true);
        return daemon;
    }

    @Override
    public String name() {
        return settings.name;
    }

    @Override
    public Concatenation concatenation() {
        return settings.longText == SmppLongText.SAR ? Concatenation.SIXTEEN_BIT : Concatenation.EIGHT_BIT;
    }

    /**
     * How many receipts no message was found for, because they came too late, after a restart, or from nowhere.
     *
     * @return the count since the gateway was built
     */
    public long droppedReceipts() {
        return receipts.dropped();
    }

    @Override
    public DeliveryResult send(Sms sms) {
        if (closed) {
            return rejected("is closed");
        }
        Submission submission = new Submission(sms, settings);
        if (submission.parts() > settings.maxParts) {
            return new Rejected(
                    Reason.MESSAGE,
                    settings.name + ": " + submission.parts() + " parts, and at most " + settings.maxParts
                            + " allowed");
        }
        if (throttle.isPaused(System.nanoTime())) {
            return rejected("asked for a pause");
        }
        long end = System.nanoTime() + sms.limit().toNanos();
        Bound place;
        try {
            // The other half is for the answer.
            place = binds.take(sms.limit().dividedBy(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return rejected("was interrupted before it sent");
        }
        if (place == null) {
            return rejected(closed ? "is closed" : binds.isUp() ? "has its window full" : "is not bound");
        }
        return outcome(sms.message(), submission, place, end);
    }

    /** On a thread of its own: the library's time for an answer is the session's, and may be longer than this message's. */
    private DeliveryResult outcome(OtpMessage message, Submission submission, Bound place, long end) {
        CompletableFuture<DeliveryResult> answer = new CompletableFuture<>();
        Future<?> worker;
        try {
            worker = threads.submit(() -> {
                try {
                    answer.complete(exchange.submit(message, submission, place));
                } finally {
                    binds.giveBack(place);
                }
            });
        } catch (RejectedExecutionException e) {
            return rejected("is closed");
        }
        try {
            CompletableFuture.anyOf(answer, place.end()).get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            long last = Math.min(LAST_ANSWER.toNanos(), end - System.nanoTime());
            return answer.get(Math.max(0, last), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            if (place.end().isDone()) {
                worker.cancel(true);
                return unknown("the session ended without an answer");
            }
            return unknown("no answer in time");
        } catch (ExecutionException e) {
            return unknown("failed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unknown("interrupted");
        }
    }

    private DeliveryResult rejected(String why) {
        return new Rejected(Reason.UNAVAILABLE, settings.name + " " + why);
    }

    private DeliveryResult unknown(String what) {
        return new Unknown(settings.name + ": " + what);
    }

    /**
     * Unbinds, and waits a few seconds at most until all threads have ended; one that a resolver holds up ends when the
     * resolver does. Messages that are being sent meanwhile get their answer, or end as unknown.
     */
    @Override
    public void close() {
        closed = true;
        binds.close();
        threads.shutdownNow();
        receipts.close();
        try {
            boolean ended = threads.awaitTermination(1, TimeUnit.SECONDS);
            LOG.debug("{} is closed, all threads ended: {}", settings.name, ended);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Shows the name. */
    @Override
    public String toString() {
        return "SmppGateway[" + settings.name + "]";
    }
}
