package io.otpengine.sms.smpp;

import java.time.Duration;

/** How long to wait before the next bind: twice as long each time, and never as long as others who lost theirs too. */
record Backoff(Duration first, Duration longest) {
    /** A session that lived this long was a good one, and its end is no failure in a row. */
    private static final Duration STABLE = Duration.ofSeconds(10);

    /**
     * The pause after some failures in a row.
     *
     * @param failures at least 1
     * @param random from 0 to 1, anew each time
     */
    Duration after(int failures, double random) {
        int doublings = Math.min(failures - 1, 20);
        Duration full = first.multipliedBy(1L << doublings);
        return part(full.compareTo(longest) < 0 ? full : longest, 0.5 + random / 2);
    }

    /** The pause after credentials were refused: to ask again soon would lock the account. */
    Duration refused(double random) {
        return part(longest, 1 + random / 4);
    }

    /** Failures in a row, now that a session ended. */
    static int afterSession(int failures, Duration lived) {
        return lived.compareTo(STABLE) < 0 ? failures + 1 : 1;
    }

    private static Duration part(Duration full, double share) {
        return Duration.ofNanos((long) (full.toNanos() * share));
    }
}
