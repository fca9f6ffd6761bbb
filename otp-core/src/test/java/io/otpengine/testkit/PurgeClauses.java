package io.otpengine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otpengine.Application;
import io.otpengine.QuotaWindow;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.QuotaCharge;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

abstract class PurgeClauses extends StoreClauses {
    private static final QuotaWindow MINUTE = QuotaWindow.of(5, Duration.ofMinutes(1));
    private static final QuotaWindow HOUR = QuotaWindow.of(5, Duration.ofHours(1));

    PurgeClauses(OtpStoreContract contract) {
        super(contract);
    }

    @Test
    @Clause("purgeExpired: OTPs with expires before the instant go, no others")
    public void whatExpiredBeforeGoesAndWhatExpiresAtThatInstantStays() {
        for (Instant now : List.of(LONG_AGO, NOW, FAR_AHEAD)) {
            OtpRecord gone = inserted(expiring(now.minusMillis(1)));
            OtpRecord stays = inserted(expiring(now));
            OtpRecord lives = inserted(expiring(now.plusMillis(1)));
            assertEquals(1, store.purgeExpired(now, now, 100), "purged at " + now);
            assertEquals(Optional.empty(), other.find(gone.id()));
            assertEquals(Optional.of(stays), other.find(stays.id()));
            assertEquals(Optional.of(lives), other.find(lives.id()));
            assertTrue(store.delete(stays.id(), 1));
            assertTrue(store.delete(lives.id(), 1));
        }
    }

    @Test
    @Clause("purgeExpired: what went is gone for every method")
    public void whatWasPurgedIsGoneForEveryMethod() {
        OtpRecord gone = inserted(expiring(NOW.minusMillis(1)));
        assertEquals(1, store.purgeExpired(NOW, NOW, 100));
        assertEquals(List.of(), store.findByNumber(gone.accountId(), gone.number(), 10));
        assertFalse(store.replace(gone.next().build()));
        assertFalse(store.delete(gone.id(), 1));
        assertEquals(Optional.empty(), store.find(gone.id()));
    }

    @Test
    @Clause("purgeExpired: at most so many a call, fewer only when nothing is left")
    public void theLimitBoundsOneCallAndTheCallsTogetherFinish() {
        for (int i = 0; i < 25; i++) {
            store.insert(expiring(NOW.minusSeconds(1 + i)));
            charge("ended " + i, NOW.minus(Duration.ofHours(3)), MINUTE);
        }
        OtpRecord live = inserted(expiring(NOW.plusSeconds(1)));
        List<Integer> removed = new ArrayList<>();
        do {
            removed.add(store.purgeExpired(NOW, NOW, 10));
        } while (removed.get(removed.size() - 1) == 10);
        assertEquals(50, removed.stream().mapToInt(Integer::intValue).sum());
        assertTrue(removed.stream().allMatch(n -> n <= 10), "at most 10 a call, and not " + removed);
        assertEquals(0, store.purgeExpired(NOW, NOW, 10));
        assertEquals(Optional.of(live), store.find(live.id()));
    }

    @Test
    @Clause("purgeExpired: a counter goes once all its windows ended at now, not before")
    public void countersGoOnceAllTheirWindowsEnded() {
        charge("ended", NOW, MINUTE);
        charge("half ended", NOW, MINUTE, HOUR);
        charge("open", NOW.plusSeconds(60), MINUTE);
        Instant now = NOW.plusSeconds(61);
        assertEquals(1, store.purgeExpired(now, now, 100));
        assertFalse(store.clear("ended"));
        assertEquals(1, store.used("half ended", now));
        assertEquals(1, store.used("open", now));
    }

    @Test
    @Clause("purgeExpired: a counter goes once all its windows ended at now, not before")
    public void countersAreJudgedByTheTimePassedInAndByNoClock() {
        for (Instant now : List.of(LONG_AGO, FAR_AHEAD)) {
            charge("open", now, HOUR);
            charge("ended", now.minus(Duration.ofHours(2)), HOUR);
            assertEquals(1, store.purgeExpired(now, now, 100), "purged at " + now);
            assertEquals(1, store.used("open", now));
            assertTrue(store.clear("open"));
        }
    }

    @Test
    @Clause("purgeExpired: never turns a no into a yes")
    public void aPurgeNeverTurnsANoIntoAYes() {
        QuotaCharge full = new QuotaCharge("full", 5, List.of(HOUR));
        assertEquals(Optional.empty(), store.tryAcquire(List.of(full), NOW));
        Instant lastMoment = NOW.plus(Duration.ofHours(1)).minusMillis(1);
        store.purgeExpired(FAR_AHEAD, lastMoment, 100);
        assertTrue(store.tryAcquire(List.of(full), lastMoment).isPresent());
        assertTrue(other.tryAcquire(List.of(full), lastMoment).isPresent());
    }

    @Test
    @Clause("purgeExpired: never turns a no into a yes")
    public void aStreakOfAYearSurvives() {
        QuotaWindow year = QuotaWindow.of(100, Duration.ofDays(365));
        charge("b|acme|+491701234567", NOW, year);
        Instant now = NOW.plus(Duration.ofDays(365)).minusMillis(1);
        assertEquals(0, store.purgeExpired(now, now, 100));
        assertEquals(1, store.used("b|acme|+491701234567", now));
    }

    @Test
    @Clause("purgeExpired: never turns a no into a yes")
    public void aPurgeTakesNoWindowThatOpensAnewBesideIt() {
        Instant later = NOW.plus(Duration.ofHours(2));
        for (int trial = 0; trial < Race.TRIALS; trial++) {
            QuotaCharge charge = new QuotaCharge("ended " + trial, 1, List.of(HOUR));
            charge(charge.key(), NOW, HOUR);
            int taken = Race.winners(i -> i % 4 < 2
                    ? node(i).purgeExpired(NOW, later, 100) < 0
                    : node(i).tryAcquire(List.of(charge), later).isEmpty());
            assertEquals(5, taken, "charges taken in trial " + trial);
            assertEquals(5, store.used(charge.key(), later), "the count after trial " + trial);
        }
    }

    @Test
    @Clause("purgeExpired: applications stay")
    public void applicationsStay() {
        Application application = inserted(Records.application(Records.ACCOUNT, LONG_AGO));
        assertEquals(0, store.purgeExpired(FAR_AHEAD, FAR_AHEAD, 100));
        assertEquals(Optional.of(application), store.find(application.id()));
    }

    @Test
    @Clause("purgeExpired: safe beside traffic, each OTP is counted once")
    public void purgesBesideTrafficCountEachOtpOnceAndTakeNoneThatLives() {
        List<OtpRecord> live = new ArrayList<>();
        for (int i = 0; i < Race.RACERS; i++) {
            live.add(inserted(expiring(NOW.plusSeconds(i))));
            store.insert(expiring(NOW.minusSeconds(1 + i)));
        }
        List<Integer> removed = Race.of(Race.RACERS, i -> {
            assertTrue(node(i).replace(live.get(i).next().attemptCount(1).build()));
            return node(i).purgeExpired(NOW, NOW, 7);
        });
        int before = removed.stream().mapToInt(Integer::intValue).sum();
        assertEquals(Race.RACERS, before + store.purgeExpired(NOW, NOW, 1_000));
        live.forEach(otp -> assertEquals(2, store.find(otp.id()).orElseThrow().version()));
    }

    private void charge(String key, Instant now, QuotaWindow... windows) {
        assertEquals(Optional.empty(), store.tryAcquire(List.of(new QuotaCharge(key, 1, List.of(windows))), now));
    }

    private static OtpRecord expiring(Instant expires) {
        return Records.otp(expires.minusSeconds(300));
    }
}
