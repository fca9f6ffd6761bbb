package io.otpengine.spi;

import io.otpengine.QuotaWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a store keeps under one quota key, and the arithmetic of its windows, so that every store counts alike:
 * immutable, a count and an end for each of up to 4 windows. A store reads the entry under a key, or takes
 * {@link #NONE}, asks for {@link #charge}, and writes what comes back, in one atomic step.
 */
public final class QuotaEntry {
    /** The most windows of one key. */
    public static final int MOST_WINDOWS = 4;

    /** An entry that was never charged. */
    public static final QuotaEntry NONE = new QuotaEntry(new int[MOST_WINDOWS], new long[MOST_WINDOWS]);

    /** How far a clock may have stepped back before an end is taken for one set by a wrong clock. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    // Plain fields, not arrays: an in-memory store keeps one entry a number, and two array headers would double it.
    private final int count0;
    private final int count1;
    private final int count2;
    private final int count3;
    private final long end0;
    private final long end1;
    private final long end2;
    private final long end3;

    private QuotaEntry(int[] counts, long[] ends) {
        count0 = counts[0];
        count1 = counts[1];
        count2 = counts[2];
        count3 = counts[3];
        end0 = ends[0];
        end1 = ends[1];
        end2 = ends[2];
        end3 = ends[3];
    }

    /**
     * What became of a charge.
     *
     * @param next what the key holds from now on; the very same entry if nothing changes
     * @param refusal why the charge was not taken, or empty if it was
     */
    public record Charged(QuotaEntry next, Optional<QuotaRefusal> refusal) {}

    /**
     * An entry that a store kept as columns.
     *
     * @param counts 4 counts, 0 for a window that was never opened
     * @param ends 4 ends in epoch milliseconds, 0 for a window that was never opened
     * @return the entry
     */
    public static QuotaEntry of(List<Integer> counts, List<Long> ends) {
        if (counts.size() != MOST_WINDOWS || ends.size() != MOST_WINDOWS) {
            throw new IllegalArgumentException("an entry has 4 counts and 4 ends");
        }
        return new QuotaEntry(
                counts.stream().mapToInt(Integer::intValue).toArray(),
                ends.stream().mapToLong(Long::longValue).toArray());
    }

    /**
     * The count of one window, whether it has ended or not.
     *
     * @param window from 0 to 3
     * @return the count, 0 for a window that was never opened
     */
    public int count(int window) {
        return switch (window) {
            case 0 -> count0;
            case 1 -> count1;
            case 2 -> count2;
            default -> count3;
        };
    }

    /**
     * The end of one window: the first instant at which its count is 0.
     *
     * @param window from 0 to 3
     * @return epoch milliseconds, 0 for a window that was never opened
     */
    public long end(int window) {
        return switch (window) {
            case 0 -> end0;
            case 1 -> end1;
            case 2 -> end2;
            default -> end3;
        };
    }

    /**
     * When the last window ends.
     *
     * @return epoch milliseconds; from then on the entry is as good as none
     */
    public long lastEnd() {
        return Math.max(Math.max(end0, end1), Math.max(end2, end3));
    }

    /**
     * The largest count of an open window.
     *
     * @param now the engine's time
     * @return the count, 0 if no window is open
     */
    public int used(Instant now) {
        int used = 0;
        for (int i = 0; i < MOST_WINDOWS; i++) {
            if (end(i) > now.toEpochMilli()) {
                used = Math.max(used, count(i));
            }
        }
        return used;
    }

    /**
     * Takes a charge, or refuses it. A window that ended at or before {@code now} counts 0 and opens anew; one that ends
     * later than its length and 5 minutes from now was set by a clock that has since stepped back, and is shortened.
     *
     * @param charge the charge
     * @param now the engine's time
     * @return what the key holds from now on, and why the charge was not taken, if it was not
     */
    public Charged charge(QuotaCharge charge, Instant now) {
        int[] counts = new int[MOST_WINDOWS];
        long[] ends = new long[MOST_WINDOWS];
        Optional<QuotaRefusal> refusal = Optional.empty();
        for (int i = 0; i < charge.windows().size(); i++) {
            QuotaWindow window = charge.windows().get(i);
            counts[i] = openCount(i, now);
            ends[i] = openEnd(i, window.length(), now);
            boolean full = (long) counts[i] + charge.amount() > window.limit();
            if (full && refusal.map(r -> r.retryAt().toEpochMilli()).orElse(0L) < ends[i]) {
                refusal = Optional.of(new QuotaRefusal(charge, window, Instant.ofEpochMilli(ends[i])));
            }
        }
        if (refusal.isPresent() || charge.amount() == 0) {
            return new Charged(shortened(charge, ends), refusal);
        }
        for (int i = 0; i < charge.windows().size(); i++) {
            counts[i] += charge.amount();
        }
        return new Charged(new QuotaEntry(counts, ends), refusal);
    }

    private int openCount(int i, Instant now) {
        return end(i) > now.toEpochMilli() ? count(i) : 0;
    }

    private long openEnd(int i, Duration length, Instant now) {
        long full = now.toEpochMilli() + length.toMillis();
        boolean open = end(i) > now.toEpochMilli();
        return open && end(i) <= full + SKEW.toMillis() ? end(i) : full;
    }

    /** This entry with the ends of its open windows brought nearer, if any was: a refusal must not be renewed for ever. */
    private QuotaEntry shortened(QuotaCharge charge, long[] ends) {
        int[] counts = new int[MOST_WINDOWS];
        long[] nearer = new long[MOST_WINDOWS];
        boolean changed = false;
        for (int i = 0; i < MOST_WINDOWS; i++) {
            counts[i] = count(i);
            nearer[i] = i < charge.windows().size() ? Math.min(end(i), ends[i]) : end(i);
            changed |= nearer[i] != end(i);
        }
        return changed ? new QuotaEntry(counts, nearer) : this;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof QuotaEntry that)) {
            return false;
        }
        for (int i = 0; i < MOST_WINDOWS; i++) {
            if (count(i) != that.count(i) || end(i) != that.end(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(lastEnd()) * 31 + count0 + count1 + count2 + count3;
    }
}
