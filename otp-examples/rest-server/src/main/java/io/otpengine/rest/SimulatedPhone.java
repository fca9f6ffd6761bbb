package io.otpengine.rest;

import io.otpengine.Channel;
import io.otpengine.DeliveryReport;
import io.otpengine.spi.DeliveryChannel;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Accepted;
import io.otpengine.spi.OtpMessage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A phone that rings on a page: keeps the last messages in memory until they expire, and reports them as delivered a
 * moment later. Safe for use by several threads.
 */
public final class SimulatedPhone implements AutoCloseable {
    private static final String PROVIDER = "simulated-phone";
    private static final int MOST_MESSAGES = 1000;
    private static final long MILLISECONDS_TO_ARRIVE = 300;

    private final InstantSource clock;
    private final Deque<Message> messages = new ArrayDeque<>();
    private final ScheduledExecutorService network = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread daemon = new Thread(work, PROVIDER);
        daemon.setDaemon(true);
        return daemon;
    });
    private volatile Consumer<DeliveryReport> receipts = report -> {};

    /**
     * A phone without messages.
     *
     * @param clock the engine's
     */
    public SimulatedPhone(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * One message on the phone.
     *
     * @param at when it came
     * @param number the phone's number
     * @param channel how it came
     * @param sender who it shows as sender
     * @param text the words, the code among them
     * @param code the code
     * @param deadline when it is forgotten
     */
    public record Message(
            Instant at, String number, Channel channel, String sender, String text, String code, Instant deadline) {
        /** Shows the channel alone. */
        @Override
        public String toString() {
            return "Message[" + channel + "]";
        }
    }

    /**
     * Sets who hears that a message arrived.
     *
     * @param receipts the engine's {@code report}
     */
    public void receipts(Consumer<DeliveryReport> receipts) {
        this.receipts = receipts;
    }

    /**
     * One way to reach the phone.
     *
     * @param channel its name
     * @return the channel
     */
    public DeliveryChannel by(Channel channel) {
        return new DeliveryChannel() {
            @Override
            public Channel channel() {
                return channel;
            }

            @Override
            public DeliveryResult send(OtpMessage message) {
                return receive(message);
            }
        };
    }

    /**
     * What one number received and has not expired.
     *
     * @param number E.164 with {@code +}
     * @return newest first
     */
    public synchronized List<Message> messages(String number) {
        forget();
        return messages.stream()
                .filter(message -> message.number().equals(number))
                .toList();
    }

    @Override
    public void close() {
        network.shutdownNow();
    }

    private DeliveryResult receive(OtpMessage message) {
        String sender = message.channel().equals(Channel.VOICE) ? message.caller() : message.sender();
        synchronized (this) {
            forget();
            messages.addFirst(new Message(
                    clock.instant(),
                    message.number(),
                    message.channel(),
                    sender == null ? "" : sender,
                    message.text(),
                    message.code(),
                    message.deadline()));
            if (messages.size() > MOST_MESSAGES) {
                messages.removeLast();
            }
        }
        // Nothing waits for it: the engine logs what goes wrong with a receipt.
        Future<?> unused = network.schedule(
                () -> receipts.accept(new DeliveryReport(
                        message.reference(), DeliveryReport.State.DELIVERED, clock.instant(), PROVIDER, null)),
                MILLISECONDS_TO_ARRIVE,
                TimeUnit.MILLISECONDS);
        return new Accepted(PROVIDER, null);
    }

    private void forget() {
        Instant now = clock.instant();
        messages.removeIf(message -> !now.isBefore(message.deadline()));
    }
}
