package io.otpengine.sms.smpp;

import java.time.Duration;

/** Leaves an SMSC alone that said it is asked too much: 250 ms, then twice as long each time, at most 5 s. */
final class Throttle {
    private static final long FIRST = Duration.ofMillis(250).toNanos();
    private static final long LONGEST = Duration.ofSeconds(5).toNanos();

    private long pause;
    private long until;

    /** @param now of the machine's own time, {@link System#nanoTime} */
    synchronized boolean isPaused(long now) {
        return pause > 0 && now - until < 0;
    }

    /** Messages that were under way together are refused together, which is one refusal. */
    synchronized void refused(long now) {
        if (!isPaused(now)) {
            pause = Math.min(LONGEST, Math.max(FIRST, 2 * pause));
            until = now + pause;
        }
    }

    synchronized void accepted(long now) {
        if (!isPaused(now)) {
            pause = 0;
        }
    }
}
