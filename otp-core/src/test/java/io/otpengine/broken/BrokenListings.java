package io.otpengine.broken;

import io.otpengine.Application;
import io.otpengine.ApplicationId;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import io.otpengine.testkit.OtpStoreContract;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Stores that list OTPs, or keep applications, with one mistake each. */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // a lock forgotten is one of the mistakes
final class BrokenListings {
    private BrokenListings() {}

    @KilledBy("findByNumber: newest first by created")
    static class SortsByExpiry extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                Stream<OtpRecord> newestOf(String number) {
                    return super.newestOf(number)
                            .sorted(Comparator.comparing(OtpRecord::expires).reversed());
                }
            };
        }
    }

    @KilledBy("findByNumber: at most so many, and the oldest are cut")
    static class IgnoresTheLimit extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public List<OtpRecord> findByNumber(String accountId, String number, int limit) {
                    return super.findByNumber(accountId, number, Integer.MAX_VALUE);
                }
            };
        }
    }

    @KilledBy("findByNumber: whatever is kept, final and expired included, as it now is")
    static class HidesTheFinal extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                Stream<OtpRecord> newestOf(String number) {
                    return super.newestOf(number).filter(otp -> !otp.status().isFinal());
                }
            };
        }
    }

    @KilledBy("findByNumber: whatever is kept, final and expired included, as it now is")
    static class KeepsOneOtpAMillisecond extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public synchronized List<OtpRecord> findByNumber(String accountId, String number, int limit) {
                    Map<Instant, OtpRecord> byTime = new LinkedHashMap<>();
                    super.findByNumber(accountId, number, limit).forEach(otp -> byTime.put(otp.created(), otp));
                    return List.copyOf(byTime.values());
                }
            };
        }
    }

    @KilledBy("application insert: every field comes back as it went in, for every node")
    static class DropsTheCaller extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public synchronized boolean insert(Application a) {
                    return super.insert(new Application(
                            a.id(),
                            a.version(),
                            a.accountId(),
                            a.name(),
                            a.codeLength(),
                            a.alphanumeric(),
                            a.attempts(),
                            a.expire(),
                            a.sender(),
                            null,
                            a.templates(),
                            a.created()));
                }
            };
        }
    }

    @KilledBy("application insert: false and nothing changed if the id exists")
    static class InsertsOverAnApplication extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public boolean insert(Application application) {
                    return applications.put(application.id(), application) == null;
                }
            };
        }
    }

    @KilledBy("application find: nothing for an id that was never inserted")
    static class FindsSomeApplicationForAnyId extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public Optional<Application> find(ApplicationId id) {
                    return super.find(id)
                            .or(() -> applications.values().stream().findFirst());
                }
            };
        }
    }

    @KilledBy("application list: this account's alone, oldest first")
    static class ListsEverybodysApplications extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public List<Application> list(String accountId) {
                    return applications.values().stream()
                            .sorted(Comparator.comparing(Application::created))
                            .toList();
                }
            };
        }
    }

    @KilledBy("application list: this account's alone, oldest first")
    static class ListsTheNewestFirst extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public List<Application> list(String accountId) {
                    List<Application> list = new ArrayList<>(super.list(accountId));
                    Collections.reverse(list);
                    return list;
                }
            };
        }
    }

    @KilledBy("application list: this account's alone, oldest first")
    static class ListsOnePageOfApplications extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public synchronized List<Application> list(String accountId) {
                    return super.list(accountId).stream().limit(100).toList();
                }
            };
        }
    }

    @KilledBy("application replace: what the next one has is stored, for every node")
    static class ListsWhatItListedBefore extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                private final Map<String, List<Application>> listed = new HashMap<>();

                @Override
                public synchronized List<Application> list(String accountId) {
                    return listed.computeIfAbsent(accountId, super::list);
                }

                @Override
                public synchronized boolean insert(Application application) {
                    listed.clear();
                    return super.insert(application);
                }

                @Override
                public synchronized boolean delete(ApplicationId id, long version) {
                    listed.clear();
                    return super.delete(id, version);
                }
            };
        }
    }

    @KilledBy("application replace: what the next one has is stored, for every node")
    static class KeepsTheOldTexts extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public synchronized boolean replace(Application a) {
                    Application last = applications.get(a.id());
                    return last != null
                            && super.replace(new Application(
                                    a.id(),
                                    a.version(),
                                    a.accountId(),
                                    a.name(),
                                    a.codeLength(),
                                    a.alphanumeric(),
                                    a.attempts(),
                                    a.expire(),
                                    a.sender(),
                                    a.caller(),
                                    last.templates(),
                                    a.created()));
                }
            };
        }
    }

    @KilledBy("application replace: false and nothing changed unless the stored version is the one before")
    static class ReplacesAnyVersionOfAnApplication extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public boolean replace(Application next) {
                    return applications.replace(next.id(), next) != null;
                }
            };
        }
    }

    @KilledBy("application delete: false and nothing removed unless the version is the stored one")
    static class DeletesAnyVersionOfAnApplication extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public boolean delete(ApplicationId id, long version) {
                    return applications.remove(id) != null;
                }
            };
        }
    }

    @KilledBy("application replace and delete: of N racers exactly one gets true")
    static class ReadsChecksWritesApplications extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public boolean replace(Application next) {
                    boolean mayWrite = has(next.id(), next.version() - 1);
                    LockSupport.parkNanos(BrokenStores.ROUND_TRIP);
                    return mayWrite && applications.replace(next.id(), next) != null;
                }
            };
        }
    }
}
