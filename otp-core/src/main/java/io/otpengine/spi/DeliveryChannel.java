package io.otpengine.spi;

import io.otpengine.Channel;

/** Delivers messages by one way. Safe for use by several threads. */
public interface DeliveryChannel {
    /**
     * The way.
     *
     * @return always the same
     */
    Channel channel();

    /**
     * Delivers a message, on the caller's thread, within a time limit of the channel's own.
     *
     * <p>What is thrown counts as {@link DeliveryResult.Unknown}, so a channel that knows better must answer, not throw.
     * The engine never calls again by itself; retry and failover are channels around channels.
     *
     * @param message the message; nothing of it may be logged or thrown but what its {@code toString} shows
     * @return what became of it
     */
    DeliveryResult send(OtpMessage message);
}
