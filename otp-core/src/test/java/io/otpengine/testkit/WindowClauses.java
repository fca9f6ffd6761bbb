package io.otpengine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otpengine.QuotaWindow;
import io.otpengine.spi.QuotaCharge;
import io.otpengine.spi.QuotaRefusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

abstract class WindowClauses extends StoreClauses {
    private static final String KEY = "n|acme|+491701234567";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final QuotaWindow TWO_AN_HOUR = QuotaWindow.of(2, HOUR);
    private static final QuotaWindow ONE_A_MINUTE = QuotaWindow.of(1, Duration.ofMinutes(1));

    WindowClauses(OtpStoreContract contract) {
        super(contract);
    }

    @Test
    @Clause("tryAcquire: a window opens with its first charge and ends its length later")
    public void aWindowEndsAtItsEndAndNotAMillisecondBefore() {
        for (Instant now : List.of(LONG_AGO, NOW, FAR_AHEAD)) {
            String key = "k|" + now.toEpochMilli();
            charge(key, now, TWO_AN_HOUR);
            charge(key, now, TWO_AN_HOUR);
            Instant end = now.plus(HOUR);
            assertEquals(2, store.used(key, end.minusMillis(1)));
            assertEquals(end, retryAt(key, end.minusMillis(1), TWO_AN_HOUR));
            assertEquals(0, store.used(key, end));
            charge(key, end, TWO_AN_HOUR);
            assertEquals(1, store.used(key, end));
        }
    }

    @Test
    @Clause("tryAcquire: a window opens with its first charge and ends its length later")
    public void aWindowLastsFromItsFirstChargeWhateverComesLater() {
        charge(KEY, NOW, TWO_AN_HOUR);
        charge(KEY, NOW.plus(HOUR).minusMillis(1), TWO_AN_HOUR);
        assertEquals(NOW.plus(HOUR), retryAt(KEY, NOW.plus(HOUR).minusMillis(1), TWO_AN_HOUR));
        assertEquals(0, store.used(KEY, NOW.plus(HOUR)));
    }

    @Test
    @Clause("tryAcquire: a window opens with its first charge and ends its length later")
    public void aRefusalMovesNoEnd() {
        charge(KEY, NOW, TWO_AN_HOUR);
        charge(KEY, NOW, TWO_AN_HOUR);
        for (int minute = 1; minute < 60; minute++) {
            Instant now = NOW.plus(Duration.ofMinutes(minute));
            assertEquals(NOW.plus(HOUR), retryAt(KEY, now, TWO_AN_HOUR));
        }
        charge(KEY, NOW.plus(HOUR), TWO_AN_HOUR);
    }

    @Test
    @Clause("tryAcquire: a window opens with its first charge and ends its length later")
    public void aWindowThatEndedOpensAnewWithTheNextCharge() {
        charge(KEY, NOW, TWO_AN_HOUR);
        Instant later = NOW.plus(HOUR.multipliedBy(3));
        charge(KEY, later, TWO_AN_HOUR);
        charge(KEY, later.plusMillis(1), TWO_AN_HOUR);
        assertEquals(later.plus(HOUR), retryAt(KEY, later.plusMillis(2), TWO_AN_HOUR));
    }

    @Test
    @Clause("used: the largest count of an open window, 0 without an entry")
    public void theWindowsOfAKeyEndApart() {
        charge(KEY, NOW, ONE_A_MINUTE, TWO_AN_HOUR);
        assertEquals(NOW.plusSeconds(60), retryAt(KEY, NOW.plusSeconds(59), ONE_A_MINUTE, TWO_AN_HOUR));
        charge(KEY, NOW.plusSeconds(60), ONE_A_MINUTE, TWO_AN_HOUR);
        assertEquals(2, store.used(KEY, NOW.plusSeconds(61)));
        assertEquals(NOW.plus(HOUR), retryAt(KEY, NOW.plusSeconds(120), ONE_A_MINUTE, TWO_AN_HOUR));
        assertEquals(0, store.used(KEY, NOW.plus(HOUR)));
    }

    @Test
    @Clause("tryAcquire: a refusal names its charge, the window that ends last, and that end")
    public void theRefusalNamesTheWindowThatEndsLast() {
        charge(KEY, NOW, TWO_AN_HOUR, ONE_A_MINUTE);
        charge(KEY, NOW.plus(HOUR).minusSeconds(30), TWO_AN_HOUR, ONE_A_MINUTE);
        QuotaRefusal refusal = refusal(KEY, NOW.plus(HOUR).minusSeconds(20), TWO_AN_HOUR, ONE_A_MINUTE);
        assertEquals(ONE_A_MINUTE, refusal.window());
        assertEquals(NOW.plus(HOUR).plusSeconds(30), refusal.retryAt());
    }

    @Test
    @Clause("tryAcquire: a window that ends more than 5 minutes too late is shortened and keeps its count")
    public void aSmallStepBackOfTheClockLengthensNothing() {
        charge(KEY, NOW, TWO_AN_HOUR);
        charge(KEY, NOW, TWO_AN_HOUR);
        assertEquals(NOW.plus(HOUR), retryAt(KEY, NOW.minus(Duration.ofMinutes(5)), TWO_AN_HOUR));
        assertEquals(0, store.used(KEY, NOW.plus(HOUR)));
    }

    @Test
    @Clause("tryAcquire: a window that ends more than 5 minutes too late is shortened and keeps its count")
    public void aWindowSetByAClockThatWasAheadIsShortenedOnceAndKeepsItsCount() {
        Instant ahead = NOW.plus(Duration.ofDays(30));
        charge(KEY, ahead, TWO_AN_HOUR);
        charge(KEY, ahead, TWO_AN_HOUR);
        assertEquals(2, store.used(KEY, NOW));
        assertEquals(NOW.plus(HOUR), retryAt(KEY, NOW, TWO_AN_HOUR));
        for (int minute = 1; minute < 60; minute++) {
            Instant now = NOW.plus(Duration.ofMinutes(minute));
            assertEquals(NOW.plus(HOUR), retryAt(KEY, now, TWO_AN_HOUR), "a refusal must not be renewed");
        }
        charge(KEY, NOW.plus(HOUR), TWO_AN_HOUR);
    }

    @Test
    @Clause("tryAcquire: a window that ends more than 5 minutes too late is shortened and keeps its count")
    public void aChargeThatIsTakenShortensToo() {
        charge(KEY, NOW.plus(Duration.ofMinutes(5)).plusMillis(1), TWO_AN_HOUR);
        charge(KEY, NOW, TWO_AN_HOUR);
        assertEquals(NOW.plus(HOUR), retryAt(KEY, NOW.plusSeconds(1), TWO_AN_HOUR));
    }

    private void charge(String key, Instant now, QuotaWindow... windows) {
        assertEquals(Optional.empty(), store.tryAcquire(List.of(new QuotaCharge(key, 1, List.of(windows))), now));
    }

    private Instant retryAt(String key, Instant now, QuotaWindow... windows) {
        return refusal(key, now, windows).retryAt();
    }

    private QuotaRefusal refusal(String key, Instant now, QuotaWindow... windows) {
        Optional<QuotaRefusal> refusal = store.tryAcquire(List.of(new QuotaCharge(key, 1, List.of(windows))), now);
        assertTrue(refusal.isPresent(), "taken at " + now + ", and should be refused");
        return refusal.orElseThrow();
    }
}
