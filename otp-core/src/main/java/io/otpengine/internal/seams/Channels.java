package io.otpengine.internal.seams;

import io.otpengine.Channel;
import io.otpengine.InvalidRequestException;
import io.otpengine.internal.numbers.NumberKind;
import io.otpengine.spi.DeliveryChannel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
        if (!has(channel)) {
            throw new InvalidRequestException(
                    "via",
                    InvalidRequestException.Reason.UNKNOWN_CHANNEL,
                    "must be a channel that the engine was built with: " + byName.keySet());
        }
        return channel;
    }

    /** The channel that suits a kind of number, whether the engine has it or not. */
    public static Channel suiting(NumberKind kind) {
        return kind == NumberKind.LANDLINE ? Channel.VOICE : Channel.SMS;
    }

    public boolean has(Channel channel) {
        return byName.containsKey(channel);
    }

    /** What delivers by a channel that the engine has. */
    public DeliveryChannel deliveryBy(Channel channel) {
        return Objects.requireNonNull(byName.get(channel), "asked for a channel without looking");
    }
}
