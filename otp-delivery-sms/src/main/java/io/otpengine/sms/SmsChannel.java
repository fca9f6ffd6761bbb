package io.otpengine.sms;

import io.otpengine.Channel;
import io.otpengine.InvalidRequestException;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Rejected;
import io.otpengine.spi.DeliveryResult.Rejected.Reason;
import io.otpengine.spi.OtpMessage;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Delivers by SMS through one gateway. What the gateway could only reject, or would bill for nothing, is rejected before
 * anything leaves the machine: a number that is not E.164, control characters, a sender no network takes, more parts
 * than allowed, a code that has expired.
 *
 * <p>Immutable; each setter returns a copy. Safe for use by several threads.
 */
public final class SmsChannel implements ProviderChannel {
    private final SmsGateway gateway;
    private final GuardedSend guard;
    private final SenderRules senders;
    private final int maxParts;

    private SmsChannel(SmsGateway gateway, GuardedSend guard, SenderRules senders, int maxParts) {
        this.gateway = gateway;
        this.guard = guard;
        this.senders = senders;
        this.maxParts = maxParts;
    }

    /**
     * A channel that takes at most 12 s, sends at most two parts, and leaves senders as they are.
     *
     * @param gateway who delivers
     * @return the channel
     * @throws InvalidRequestException if the gateway is null or its name is none
     */
    public static SmsChannel of(SmsGateway gateway) {
        if (gateway == null) {
            throw InvalidRequestException.required("gateway");
        }
        return new SmsChannel(gateway, GuardedSend.by(gateway.name()), SenderRules.none(), 2);
    }

    /**
     * Sets who messages come from.
     *
     * @param rules the rules
     * @return a copy with them
     * @throws InvalidRequestException if they are null
     */
    public SmsChannel senders(SenderRules rules) {
        return new SmsChannel(gateway, guard, Settings.required("senders", rules), maxParts);
    }

    /**
     * Sets the most parts a message may have; a longer one is rejected.
     *
     * @param parts 1 to 10
     * @return a copy with it
     * @throws InvalidRequestException if it is out of range
     */
    public SmsChannel maxParts(int parts) {
        if (parts < 1 || parts > 10) {
            throw InvalidRequestException.outOfRange("maxParts", "1 to 10");
        }
        return new SmsChannel(gateway, guard, senders, parts);
    }

    /**
     * Sets the longest time one message may take.
     *
     * @param total above zero, at most one minute
     * @return a copy with it
     * @throws InvalidRequestException if it is null or out of range
     */
    public SmsChannel total(Duration total) {
        return new SmsChannel(gateway, guard.total(total), senders, maxParts);
    }

    /**
     * Sets the clock that expiry is judged by.
     *
     * @param clock the engine's
     * @return a copy with it
     * @throws InvalidRequestException if it is null
     */
    public SmsChannel clock(InstantSource clock) {
        return new SmsChannel(gateway, guard.clock(clock), senders, maxParts);
    }

    @Override
    public Channel channel() {
        return Channel.SMS;
    }

    @Override
    public String provider() {
        return gateway.name();
    }

    @Override
    public DeliveryResult send(OtpMessage message) {
        return send(message, guard.total());
    }

    @Override
    public DeliveryResult send(OtpMessage message, Duration limit) {
        String sender = senders.senderFor(message.number(), message.sender()).orElse(null);
        if (sender != null && !SenderRules.isSender(sender)) {
            return new Rejected(Reason.SENDER, "a sender has at most 11 letters, digits and spaces, or 3 to 15 digits");
        }
        return guard.send(message, limit, (lifetime, time) -> {
            SmsSize size = SmsSize.of(message.text(), gateway.concatenation());
            if (size.parts() > maxParts) {
                return new Rejected(
                        Reason.MESSAGE,
                        size.parts() + " parts in " + size.encoding() + ", and at most " + maxParts + " allowed");
            }
            return gateway.send(new Sms(message, sender, size, lifetime, time));
        });
    }
}
