package io.otpengine.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** Time that stands until a test moves it, forwards or back. Safe for use by several threads. */
public final class ManualTime implements InstantSource {
    /** Where it starts unless told: a moment with milliseconds in it. */
    public static final Instant START = Instant.parse("2030-01-02T03:04:05.678Z");

    private final AtomicReference<Instant> now;

    /** Starts at {@link #START}. */
    public ManualTime() {
        this(START);
    }

    /**
     * Starts elsewhere.
     *
     * @param start the first instant
     */
    public ManualTime(Instant start) {
        now = new AtomicReference<>(start);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    /**
     * Moves on, or back.
     *
     * @param by how far; negative for back
     * @return what time it is now
     */
    public Instant advance(Duration by) {
        return now.updateAndGet(last -> last.plus(by));
    }

    /**
     * Moves to an instant.
     *
     * @param instant any
     */
    public void set(Instant instant) {
        now.set(instant);
    }

    /** Shows the instant. */
    @Override
    public String toString() {
        return "ManualTime[" + now + "]";
    }
}
