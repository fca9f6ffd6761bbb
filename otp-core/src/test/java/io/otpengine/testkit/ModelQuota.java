package io.otpengine.testkit;

import io.otpengine.QuotaWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** The windows of one key, written anew from the rules: it shares no code with what it is compared to. */
final class ModelQuota {
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final List<QuotaWindow> windows;
    private final int[] counts;
    private final Instant[] ends;

    ModelQuota(List<QuotaWindow> windows) {
        this.windows = windows;
        this.counts = new int[windows.size()];
        this.ends = new Instant[windows.size()];
        Arrays.fill(ends, Instant.MIN);
    }

    /** Takes one of every window, or none of any. */
    boolean take(Instant now) {
        boolean full = false;
        for (int i = 0; i < counts.length; i++) {
            Instant longest = now.plus(windows.get(i).length());
            // An end so far ahead was set by a clock that was wrong.
            ends[i] = ends[i].isAfter(longest.plus(SKEW)) ? longest : ends[i];
            full |= open(i, now) >= windows.get(i).limit();
        }
        for (int i = 0; i < counts.length && !full; i++) {
            counts[i] = open(i, now) + 1;
            ends[i] = now.isBefore(ends[i]) ? ends[i] : now.plus(windows.get(i).length());
        }
        return !full;
    }

    /** When there is room again: the last end of those windows that are full. Asked after a {@link #take} that was none. */
    Instant fullUntil(Instant now) {
        Instant last = now;
        for (int i = 0; i < counts.length; i++) {
            last = open(i, now) >= windows.get(i).limit() && ends[i].isAfter(last) ? ends[i] : last;
        }
        return last;
    }

    /** The largest count of an open window. */
    int used(Instant now) {
        int most = 0;
        for (int i = 0; i < counts.length; i++) {
            most = Math.max(most, open(i, now));
        }
        return most;
    }

    /** True if anything was ever taken. */
    boolean clear() {
        boolean was = Arrays.stream(ends).anyMatch(end -> !end.equals(Instant.MIN));
        Arrays.fill(ends, Instant.MIN);
        return was;
    }

    private int open(int window, Instant now) {
        return now.isBefore(ends[window]) ? counts[window] : 0;
    }
}
