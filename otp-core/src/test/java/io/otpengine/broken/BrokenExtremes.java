package io.otpengine.broken;

import io.otpengine.Application;
import io.otpengine.ApplicationId;
import io.otpengine.OtpCapacityException;
import io.otpengine.OtpStoreException;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import io.otpengine.spi.QuotaCharge;
import io.otpengine.spi.QuotaEntry;
import io.otpengine.spi.QuotaRefusal;
import io.otpengine.testkit.FaultyStore;
import io.otpengine.testkit.OtpStoreContract;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Stores that fail, fill up, roll back or start again with one mistake each. */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // a lock forgotten is one of the mistakes
final class BrokenExtremes {
    private BrokenExtremes() {}

    /** Without bounds, without anything that can fail. */
    abstract static class Plain extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore();
        }
    }

    @KilledBy("all: what was written stays, whatever transaction the caller rolls back")
    static class ChargesInTheCallersTransaction extends OtpStoreContract {
        private PlainStore opened;

        @Override
        protected OtpStore newStore() {
            opened = new PlainStore();
            return opened;
        }

        @Override
        protected void inATransactionThatRollsBack(Runnable work) {
            PlainStore mine = opened;
            Map<String, QuotaEntry> before = new HashMap<>(mine.quotas);
            work.run();
            mine.quotas.clear();
            mine.quotas.putAll(before);
        }
    }

    @KilledBy("all: what was written stays, whatever transaction the caller rolls back")
    static class KeepsApplicationsInTheCallersTransaction extends OtpStoreContract {
        private PlainStore opened;

        @Override
        protected OtpStore newStore() {
            opened = new PlainStore();
            return opened;
        }

        @Override
        protected void inATransactionThatRollsBack(Runnable work) {
            PlainStore mine = opened;
            Map<ApplicationId, Application> before = new HashMap<>(mine.applications);
            work.run();
            mine.applications.clear();
            mine.applications.putAll(before);
        }
    }

    @KilledBy("all: what was written stays, whatever transaction the caller rolls back")
    static class ClearsInTheCallersTransaction extends OtpStoreContract {
        private PlainStore opened;

        @Override
        protected OtpStore newStore() {
            opened = new PlainStore();
            return opened;
        }

        @Override
        protected void inATransactionThatRollsBack(Runnable work) {
            PlainStore mine = opened;
            Map<String, QuotaEntry> before = new HashMap<>(mine.quotas);
            work.run();
            before.forEach(mine.quotas::putIfAbsent);
        }
    }

    @KilledBy("durable: a store that says so has everything when it is opened again")
    static class SaysItIsDurable extends OtpStoreContract {
        @Override
        protected OtpStore newStore() {
            return new PlainStore() {
                @Override
                public boolean durable() {
                    return true;
                }
            };
        }

        @Override
        protected OtpStore reopened(OtpStore store) {
            return newStore();
        }
    }

    @KilledBy("insert: a full store throws OtpCapacityException, and nothing is written or lost")
    static class MakesRoomForNewOtps extends Plain {
        @Override
        protected Optional<OtpStore> newStoreOf(int capacity) {
            return Optional.of(new PlainStore() {
                @Override
                public synchronized void insert(OtpRecord otp) {
                    if (otps.size() >= capacity) {
                        otps.values().stream()
                                .min(Comparator.comparing(OtpRecord::expires))
                                .ifPresent(o -> otps.remove(o.id()));
                    }
                    super.insert(otp);
                }
            });
        }
    }

    @KilledBy("insert: a full store throws OtpCapacityException, and nothing is written or lost")
    static class CannotReplaceWhenFull extends Plain {
        @Override
        protected Optional<OtpStore> newStoreOf(int capacity) {
            return Optional.of(new PlainStore() {
                @Override
                public synchronized void insert(OtpRecord otp) {
                    check();
                    super.insert(otp);
                }

                @Override
                public synchronized boolean replace(OtpRecord next) {
                    check();
                    return super.replace(next);
                }

                private void check() {
                    if (otps.size() >= capacity) {
                        throw new OtpCapacityException("full");
                    }
                }
            });
        }
    }

    @KilledBy("insert: a full store throws OtpCapacityException, and nothing is written or lost")
    static class LooksAtItsBoundThenInserts extends Plain {
        @Override
        protected Optional<OtpStore> newStoreOf(int capacity) {
            return Optional.of(new PlainStore() {
                @Override
                public void insert(OtpRecord otp) {
                    if (otps.size() >= capacity) {
                        throw new OtpCapacityException("full");
                    }
                    LockSupport.parkNanos(BrokenStores.ROUND_TRIP);
                    super.insert(otp);
                }
            });
        }
    }

    @KilledBy("insert: a full store throws OtpCapacityException, and nothing is written or lost")
    static class ListsWhatItRefused extends Plain {
        @Override
        protected Optional<OtpStore> newStoreOf(int capacity) {
            return Optional.of(new PlainStore() {
                private final List<OtpRecord> refused = new ArrayList<>();

                @Override
                public synchronized void insert(OtpRecord otp) {
                    if (otps.size() >= capacity) {
                        refused.add(otp);
                        throw new OtpCapacityException("full");
                    }
                    super.insert(otp);
                }

                @Override
                Stream<OtpRecord> newestOf(String number) {
                    return Stream.concat(refused.stream(), super.newestOf(number));
                }
            });
        }
    }

    @KilledBy("tryAcquire: a full store refuses with OtpCapacityException, it never forgets")
    static class MakesRoomForNewCounters extends Plain {
        @Override
        protected Optional<OtpStore> newStoreOf(int capacity) {
            return Optional.of(new PlainStore() {
                @Override
                Optional<QuotaRefusal> take(QuotaCharge charge, Instant now) {
                    if (quotas.size() >= capacity && !quotas.containsKey(charge.key())) {
                        quotas.remove(quotas.keySet().iterator().next());
                    }
                    return super.take(charge, now);
                }
            });
        }
    }

    @KilledBy(
            "all: what fails is an OtpStoreException, and nothing that hangs on it holds key, full number or sealed bytes")
    static class FindsNothingWhenItIsDown extends Plain {
        @Override
        protected Optional<OtpStore> newUnreachableStore() {
            FaultyStore down = new FaultyStore(new PlainStore());
            down.fail(call ->
                    call.method().equals("findApplication") ? FaultyStore.Fault.NONE : FaultyStore.Fault.BEFORE);
            return Optional.of(down);
        }
    }

    @KilledBy(
            "all: what fails is an OtpStoreException, and nothing that hangs on it holds key, full number or sealed bytes")
    static class RepeatsTheKeyWhenItIsDown extends Plain {
        @Override
        protected Optional<OtpStore> newUnreachableStore() {
            FaultyStore down = new FaultyStore(new PlainStore() {
                @Override
                public synchronized int used(String quotaKey, Instant now) {
                    throw new OtpStoreException("cannot read " + quotaKey, null);
                }
            });
            down.fail(call -> call.method().equals("used") ? FaultyStore.Fault.NONE : FaultyStore.Fault.BEFORE);
            return Optional.of(down);
        }
    }

    @KilledBy(
            "all: what fails is an OtpStoreException, and nothing that hangs on it holds key, full number or sealed bytes")
    static class SuppressesWhatShowsTheKeyWhenItIsDown extends Plain {
        @Override
        protected Optional<OtpStore> newUnreachableStore() {
            FaultyStore down = new FaultyStore(new PlainStore() {
                @Override
                public synchronized boolean clear(String quotaKey) {
                    OtpStoreException e = new OtpStoreException("cannot clear", null);
                    e.addSuppressed(new IllegalStateException("rollback of " + quotaKey));
                    throw e;
                }
            });
            down.fail(call -> call.method().equals("clear") ? FaultyStore.Fault.NONE : FaultyStore.Fault.BEFORE);
            return Optional.of(down);
        }
    }

    @KilledBy(
            "all: what fails is an OtpStoreException, and nothing that hangs on it holds key, full number or sealed bytes")
    static class ShowsTheSealedBytesWhenItIsDown extends Plain {
        @Override
        protected Optional<OtpStore> newUnreachableStore() {
            FaultyStore down = new FaultyStore(new PlainStore() {
                @Override
                public synchronized void insert(OtpRecord otp) {
                    String hex = HexFormat.of().formatHex(otp.sealed().toBytes());
                    throw new OtpStoreException("cannot insert", new IllegalStateException("row " + hex));
                }
            });
            down.fail(call -> call.method().equals("insert") ? FaultyStore.Fault.NONE : FaultyStore.Fault.BEFORE);
            return Optional.of(down);
        }
    }

    @KilledBy(
            "all: what fails is an OtpStoreException, and nothing that hangs on it holds key, full number or sealed bytes")
    static class FindsNothingToRecallWhenItIsDown extends Plain {
        @Override
        protected Optional<OtpStore> newUnreachableStore() {
            FaultyStore down = new FaultyStore(new PlainStore());
            down.fail(call -> call.method().equals("recall") ? FaultyStore.Fault.NONE : FaultyStore.Fault.BEFORE);
            return Optional.of(down);
        }
    }
}
