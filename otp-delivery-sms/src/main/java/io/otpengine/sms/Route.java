package io.otpengine.sms;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.otpengine.Channel;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Rejected;
import io.otpengine.spi.DeliveryResult.Rejected.Reason;
import io.otpengine.spi.DeliveryResult.Unknown;
import io.otpengine.spi.OtpMessage;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One provider of a {@link FailoverChannel}, behind a breaker and a bound on messages in flight. */
final class Route {
    private static final Logger LOG = LoggerFactory.getLogger(FailoverChannel.class);

    private final ProviderChannel channel;
    private final CircuitBreaker breaker;
    private final Semaphore places;

    Route(ProviderChannel channel, int inFlight, InstantSource clock) {
        this.channel = channel;
        this.places = new Semaphore(inFlight);
        this.breaker = CircuitBreaker.of(
                channel.provider(),
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(5)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(Duration.ofSeconds(30))
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .clock(clock.withZone(ZoneOffset.UTC))
                        .build());
    }

    Channel channel() {
        return channel.channel();
    }

    DeliveryResult send(OtpMessage message, Duration time) {
        if (!places.tryAcquire()) {
            return new Rejected(Reason.UNAVAILABLE, channel.provider() + " is busy");
        }
        try {
            if (!breaker.tryAcquirePermission()) {
                return new Rejected(Reason.UNAVAILABLE, channel.provider() + " is left out after failures");
            }
            DeliveryResult result = attempt(message, time);
            if (!(result instanceof DeliveryResult.Accepted)) {
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
            long took = System.nanoTime() - start;
            if (result == null || isProvidersFault(result)) {
                breaker.onError(took, TimeUnit.NANOSECONDS, new IllegalStateException(channel.provider()));
            } else {
                breaker.onSuccess(took, TimeUnit.NANOSECONDS);
            }
        }
        return result == null ? new Unknown(channel.provider() + " gave no result") : result;
    }

    /** Numbers and texts come from outside: if they counted, a stranger could switch a provider off. */
    private static boolean isProvidersFault(DeliveryResult result) {
        return result instanceof Unknown
                || (result instanceof Rejected rejected
                        && (rejected.reason() == Reason.UNAVAILABLE || rejected.reason() == Reason.CONFIGURATION));
    }
}
