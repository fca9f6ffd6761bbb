package io.otpengine.broken;

import io.otpengine.OtpId;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import io.otpengine.testkit.OtpStoreContract;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Stores that purge with one mistake each. */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // a lock forgotten is one of the mistakes
final class BrokenPurges {
    private BrokenPurges() {}

    @KilledBy("purgeExpired: OTPs with expires before the instant go, no others")
    static class PurgesWhatExpiresAtThatInstant extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public synchronized int purgeExpired(Instant before, Instant now, int limit) {
                    return super.purgeExpired(before.plusMillis(1), now, limit);
                }
            };
        }
    }

    @KilledBy("purgeExpired: a counter goes once all its windows ended at now, not before")
    static class PurgesWhenTheFirstWindowEnded extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public synchronized int purgeExpired(Instant before, Instant now, int limit) {
                    int entries = quotas.size();
                    quotas.values().removeIf(entry -> entry.end(0) <= now.toEpochMilli());
                    return entries - quotas.size() + super.purgeExpired(before, now, limit);
                }
            };
        }
    }

    @KilledBy("purgeExpired: at most so many a call, fewer only when nothing is left")
    static class PurgesWithoutALimit extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public synchronized int purgeExpired(Instant before, Instant now, int limit) {
                    return super.purgeExpired(before, now, Integer.MAX_VALUE);
                }
            };
        }
    }

    @KilledBy("purgeExpired: what went is gone for every method")
    static class PurgesFromFindAlone extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                private final Set<OtpId> purged = new HashSet<>();

                @Override
                public synchronized Optional<OtpRecord> find(OtpId id) {
                    return super.find(id).filter(otp -> !purged.contains(id));
                }

                @Override
                public synchronized int purgeExpired(Instant before, Instant now, int limit) {
                    int size = purged.size();
                    otps.values().stream()
                            .filter(otp -> otp.expires().isBefore(before))
                            .forEach(otp -> purged.add(otp.id()));
                    return purged.size() - size;
                }
            };
        }
    }

    @KilledBy("purgeExpired: applications stay")
    static class PurgesApplications extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public synchronized int purgeExpired(Instant before, Instant now, int limit) {
                    applications
                            .values()
                            .removeIf(application -> application.created().isBefore(before));
                    return super.purgeExpired(before, now, limit);
                }
            };
        }
    }

    @KilledBy("purgeExpired: safe beside traffic, each OTP is counted once")
    static class CountsWhatAnotherPurged extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public int purgeExpired(Instant before, Instant now, int limit) {
                    List<OtpId> expired = otps.values().stream()
                            .filter(otp -> otp.expires().isBefore(before))
                            .map(OtpRecord::id)
                            .limit(limit)
                            .toList();
                    LockSupport.parkNanos(BrokenStores.ROUND_TRIP);
                    otps.keySet().removeAll(expired);
                    return expired.size();
                }
            };
        }
    }

    @KilledBy("purgeExpired: never turns a no into a yes")
    static class ListsEndedCountersThenRemovesThemByKey extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public int purgeExpired(Instant before, Instant now, int limit) {
                    List<String> ended = quotas.entrySet().stream()
                            .filter(entry -> entry.getValue().lastEnd() <= now.toEpochMilli())
                            .map(Map.Entry::getKey)
                            .limit(limit)
                            .toList();
                    LockSupport.parkNanos(BrokenStores.ROUND_TRIP);
                    quotas.keySet().removeAll(ended);
                    return ended.size() + super.purgeExpired(before, now, limit - ended.size());
                }
            };
        }
    }
}
