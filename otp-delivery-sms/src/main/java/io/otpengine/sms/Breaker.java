package io.otpengine.sms;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Leaves a provider out for 30 s after five faults in a row, or when half of the last twenty messages were faults; then
 * one message at a time probes it, until one is taken or at fault. A message that says nothing about the provider leaves
 * all as it was: it neither hides faults, nor breaks their row, nor ends the probing.
 */
final class Breaker {
    private static final int IN_A_ROW = 5;

    private final CircuitBreaker breaker;
    private final AtomicInteger row = new AtomicInteger();

    Breaker(String provider, InstantSource clock) {
        this.breaker = CircuitBreaker.of(
                provider,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(20)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(Duration.ofSeconds(30))
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .clock(clock.withZone(ZoneOffset.UTC))
                        .build());
    }

    /** Whether a message may go out; if so, one of the other three is called once it came back. */
    boolean admits() {
        return breaker.tryAcquirePermission();
    }

    void taken(long nanos) {
        row.set(0);
        breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
    }

    void atFault(long nanos) {
        breaker.onError(nanos, TimeUnit.NANOSECONDS, new IllegalStateException(breaker.getName()));
        // While it is open late answers still come in; to open it again would make the pause longer.
        if (breaker.getState() == State.CLOSED && row.incrementAndGet() >= IN_A_ROW) {
            breaker.transitionToOpenState();
        }
    }

    void saysNothing() {
        breaker.releasePermission();
    }
}
