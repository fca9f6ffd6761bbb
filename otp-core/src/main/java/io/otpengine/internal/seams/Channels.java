package io.otpengine.internal.seams;

import io.otpengine.Channel;
import io.otpengine.InvalidRequestException;
import io.otpengine.internal.numbers.NumberKind;
import io.otpengine.spi.DeliveryChannel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The channels of an engine, one for each name, and the choice between them. */
public final class Channels {
    private final Map<Channel, DeliveryChannel> byName = new LinkedHashMap<>();

    public Channels(List<DeliveryChannel> channels) {
        if (channels.isEmpty()) {
            throw InvalidRequestException.required("channel");
        }
        for (DeliveryChannel channel : channels) {
            if (byName.put(channel.channel(), channel) != null) {
                throw new InvalidRequestException(
                        "channel",
                        InvalidRequestException.Reason.CONTRADICTION,
                        "must be one for each name; there are two for '" + channel.channel() + "'");
            }
        }
    }

    /** The channel that a request names. */
    public Channel named(Channel channel) {
        if (!byName.containsKey(channel)) {
            throw new InvalidRequestException(
                    "via",
                    InvalidRequestException.Reason.UNKNOWN_CHANNEL,
                    "must be a channel that the engine was built with: " + byName.keySet());
        }
        return channel;
    }

    /** The channel that suits a number, or empty if the engine has none that reaches it. */
    public Optional<Channel> suiting(NumberKind kind) {
        Channel channel = kind == NumberKind.LANDLINE ? Channel.VOICE : Channel.SMS;
        return byName.containsKey(channel) ? Optional.of(channel) : Optional.empty();
    }

    /** What delivers by a channel that {@link #named} or {@link #suiting} gave. */
    public DeliveryChannel deliveryBy(Channel channel) {
        DeliveryChannel delivery = byName.get(named(channel));
        if (delivery == null) {
            throw new IllegalStateException("named() has just found it");
        }
        return delivery;
    }
}
