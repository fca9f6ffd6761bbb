package io.otpengine;

import io.otpengine.spi.DeliveryChannel;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.OtpMessage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A channel that keeps what it was given and answers on cue. */
public final class Phone implements DeliveryChannel {
    public final List<OtpMessage> messages = new CopyOnWriteArrayList<>();

    private final Channel channel;
    private volatile Function<OtpMessage, DeliveryResult> answer = m -> new DeliveryResult.Accepted("phone", null);

    public Phone(Channel channel) {
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

    public void answers(Function<OtpMessage, DeliveryResult> answer) {
        this.answer = answer;
    }

    public OtpMessage last() {
        return messages.get(messages.size() - 1);
    }

    public String lastCode() {
        return last().code();
    }

    public List<String> codes() {
        return messages.stream().map(OtpMessage::code).toList();
    }
}
