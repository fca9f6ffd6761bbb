package io.otpengine.testkit;

import io.otpengine.spi.DeliveryChannel;
import java.time.Duration;
import java.util.function.IntSupplier;

/**
 * A channel to a far end that takes each request and never answers.
 *
 * @param channel the channel, with a time limit that a test can wait for: about half a second, so that a busy machine
 *     can still connect within it
 * @param limit that limit, for all that one {@code send} does
 * @param requests how many requests for a message have reached the far end so far
 */
public record SilentFarEnd(DeliveryChannel channel, Duration limit, IntSupplier requests) {}
