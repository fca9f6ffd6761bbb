package io.otpengine.broken;

import io.otpengine.OtpCapacityException;
import io.otpengine.OtpId;
import io.otpengine.OtpStoreException;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import io.otpengine.testkit.OtpStoreContract;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Stores that keep OTPs with one mistake each. */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // a lock forgotten is one of the mistakes
final class BrokenOtpStores {
    private BrokenOtpStores() {}

    @KilledBy("insert: every field comes back from find as it went in, instants to the millisecond")
    static class HasRoomForSixCharactersOfALanguage extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public synchronized void insert(OtpRecord otp) {
                    if (otp.language().length() > 6) {
                        throw new OtpStoreException("value too long", null);
                    }
                    super.insert(otp);
                }
            };
        }
    }

    @KilledBy("insert: visible to every node on return")
    static class KeepsEachNodesOwn extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore();
        }

        @Override
        protected OtpStore secondNode(OtpStore store) {
            return new PlainStore();
        }
    }

    @KilledBy("find: the latest committed record, expired or not; the store never judges")
    static class HidesTheExpired extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public Optional<OtpRecord> find(OtpId id) {
                    return super.find(id).filter(otp -> otp.expires().isAfter(Instant.now()));
                }
            };
        }
    }

    @KilledBy("find: nothing for an id that was never inserted")
    static class FindsSomethingForAnyId extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public Optional<OtpRecord> find(OtpId id) {
                    return super.find(id).or(() -> otps.values().stream().findFirst());
                }
            };
        }
    }

    @KilledBy("replace: what the next record has is stored and what it lacks is erased, for every node")
    static class KeepsWhatIsErased extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public synchronized boolean replace(OtpRecord next) {
                    OtpRecord last = otps.get(next.id());
                    return (last == null || next.sealed() != null)
                            ? super.replace(next)
                            : super.replace(next.next()
                                    .version(next.version())
                                    .sealed(last.sealed())
                                    .build());
                }
            };
        }
    }

    @KilledBy("replace: false and nothing changed unless the stored version is the one before")
    static class ReplacesWhatIsOlder extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                boolean has(OtpId id, long version) {
                    OtpRecord last = otps.get(id);
                    return last != null && last.version() <= version;
                }
            };
        }
    }

    @KilledBy("delete: gone for every node on return")
    static class DeletesWithTheNextWrite extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                private OtpId dead;

                @Override
                public synchronized boolean delete(OtpId id, long version) {
                    boolean first = !id.equals(dead) && has(id, version);
                    dead = first ? id : dead;
                    return first;
                }

                @Override
                public synchronized void insert(OtpRecord otp) {
                    if (dead != null) {
                        otps.remove(dead);
                    }
                    super.insert(otp);
                }
            };
        }
    }

    @KilledBy("delete: of N racers exactly one gets true")
    static class DeletesForEverybodyWhoAsked extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public boolean delete(OtpId id, long version) {
                    boolean had = has(id, version);
                    LockSupport.parkNanos(BrokenStores.ROUND_TRIP);
                    otps.remove(id);
                    return had;
                }
            };
        }
    }

    @KilledBy("insert: an id that exists is an OtpStoreException and changes nothing")
    static class TakesADuplicateForALackOfRoom extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public synchronized void insert(OtpRecord otp) {
                    if (otps.putIfAbsent(otp.id(), otp) != null) {
                        throw new OtpCapacityException("no room");
                    }
                }
            };
        }
    }

    @KilledBy("insert: of N racers with one id exactly one succeeds")
    static class LooksThenInserts extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public void insert(OtpRecord otp) {
                    if (otps.containsKey(otp.id())) {
                        throw new OtpStoreException("an OTP with this id exists", null, otp.id());
                    }
                    LockSupport.parkNanos(BrokenStores.ROUND_TRIP);
                    otps.put(otp.id(), otp);
                }
            };
        }
    }

    @KilledBy("recall: may be stale, and then a replace of it loses")
    static class TrustsWhatItRemembers extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                private final Map<OtpId, OtpRecord> known = new HashMap<>();

                @Override
                public synchronized void insert(OtpRecord otp) {
                    super.insert(otp);
                    known.put(otp.id(), otp);
                }

                @Override
                public synchronized Optional<OtpRecord> recall(OtpId id) {
                    return Optional.ofNullable(known.get(id));
                }

                @Override
                public synchronized boolean replace(OtpRecord next) {
                    OtpRecord last = known.get(next.id());
                    if (last == null || last.version() != next.version() - 1) {
                        return super.replace(next);
                    }
                    known.put(next.id(), next);
                    otps.put(next.id(), next);
                    return true;
                }
            };
        }

        @Override
        protected OtpStore secondNode(OtpStore store) {
            return new PlainStore((PlainStore) store);
        }
    }

    @KilledBy("recall: may be stale, and then a replace of it loses")
    static class RecallsNothing extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public Optional<OtpRecord> recall(OtpId id) {
                    return Optional.empty();
                }
            };
        }
    }
}
