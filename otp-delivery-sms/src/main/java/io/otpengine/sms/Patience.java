package io.otpengine.sms;

import io.otpengine.spi.OtpMessage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;

/** The time one message may take over all providers: measured by the machine, bounded by the code's expiry. */
record Patience(Duration total, InstantSource clock) {
    private static final long SHORTEST_PAUSE = Duration.ofMillis(250).toNanos();

    Left start(OtpMessage message) {
        Duration lifetime = Duration.between(clock.instant(), message.deadline());
        return new Left(System.nanoTime(), Durations.shortest(total, lifetime).toNanos());
    }

    /** What is left for one message. */
    record Left(long start, long nanos) {
        Duration remaining() {
            return Duration.ofNanos(Math.max(0, nanos - (System.nanoTime() - start)));
        }

        /** Waits a little, as long as the clock's last digits say, so that callers do not come back in step. */
        boolean pause() {
            long pause = SHORTEST_PAUSE + Math.floorMod(System.nanoTime(), SHORTEST_PAUSE);
            if (pause >= remaining().toNanos() || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(pause);
            return !remaining().isZero();
        }
    }
}
