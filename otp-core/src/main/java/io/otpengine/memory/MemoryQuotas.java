package io.otpengine.memory;

import io.otpengine.OtpCapacityException;
import io.otpengine.spi.QuotaCharge;
import io.otpengine.spi.QuotaEntry;
import io.otpengine.spi.QuotaEntry.Charged;
import io.otpengine.spi.QuotaRefusal;
import io.otpengine.spi.QuotaStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counters in a plain map, which costs half of what a cache does. An entry leaves when it is cleared or all its windows
 * have ended by the time that a caller passed in; an open one never does.
 */
final class MemoryQuotas implements QuotaStore {
    /** How far the engine's clock may step back before a counter that has ended is missed. */
    private static final Duration GRACE = Duration.ofHours(1);

    /** A new key costs a look at so many others: enough for a lap of all before their number grows by a quarter. */
    private static final int LOOKS_PER_KEY = 4;

    /** A full map costs more, and still not a look at every entry. */
    private static final int LOOKS_WHEN_FULL = 1_000;

    /** It is looked through as a whole no more often than this, however many keys are refused. */
    private static final Duration BETWEEN_LAPS = Duration.ofSeconds(1);

    private final int capacity;
    private final ConcurrentHashMap<String, QuotaEntry> entries = new ConcurrentHashMap<>();
    private Iterator<Map.Entry<String, QuotaEntry>> sweep = entries.entrySet().iterator();
    private Instant lastLap = Instant.MIN;

    MemoryQuotas(int capacity) {
        this.capacity = capacity;
    }

    @Override
    public Optional<QuotaRefusal> tryAcquire(List<QuotaCharge> charges, Instant now) {
        makeRoom(charges, now);
        for (QuotaCharge charge : charges) {
            Optional<QuotaRefusal> refusal = take(charge, now);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    @Override
    public int used(String quotaKey, Instant now) {
        return entries.getOrDefault(quotaKey, QuotaEntry.NONE).used(now);
    }

    @Override
    public boolean clear(String quotaKey) {
        return entries.remove(quotaKey) != null;
    }

    int purgeEnded(Instant now, int limit) {
        int removed = 0;
        for (Map.Entry<String, QuotaEntry> entry : entries.entrySet()) {
            if (removed == limit) {
                break;
            }
            removed += removedIfEnded(entry, now) ? 1 : 0;
        }
        return removed;
    }

    private Optional<QuotaRefusal> take(QuotaCharge charge, Instant now) {
        while (true) {
            QuotaEntry last = entries.getOrDefault(charge.key(), QuotaEntry.NONE);
            Charged charged = last.charge(charge, now);
            if (charge.amount() == 0 || replaced(charge.key(), last, charged.next())) {
                return charged.refusal();
            }
        }
    }

    /** Compare-and-set. Entries are values, so an equal one is as good as the same. */
    private boolean replaced(String key, QuotaEntry last, QuotaEntry next) {
        if (next.equals(last)) {
            return true;
        }
        return last.equals(QuotaEntry.NONE) ? entries.putIfAbsent(key, next) == null : entries.replace(key, last, next);
    }

    /** Before the first charge is taken, so that a full store has written nothing. */
    private void makeRoom(List<QuotaCharge> charges, Instant now) {
        long added = charges.stream()
                .filter(charge -> charge.amount() > 0 && !entries.containsKey(charge.key()))
                .count();
        if (added == 0) {
            return;
        }
        sweep(now.minus(GRACE), LOOKS_PER_KEY * (int) added);
        if (entries.mappingCount() + added > capacity) {
            sweep(now, LOOKS_WHEN_FULL);
        }
        if (entries.mappingCount() + added > capacity) {
            sweepAll(now);
            if (entries.mappingCount() + added > capacity) {
                throw new OtpCapacityException("the store counts for " + capacity + " keys, as many as it may");
            }
        }
    }

    private synchronized void sweep(Instant now, int looks) {
        for (int i = 0; i < looks; i++) {
            if (!sweep.hasNext()) {
                sweep = entries.entrySet().iterator();
                if (!sweep.hasNext()) {
                    return;
                }
            }
            removedIfEnded(sweep.next(), now);
        }
    }

    private synchronized void sweepAll(Instant now) {
        // A clock that was set back is not waited for.
        if (Duration.between(lastLap, now).abs().compareTo(BETWEEN_LAPS) >= 0) {
            lastLap = now;
            purgeEnded(now, Integer.MAX_VALUE);
        }
    }

    private boolean removedIfEnded(Map.Entry<String, QuotaEntry> entry, Instant now) {
        return entry.getValue().lastEnd() <= now.toEpochMilli() && entries.remove(entry.getKey(), entry.getValue());
    }
}
