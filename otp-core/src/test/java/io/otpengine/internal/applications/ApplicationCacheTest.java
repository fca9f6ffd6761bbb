package io.otpengine.internal.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.otpengine.Application;
import io.otpengine.ApplicationId;
import io.otpengine.ApplicationSpec;
import io.otpengine.Applications;
import io.otpengine.Interposed;
import io.otpengine.OtpPolicy;
import io.otpengine.OtpStoreException;
import io.otpengine.internal.codes.RandomSource;
import io.otpengine.memory.InMemoryOtpStore;
import io.otpengine.spi.OtpStore;
import io.otpengine.testkit.FaultyStore;
import io.otpengine.testkit.FaultyStore.Fault;
import io.otpengine.testkit.FaultyStore.Plan;
import io.otpengine.testkit.Race;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ApplicationCacheTest {
    private static final String ACCOUNT = "acme";
    private static final long JUST_FRESH = Duration.ofSeconds(5).toNanos() - 1;

    private final InMemoryOtpStore store = new InMemoryOtpStore();
    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 7);
    private final Node here = new Node(store);
    private final Node there = new Node(store);
    private final ApplicationId id =
            here.applications.create(ApplicationSpec.named("first")).id();

    /** One node's way to the applications of one account. */
    private final class Node {
        final ApplicationCache cache;
        final Applications applications;

        Node(OtpStore store) {
            cache = new ApplicationCache(store, OtpPolicy.recommended(), nanoTime::get);
            applications = new AccountApplications(
                    ACCOUNT,
                    store,
                    cache,
                    OtpPolicy.recommended(),
                    new RandomSource(new SecureRandom()),
                    InstantSource.system());
        }

        Optional<String> name() {
            return cache.current(ACCOUNT, id).map(Application::name);
        }

        void rename(String name) {
            assertThat(applications.update(id, edit -> edit.name(name))).isPresent();
        }
    }

    @Nested
    class AnotherNodesChange {
        @Test
        void isSeenAfterFiveSecondsAtTheLatest() {
            assertThat(here.name()).contains("first");
            there.rename("second");
            nanoTime.addAndGet(JUST_FRESH);
            assertThat(here.name()).contains("first");
            nanoTime.addAndGet(1);
            assertThat(here.name()).contains("second");
        }

        @Test
        void isSeenByFindAtOnce() {
            assertThat(here.name()).contains("first");
            there.rename("second");
            assertThat(here.applications.find(id)).map(Application::name).contains("second");
        }

        @Test
        void ofDeletionIsSeenAfterFiveSecondsToo() {
            assertThat(here.name()).contains("first");
            there.applications.delete(id);
            nanoTime.addAndGet(JUST_FRESH + 1);
            assertThat(here.name()).isEmpty();
        }
    }

    @Nested
    class TheAgeOfARead {
        @Test
        void countsFromBeforeTheStoreWasAsked() {
            AtomicInteger finds = new AtomicInteger();
            Node slow = new Node(Interposed.before(store, call -> {
                Object found = call.proceed();
                if (call.name().equals("find")) {
                    finds.incrementAndGet();
                    nanoTime.addAndGet(Duration.ofSeconds(4).toNanos());
                }
                return found;
            }));
            assertThat(slow.name()).contains("first");
            nanoTime.addAndGet(Duration.ofSeconds(1).toNanos() - 1);
            assertThat(slow.name()).contains("first");
            assertThat(finds).hasValue(1);
            nanoTime.addAndGet(1);
            slow.name();
            assertThat(finds).hasValue(2);
        }

        @Test
        void isNotRenewedByUse() {
            assertThat(here.name()).contains("first");
            there.rename("second");
            for (int i = 0; i < 5; i++) {
                nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
                here.name();
            }
            assertThat(here.name()).contains("second");
        }
    }

    @Nested
    class AnOwnChange {
        @Test
        void isSeenAtOnce() {
            assertThat(here.name()).contains("first");
            here.rename("second");
            assertThat(here.name()).contains("second");
        }

        @Test
        void ofDeletionIsSeenAtOnce() {
            assertThat(here.name()).contains("first");
            here.applications.delete(id);
            assertThat(here.name()).isEmpty();
        }

        @Test
        void thatMayHaveBeenWrittenIsSeenAtOnceToo() {
            FaultyStore faulty = new FaultyStore(store);
            Node unlucky = new Node(faulty);
            assertThat(unlucky.name()).contains("first");
            faulty.fail(Plan.on("replaceApplication", Fault.AFTER));
            assertThatThrownBy(() -> unlucky.rename("second")).isInstanceOf(OtpStoreException.class);
            assertThat(unlucky.name()).contains("second");
        }

        @Test
        void isNotHiddenByAReadThatBeganBeforeIt() throws Exception {
            CountDownLatch read = new CountDownLatch(1);
            CountDownLatch changed = new CountDownLatch(1);
            AtomicBoolean first = new AtomicBoolean(true);
            Node racing = new Node(Interposed.before(store, call -> {
                Object found = call.proceed();
                if (call.name().equals("find") && first.compareAndSet(true, false)) {
                    read.countDown();
                    changed.await(30, TimeUnit.SECONDS);
                }
                return found;
            }));
            ExecutorService threads = Executors.newFixedThreadPool(2);
            try {
                Future<Optional<String>> stale = threads.submit(racing::name);
                assertThat(read.await(30, TimeUnit.SECONDS)).isTrue();
                Future<?> rename = threads.submit(() -> racing.rename("second"));
                // The change is in the store while the reader still holds what it read before.
                while (store.find(id).orElseThrow().version() == 1) {
                    Thread.onSpinWait();
                }
                changed.countDown();
                stale.get(30, TimeUnit.SECONDS);
                rename.get(30, TimeUnit.SECONDS);
                assertThat(racing.name()).contains("second");
            } finally {
                threads.shutdownNow();
            }
        }
    }

    @Test
    void aReadServesAllSendsUntilItIsTooOld() {
        AtomicInteger finds = new AtomicInteger();
        Node counting = new Node(Interposed.before(store, call -> {
            finds.addAndGet(call.name().equals("find") ? 1 : 0);
            return call.proceed();
        }));
        counting.name();
        Race.of(32, racer -> counting.name());
        assertThat(finds).hasValue(1);
    }

    @Test
    void sendsThatMeetAStoreThatIsDownWaitForItsAnswerSideBySide() {
        CountDownLatch inside = new CountDownLatch(8);
        Node unlucky = new Node(Interposed.before(store, call -> {
            if (call.name().equals("find")) {
                inside.countDown();
                assertThat(inside.await(60, TimeUnit.SECONDS))
                        .as("all are inside the read at once")
                        .isTrue();
                throw new OtpStoreException("the pool's time is over", null);
            }
            return call.proceed();
        }));
        assertThat(Race.of(8, racer -> catchThrowable(unlucky::name)))
                .allSatisfy(thrown -> assertThat(thrown).isInstanceOf(OtpStoreException.class));
    }

    @Test
    void aReadThatComesBackAfterAYoungerOneDoesNotTakeItsPlace() {
        AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
        Node slow = new Node(Interposed.before(store, call -> {
            Object found = call.proceed();
            if (call.name().equals("find")) {
                meanwhile.getAndSet(() -> {}).run();
            }
            return found;
        }));
        meanwhile.set(() -> {
            there.rename("second");
            nanoTime.incrementAndGet();
            assertThat(slow.name()).contains("second");
        });
        slow.name();
        assertThat(slow.name()).contains("second");
    }

    @Test
    void anotherAccountFindsNothingAndDisturbsNothing() {
        assertThat(here.name()).contains("first");
        assertThat(here.cache.current("other", id)).isEmpty();
        nanoTime.addAndGet(JUST_FRESH + 1);
        assertThat(here.cache.current("other", id)).isEmpty();
        assertThat(here.name()).contains("first");
    }

    @Test
    void aStoreThatFailsIsNotCoveredUpByWhatIsTooOld() {
        FaultyStore faulty = new FaultyStore(store);
        Node unlucky = new Node(faulty);
        assertThat(unlucky.name()).contains("first");
        faulty.fail(Plan.on("findApplication", Fault.BEFORE));
        assertThat(unlucky.name()).contains("first");
        nanoTime.addAndGet(JUST_FRESH + 1);
        assertThatThrownBy(unlucky::name).isInstanceOf(OtpStoreException.class);
        faulty.recover();
        assertThat(unlucky.name()).contains("first");
    }
}
