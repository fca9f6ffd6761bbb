package io.otpengine.testkit;

import io.otpengine.Channel;
import io.otpengine.spi.DeliveryChannel;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.OtpMessage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * A phone for tests: keeps every message, and answers what a test wants. Messages carry codes in clear, so this is for
 * tests alone. Safe for use by several threads.
 */
public final class RecordingChannel implements DeliveryChannel {
    private final Channel channel;
    private final List<OtpMessage> messages = new CopyOnWriteArrayList<>();
    private volatile Function<OtpMessage, DeliveryResult> answer =
            message -> new DeliveryResult.Accepted("recording", message.reference());

    /** Takes text messages. */
    public RecordingChannel() {
        this(Channel.SMS);
    }

    /**
     * Takes messages of one way.
     *
     * @param channel the way
     */
    public RecordingChannel(Channel channel) {
        this.channel = channel;
    }

    @Override
    public Channel channel() {
        return channel;
    }

    @Override
    public DeliveryResult send(OtpMessage message) {
        messages.add(message);
        return answer.apply(message);
    }

    /**
     * Answers the same from now on; {@link DeliveryResult.Accepted} until told otherwise.
     *
     * @param result what to answer
     */
    public void answer(DeliveryResult result) {
        answer(message -> result);
    }

    /**
     * Answers by message from now on. The function may throw, answer null, or block: a channel that misbehaves.
     *
     * @param byMessage what to answer; it is called after the message was recorded
     */
    public void answer(Function<OtpMessage, DeliveryResult> byMessage) {
        answer = byMessage;
    }

    /**
     * All that came, whatever was answered.
     *
     * @return oldest first
     */
    public List<OtpMessage> messages() {
        return List.copyOf(messages);
    }

    /**
     * The last that came for a number.
     *
     * @param number E.164 with {@code +}
     * @return the message
     * @throws AssertionError if none came
     */
    public OtpMessage lastMessage(String number) {
        return messages.stream()
                .filter(message -> message.number().equals(number))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("no message came for that number by " + channel));
    }

    /**
     * The code of the last message for a number.
     *
     * @param number E.164 with {@code +}
     * @return the code, as the phone shows it
     * @throws AssertionError if no message came
     */
    public String lastCodeFor(String number) {
        return lastMessage(number).code();
    }
}
