package io.otpengine.sms;

import io.otpengine.Channel;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Accepted;
import io.otpengine.spi.DeliveryResult.Rejected;
import io.otpengine.spi.DeliveryResult.Rejected.Reason;
import io.otpengine.spi.DeliveryResult.Unknown;
import io.otpengine.spi.OtpMessage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One provider of a {@link FailoverChannel}, behind a breaker and a bound on messages in flight. */
final class Route {
    private static final Logger LOG = LoggerFactory.getLogger(FailoverChannel.class);

    private final ProviderChannel channel;
    private final Breaker breaker;
    private final Semaphore places;
    private final Duration fair;

    /** @param fair a provider that had less time than this is not blamed for anything */
    Route(ProviderChannel channel, int inFlight, Duration fair, InstantSource clock) {
        this.channel = channel;
        this.places = new Semaphore(inFlight);
        this.fair = fair;
        this.breaker = new Breaker(channel.provider(), clock);
    }

    Channel channel() {
        return channel.channel();
    }

    DeliveryResult send(OtpMessage message, Duration time) {
        if (!places.tryAcquire()) {
            return new Rejected(Reason.UNAVAILABLE, channel.provider() + " is busy");
        }
        try {
            if (!breaker.admits()) {
                return new Rejected(Reason.UNAVAILABLE, channel.provider() + " is left out after failures");
            }
            DeliveryResult result = attempt(message, time);
            if (!(result instanceof Accepted)) {
                LOG.warn("{} did not take {}: {}", channel.provider(), message, result);
            }
            return result;
        } finally {
            places.release();
        }
    }

    private DeliveryResult attempt(OtpMessage message, Duration time) {
        long start = System.nanoTime();
        DeliveryResult result = null;
        try {
            result = channel.send(message, time);
        } catch (RuntimeException e) {
            LOG.warn("{} threw {}", channel.provider(), e.getClass().getName());
        } finally {
            tell(result, time, System.nanoTime() - start);
        }
        return result == null ? new Unknown(channel.provider() + " gave no result") : result;
    }

    /**
     * Numbers, texts and the moment of a resend come from outside: if they counted, a stranger could switch a provider
     * off, or hide that it is down. A refusal may have been made here, so it is no sign of life either.
     */
    private void tell(@Nullable DeliveryResult result, Duration time, long took) {
        if (result instanceof Accepted) {
            breaker.taken(took);
        } else if (isProvidersFault(result)
                && time.compareTo(fair) >= 0
                && !Thread.currentThread().isInterrupted()) {
            breaker.atFault(took);
        } else {
            breaker.saysNothing();
        }
    }

    private static boolean isProvidersFault(@Nullable DeliveryResult result) {
        return result == null
                || result instanceof Unknown
                || (result instanceof Rejected rejected
                        && (rejected.reason() == Reason.UNAVAILABLE || rejected.reason() == Reason.CONFIGURATION));
    }
}
