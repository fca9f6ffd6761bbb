package io.otpengine.broken;

import io.otpengine.OtpStoreException;
import io.otpengine.QuotaWindow;
import io.otpengine.spi.OtpStore;
import io.otpengine.spi.QuotaCharge;
import io.otpengine.spi.QuotaEntry;
import io.otpengine.spi.QuotaRefusal;
import io.otpengine.testkit.OtpStoreContract;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Stores that count with one mistake each. */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // a lock forgotten is one of the mistakes
final class BrokenQuotaStores {
    private BrokenQuotaStores() {}

    @KilledBy("tryAcquire: refused exactly when count and amount exceed the limit")
    static class TakesOneMoreThanTheLimit extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                Optional<QuotaRefusal> take(QuotaCharge charge, Instant now) {
                    List<QuotaWindow> wider = charge.windows().stream()
                            .map(window -> QuotaWindow.of(window.limit() + 1, window.length()))
                            .toList();
                    return super.take(new QuotaCharge(charge.key(), charge.amount(), wider), now);
                }
            };
        }
    }

    @KilledBy("tryAcquire: refused exactly when count and amount exceed the limit")
    static class CountsInSixteenBits extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                Optional<QuotaRefusal> take(QuotaCharge charge, Instant now) {
                    Optional<QuotaRefusal> refusal = super.take(charge, now);
                    if (used(charge.key(), now) > Short.MAX_VALUE) {
                        throw new OtpStoreException("value out of range", null);
                    }
                    return refusal;
                }
            };
        }
    }

    @KilledBy("tryAcquire: a charge takes all its windows or none")
    static class CountsWindowByWindow extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                Optional<QuotaRefusal> take(QuotaCharge charge, Instant now) {
                    Optional<QuotaRefusal> refusal = super.take(charge, now);
                    QuotaEntry last = quotas.getOrDefault(charge.key(), QuotaEntry.NONE);
                    if (refusal.isPresent() && charge.windows().size() > 1) {
                        List<Integer> counts = List.of(last.count(0), last.count(1) + 1, last.count(2), last.count(3));
                        quotas.put(
                                charge.key(),
                                QuotaEntry.of(counts, List.of(last.end(0), last.end(1), last.end(2), last.end(3))));
                    }
                    return refusal;
                }
            };
        }
    }

    @KilledBy("tryAcquire: a refusal names its charge, the window that ends last, and that end")
    static class NamesTheFirstFullWindow extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                Optional<QuotaRefusal> take(QuotaCharge charge, Instant now) {
                    return super.take(charge, now)
                            .map(refusal ->
                                    new QuotaRefusal(charge, charge.windows().get(0), refusal.retryAt()));
                }
            };
        }
    }

    @KilledBy("tryAcquire: no charge is lost or counted twice, whoever races")
    static class AddsWithoutALock extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public Optional<QuotaRefusal> tryAcquire(List<QuotaCharge> charges, Instant now) {
                    QuotaCharge charge = charges.get(0);
                    QuotaEntry last = quotas.getOrDefault(charge.key(), QuotaEntry.NONE);
                    LockSupport.parkNanos(BrokenStores.ROUND_TRIP);
                    quotas.put(charge.key(), last.charge(charge, now).next());
                    return last.charge(charge, now).refusal();
                }
            };
        }
    }

    @KilledBy("tryAcquire: an amount of 0 looks, and writes nothing")
    static class MakesAnEntryForALook extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                Optional<QuotaRefusal> take(QuotaCharge charge, Instant now) {
                    quotas.putIfAbsent(charge.key(), QuotaEntry.NONE);
                    return super.take(charge, now);
                }
            };
        }
    }

    @KilledBy("tryAcquire: each key counts apart, whatever is in it")
    static class TakesKeysWithoutTheirCase extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                Optional<QuotaRefusal> take(QuotaCharge charge, Instant now) {
                    String key = charge.key().toLowerCase(Locale.ROOT);
                    return super.take(new QuotaCharge(key, charge.amount(), charge.windows()), now);
                }
            };
        }
    }

    @KilledBy("tryAcquire: counted for every node on return")
    static class CountsOnEachNode extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore();
        }

        @Override
        protected OtpStore secondNode(OtpStore store) {
            return new PlainStore((PlainStore) store) {
                private final PlainStore ownQuotas = new PlainStore();

                @Override
                public Optional<QuotaRefusal> tryAcquire(List<QuotaCharge> charges, Instant now) {
                    return ownQuotas.tryAcquire(charges, now);
                }

                @Override
                public int used(String quotaKey, Instant now) {
                    return ownQuotas.used(quotaKey, now);
                }
            };
        }
    }

    @KilledBy("tryAcquire: a window opens with its first charge and ends its length later")
    static class SlidesTheWindow extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                Optional<QuotaRefusal> take(QuotaCharge charge, Instant now) {
                    Optional<QuotaRefusal> refusal = super.take(charge, now);
                    QuotaEntry last = quotas.get(charge.key());
                    long end = now.plus(charge.windows().get(0).length()).toEpochMilli();
                    List<Integer> counts = List.of(last.count(0), last.count(1), last.count(2), last.count(3));
                    quotas.put(
                            charge.key(), QuotaEntry.of(counts, List.of(end, last.end(1), last.end(2), last.end(3))));
                    return refusal;
                }
            };
        }
    }

    @KilledBy("tryAcquire: any sequence counts as QuotaEntry does")
    static class CountsAnAmountAsOne extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                Optional<QuotaRefusal> take(QuotaCharge charge, Instant now) {
                    return super.take(
                            new QuotaCharge(charge.key(), Math.min(1, charge.amount()), charge.windows()), now);
                }
            };
        }
    }

    @KilledBy("tryAcquire: charges in any order of keys block nobody")
    static class LocksKeysInTheOrderGiven extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

                @Override
                public Optional<QuotaRefusal> tryAcquire(List<QuotaCharge> charges, Instant now) {
                    List<ReentrantLock> held = new ArrayList<>();
                    try {
                        for (QuotaCharge charge : charges) {
                            held.add(locked(charge.key()));
                            LockSupport.parkNanos(BrokenStores.ROUND_TRIP);
                        }
                        return super.tryAcquire(charges, now);
                    } finally {
                        held.forEach(ReentrantLock::unlock);
                    }
                }

                private ReentrantLock locked(String key) {
                    ReentrantLock lock = locks.computeIfAbsent(key, k -> new ReentrantLock());
                    try {
                        if (!lock.tryLock(50, TimeUnit.MILLISECONDS)) {
                            throw new OtpStoreException("deadlock", null);
                        }
                        return lock;
                    } catch (InterruptedException e) {
                        throw new OtpStoreException("interrupted", e);
                    }
                }
            };
        }
    }

    @KilledBy("used: the largest count of an open window, 0 without an entry")
    static class TellsTheCountOfTheFirstWindow extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public synchronized int used(String quotaKey, Instant now) {
                    QuotaEntry entry = quotas.getOrDefault(quotaKey, QuotaEntry.NONE);
                    return entry.end(0) > now.toEpochMilli() ? entry.count(0) : 0;
                }
            };
        }
    }

    @KilledBy("clear: removes the entry for every node, and tells whether one was there")
    static class SaysItClearedWhatWasNotThere extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public synchronized boolean clear(String quotaKey) {
                    quotas.remove(quotaKey);
                    return true;
                }
            };
        }
    }

    @KilledBy("clear: of N racers exactly one found an entry")
    static class ClearsForEverybodyWhoAsked extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public boolean clear(String quotaKey) {
                    boolean was = quotas.containsKey(quotaKey);
                    LockSupport.parkNanos(BrokenStores.ROUND_TRIP);
                    quotas.remove(quotaKey);
                    return was;
                }
            };
        }
    }
}
