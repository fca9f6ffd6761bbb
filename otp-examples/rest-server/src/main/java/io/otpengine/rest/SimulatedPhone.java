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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
    private final ThreadLocal<String> listener = new ThreadLocal<>();
    private final AtomicLong received = new AtomicLong();
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
     * @param id counts the messages
     * @param at when it came
     * @param number the phone's number
     * @param channel how it came
     * @param sender who it shows as sender
     * @param text the words, the code among them
     * @param language what they are in
     * @param code the code
     * @param deadline when it is forgotten
     * @param listener who had it sent, empty for anybody else than a tab of the page
     */
    public record Message(
            long id,
            Instant at,
            String number,
            Channel channel,
            String sender,
            String text,
            String language,
            String code,
            Instant deadline,
            String listener) {
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
     * Sends in somebody's name: channels deliver on the caller's thread, so what comes meanwhile is theirs to see,
     * whichever number it goes to.
     *
     * @param who the name, not empty
     * @param sending what sends
     * @return what that answers
     * @param <T> its type
     */
    public <T> T inTheNameOf(String who, Supplier<T> sending) {
        listener.set(who);
        try {
            return sending.get();
        } finally {
            listener.remove();
        }
    }

    /**
     * What one number received and has not expired.
     *
     * @param number E.164 with {@code +}
     * @return newest first
     */
    public List<Message> messages(String number) {
        return messages(message -> message.number().equals(number));
    }

    /**
     * What somebody may see and has not expired: what came to their number, and what they had sent to any.
     *
     * @param number E.164 with {@code +}, of theirs alone; {@code null} for none
     * @param who the name that they send in
     * @return newest first
     */
    public List<Message> messages(@Nullable String number, String who) {
        return messages(
                message -> message.number().equals(number) || message.listener().equals(who));
    }

    @Override
    public void close() {
        network.shutdownNow();
    }

    private synchronized List<Message> messages(Predicate<Message> shown) {
        Instant now = clock.instant();
        messages.removeIf(message -> !now.isBefore(message.deadline()));
        return messages.stream().filter(shown).toList();
    }

    private DeliveryResult receive(OtpMessage message) {
        String sender = message.channel().equals(Channel.VOICE) ? message.caller() : message.sender();
        String who = listener.get();
        synchronized (this) {
            messages.addFirst(new Message(
                    received.incrementAndGet(),
                    clock.instant(),
                    message.number(),
                    message.channel(),
                    sender == null ? "" : sender,
                    message.text(),
                    message.language(),
                    message.code(),
                    message.deadline(),
                    who == null ? "" : who));
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
}
