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
    /** Nanoseconds between a read and a write, as to a database in the next building. */
    static final long ROUND_TRIP = 500_000;

    private BrokenStores() {}

    @KilledBy("replace: false and nothing changed unless the stored version is the one before")
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

    @KilledBy("replace: of N racers exactly one gets true")
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

    @KilledBy("replace: what is gone stays gone")
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

    @KilledBy("delete: false and nothing removed unless the version is the stored one")
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

    @KilledBy("insert: an id that exists is an OtpStoreException and changes nothing")
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

    @KilledBy("replace: what the next record has is stored and what it lacks is erased, for every node")
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

    @KilledBy("insert: every field comes back from find as it went in, instants to the millisecond")
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

    @KilledBy("findByNumber: this number's and this account's alone")
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

    @KilledBy("findByNumber: at most so many, and the oldest are cut")
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

    @KilledBy("application insert: of N racers with one id exactly one gets true")
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

    @KilledBy("tryAcquire: exactly the limit, whoever races")
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

    @KilledBy("tryAcquire: no counter is forgotten for another")
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

    @KilledBy("tryAcquire: charges are taken in order, the first refusal stops")
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

    @KilledBy("tryAcquire: a window that ends more than 5 minutes too late is shortened and keeps its count")
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

    @KilledBy("tryAcquire: a window opens with its first charge and ends its length later")
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

    @KilledBy("purgeExpired: OTPs with expires before the instant go, no others")
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

    @KilledBy("purgeExpired: never turns a no into a yes")
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

    @KilledBy("find: the latest committed record, expired or not; the store never judges")
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
