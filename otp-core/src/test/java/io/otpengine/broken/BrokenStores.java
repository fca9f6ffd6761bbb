package io.otpengine.broken;

import io.otpengine.Application;
import io.otpengine.OtpId;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import io.otpengine.spi.QuotaCharge;
import io.otpengine.spi.QuotaEntry;
import io.otpengine.spi.QuotaRefusal;
import io.otpengine.testkit.OtpStoreContract;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Stores with one mistake each, as people make them, under the contract that must notice. */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // a lock forgotten is one of the mistakes
final class BrokenStores {
    /** Nanoseconds between a read and a write, as to a database nearby. */
    private static final long ROUND_TRIP = 50_000;

    private BrokenStores() {}

    static class ReplacesAnyVersion extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public boolean replace(OtpRecord next) {
                    return otps.replace(next.id(), next) != null;
                }
            };
        }
    }

    static class ReadsChecksWrites extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public boolean replace(OtpRecord next) {
                    boolean mayWrite = has(next.id(), next.version() - 1);
                    LockSupport.parkNanos(ROUND_TRIP);
                    return mayWrite && otps.replace(next.id(), next) != null;
                }
            };
        }
    }

    static class RevivesTheDeleted extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public synchronized boolean replace(OtpRecord next) {
                    boolean won = !otps.containsKey(next.id()) || has(next.id(), next.version() - 1);
                    if (won) {
                        otps.put(next.id(), next);
                    }
                    return won;
                }
            };
        }
    }

    static class DeletesAnyVersion extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public boolean delete(OtpId id, long version) {
                    return otps.remove(id) != null;
                }
            };
        }
    }

    static class InsertsOverWhatIsThere extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public void insert(OtpRecord otp) {
                    otps.put(otp.id(), otp);
                }
            };
        }
    }

    static class RenewsTheExpiryWithEachWrite extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public synchronized boolean replace(OtpRecord next) {
                    return super.replace(next.next()
                            .version(next.version())
                            .expires(next.expires().plusSeconds(1))
                            .build());
                }
            };
        }
    }

    static class KeepsSeconds extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public synchronized void insert(OtpRecord otp) {
                    super.insert(otp.next()
                            .version(1)
                            .created(otp.created().truncatedTo(ChronoUnit.SECONDS))
                            .build());
                }
            };
        }
    }

    static class FindsTheNumberInAnyAccount extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public List<OtpRecord> findByNumber(String accountId, String number, int limit) {
                    return newestOf(number).limit(limit).toList();
                }
            };
        }
    }

    static class LimitsBeforeItFilters extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public List<OtpRecord> findByNumber(String accountId, String number, int limit) {
                    return newestOf(number)
                            .limit(limit)
                            .filter(otp -> otp.accountId().equals(accountId))
                            .toList();
                }
            };
        }
    }

    static class TellsTheLoserItWon extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public boolean insert(Application application) {
                    boolean free = !applications.containsKey(application.id());
                    LockSupport.parkNanos(ROUND_TRIP);
                    applications.putIfAbsent(application.id(), application);
                    return free;
                }
            };
        }
    }

    static class ChecksThenCounts extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public Optional<QuotaRefusal> tryAcquire(List<QuotaCharge> charges, Instant now) {
                    QuotaCharge charge = charges.get(0);
                    QuotaEntry last = quotas.getOrDefault(charge.key(), QuotaEntry.NONE);
                    LockSupport.parkNanos(ROUND_TRIP);
                    quotas.put(charge.key(), last.charge(charge, now).next());
                    return last.charge(charge, now).refusal();
                }
            };
        }
    }

    static class EvictsCounters extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                Optional<QuotaRefusal> take(QuotaCharge charge, Instant now) {
                    if (quotas.size() >= 100) {
                        quotas.remove(quotas.keySet().iterator().next());
                    }
                    return super.take(charge, now);
                }
            };
        }
    }

    static class ChargesBeyondARefusal extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public synchronized Optional<QuotaRefusal> tryAcquire(List<QuotaCharge> charges, Instant now) {
                    List<QuotaRefusal> refusals = new ArrayList<>();
                    charges.forEach(charge -> take(charge, now).ifPresent(refusals::add));
                    return refusals.stream().findFirst();
                }
            };
        }
    }

    static class ForgetsToShorten extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                Optional<QuotaRefusal> take(QuotaCharge charge, Instant now) {
                    QuotaEntry last = quotas.getOrDefault(charge.key(), QuotaEntry.NONE);
                    Optional<QuotaRefusal> refusal = last.charge(charge, now).refusal();
                    return refusal.isPresent() ? refusal : super.take(charge, now);
                }
            };
        }
    }

    static class CountsByItsOwnClock extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                Optional<QuotaRefusal> take(QuotaCharge charge, Instant now) {
                    return super.take(charge, Instant.now().truncatedTo(ChronoUnit.MILLIS));
                }
            };
        }
    }

    static class PurgesByItsOwnClock extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public synchronized int purgeExpired(Instant before, Instant now, int limit) {
                    return super.purgeExpired(Instant.now(), now, limit);
                }
            };
        }
    }

    static class PurgesOpenWindows extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public synchronized int purgeExpired(Instant before, Instant now, int limit) {
                    return super.purgeExpired(before, now.plus(Duration.ofHours(1)), limit);
                }
            };
        }
    }

    static class CachesFindOnEachNode extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore();
        }

        @Override
        protected OtpStore secondNode(OtpStore store) {
            return new PlainStore() {
                private final Map<OtpId, Optional<OtpRecord>> found = new HashMap<>();

                @Override
                public synchronized Optional<OtpRecord> find(OtpId id) {
                    return found.computeIfAbsent(id, ((PlainStore) store)::find);
                }

                @Override
                public boolean replace(OtpRecord next) {
                    return store.replace(next);
                }
            };
        }
    }
}
