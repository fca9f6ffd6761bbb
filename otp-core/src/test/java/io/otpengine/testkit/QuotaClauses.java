package io.otpengine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otpengine.QuotaWindow;
import io.otpengine.spi.QuotaCharge;
import io.otpengine.spi.QuotaEntry;
import io.otpengine.spi.QuotaRefusal;
import io.otpengine.spi.QuotaStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

abstract class QuotaClauses extends StoreClauses {
    static final String KEY = "n|acme|+491701234567";
    static final QuotaWindow FIVE_AN_HOUR = QuotaWindow.of(5, Duration.ofHours(1));

    QuotaClauses(OtpStoreContract contract) {
        super(contract);
    }

    @Test
    @Clause("used: the largest count of an open window, 0 without an entry")
    public void aKeyThatWasNeverChargedIsUnused() {
        assertEquals(0, store.used(KEY, NOW));
        assertFalse(store.clear(KEY));
    }

    @Test
    @Clause("tryAcquire: counted for every node on return")
    public void chargesAddUpForBothNodes() {
        assertTaken(store, charge(KEY, 2, FIVE_AN_HOUR));
        assertEquals(2, other.used(KEY, NOW));
        assertTaken(other, charge(KEY, 1, FIVE_AN_HOUR));
        assertEquals(3, store.used(KEY, NOW));
    }

    @Test
    @Clause("tryAcquire: refused exactly when count and amount exceed the limit")
    public void theLimitItselfIsTakenAndNotOneMore() {
        for (int i = 0; i < 5; i++) {
            assertTaken(node(i), charge(KEY, 1, FIVE_AN_HOUR));
        }
        for (int i = 0; i < 5; i++) {
            assertRefused(node(i), charge(KEY, 1, FIVE_AN_HOUR));
        }
        assertEquals(5, store.used(KEY, NOW));
    }

    @Test
    @Clause("tryAcquire: refused exactly when count and amount exceed the limit")
    public void anAmountIsTakenWholeOrNotAtAll() {
        assertTaken(store, charge(KEY, 3, FIVE_AN_HOUR));
        assertRefused(store, charge(KEY, 3, FIVE_AN_HOUR));
        assertEquals(3, store.used(KEY, NOW));
        assertTaken(store, charge(KEY, 2, FIVE_AN_HOUR));
        assertEquals(5, store.used(KEY, NOW));
    }

    @Test
    @Clause("tryAcquire: refused exactly when count and amount exceed the limit")
    public void anAmountBeyondTheLimitIsRefusedFromTheStart() {
        assertRefused(store, charge(KEY, 6, FIVE_AN_HOUR));
        assertRefused(store, charge(KEY, Integer.MAX_VALUE, FIVE_AN_HOUR));
        assertEquals(0, store.used(KEY, NOW));
        assertTaken(store, charge(KEY, 5, FIVE_AN_HOUR));
        assertRefused(store, charge(KEY, Integer.MAX_VALUE, FIVE_AN_HOUR));
    }

    @Test
    @Clause("tryAcquire: refused exactly when count and amount exceed the limit")
    public void theLargestLimitIsTakenToTheLastAndNotOneMore() {
        QuotaWindow largest = QuotaWindow.of(Integer.MAX_VALUE, Duration.ofHours(1));
        assertTaken(store, charge(KEY, Integer.MAX_VALUE - 1, largest));
        assertEquals(Integer.MAX_VALUE - 1, other.used(KEY, NOW));
        assertTaken(other, charge(KEY, 1, largest));
        assertRefused(store, charge(KEY, 1, largest));
        assertEquals(Integer.MAX_VALUE, store.used(KEY, NOW));
    }

    @Test
    @Clause("tryAcquire: a charge takes all its windows or none")
    public void aChargeTakesAllItsWindowsOrNone() {
        QuotaWindow one = QuotaWindow.of(1, Duration.ofSeconds(30));
        QuotaCharge charge = charge(KEY, 1, one, FIVE_AN_HOUR);
        assertTaken(store, charge);
        assertRefused(store, charge);
        assertRefused(store, charge);
        assertEquals(1, store.used(KEY, NOW.plusSeconds(30)), "what was refused must not count in the second window");
    }

    @Test
    @Clause("tryAcquire: a charge takes all its windows or none")
    public void aKeyHasUpToFourWindows() {
        QuotaWindow[] windows = {
            QuotaWindow.of(4, Duration.ofSeconds(1)),
            QuotaWindow.of(3, Duration.ofMinutes(1)),
            QuotaWindow.of(2, Duration.ofDays(1)),
            QuotaWindow.of(1, Duration.ofDays(366))
        };
        assertTaken(store, charge(KEY, 1, windows));
        QuotaRefusal refusal = assertRefused(store, charge(KEY, 1, windows));
        assertEquals(windows[3], refusal.window());
        assertEquals(1, store.used(KEY, NOW.plus(Duration.ofDays(366)).minusMillis(1)));
    }

    @Test
    @Clause("tryAcquire: each key counts apart, whatever is in it")
    public void keysCountApart() {
        List<String> keys = List.of(KEY, KEY + "8", KEY.substring(1), "n|ACME|+491701234567", "N|acme|+491701234567");
        for (String key : keys) {
            assertTaken(store, charge(key, 1, QuotaWindow.of(1, Duration.ofHours(1))));
        }
        assertTrue(store.clear(KEY));
        keys.subList(1, keys.size()).forEach(key -> assertEquals(1, store.used(key, NOW), key));
    }

    @Test
    @Clause("tryAcquire: no counter is forgotten for another")
    public void noCounterIsForgottenForOthers() {
        QuotaWindow once = QuotaWindow.of(1, Duration.ofDays(1));
        for (int i = 0; i < 500; i++) {
            assertTaken(node(i), charge("k" + i, 1, once));
        }
        for (int i = 0; i < 500; i++) {
            assertRefused(node(i + 1), charge("k" + i, 1, once));
        }
    }

    @Test
    @Clause("tryAcquire: each key counts apart, whatever is in it")
    public void theLongestKeyCounts() {
        String longest = "s|%_'\"\\;--|" + "~".repeat(189);
        assertTaken(store, charge(longest, 2, FIVE_AN_HOUR));
        assertEquals(2, other.used(longest, NOW));
        assertEquals(0, store.used(longest.substring(0, 199), NOW));
        assertTrue(store.clear(longest));
    }

    @Test
    @Clause("tryAcquire: charges are taken in order, the first refusal stops")
    public void theFirstRefusalStopsAndNamesItsCharge() {
        assertTaken(store, charge("b", 5, FIVE_AN_HOUR));
        QuotaCharge full = charge("b", 1, FIVE_AN_HOUR);
        Optional<QuotaRefusal> refusal =
                store.tryAcquire(List.of(charge("a", 1, FIVE_AN_HOUR), full, charge("c", 1, FIVE_AN_HOUR)), NOW);
        assertEquals(Optional.of(new QuotaRefusal(full, FIVE_AN_HOUR, NOW.plus(Duration.ofHours(1)))), refusal);
        assertEquals(0, store.used("c", NOW), "a charge after the refused one must not be taken");
        assertFalse(store.clear("c"));
        assertEquals(5, store.used("b", NOW));
        assertTrue(store.used("a", NOW) <= 1, "a charge before the refused one may stay or be undone");
    }

    @Test
    @Clause("tryAcquire: charges are taken in order, the first refusal stops")
    public void chargesOfSeveralKeysAreAllTaken() {
        assertTaken(store, charge("a", 1, FIVE_AN_HOUR), charge("b", 2, FIVE_AN_HOUR), charge("c", 3, FIVE_AN_HOUR));
        assertEquals(1, other.used("a", NOW));
        assertEquals(2, other.used("b", NOW));
        assertEquals(3, other.used("c", NOW));
    }

    @Test
    @Clause("tryAcquire: an amount of 0 looks, and writes nothing")
    public void aLookTakesAndWritesNothing() {
        assertTaken(store, charge(KEY, 0, FIVE_AN_HOUR));
        assertFalse(store.clear(KEY), "a look must not make an entry");
        assertTaken(store, charge(KEY, 5, FIVE_AN_HOUR));
        assertTaken(store, charge(KEY, 0, FIVE_AN_HOUR));
        assertEquals(5, store.used(KEY, NOW));
    }

    @Test
    @Clause("tryAcquire: an amount of 0 looks, and writes nothing")
    public void aLookAtACountOverItsLimitIsRefused() {
        assertTaken(store, charge(KEY, 5, FIVE_AN_HOUR));
        assertRefused(store, charge(KEY, 0, QuotaWindow.of(4, Duration.ofHours(1))));
    }

    @Test
    @Clause("tryAcquire: charges are taken in order, the first refusal stops")
    public void aLookThatIsRefusedStopsTheChargesAfterIt() {
        assertTaken(store, charge(KEY, 5, FIVE_AN_HOUR));
        assertRefused(store, charge(KEY, 0, QuotaWindow.of(4, Duration.ofHours(1))), charge("later", 1, FIVE_AN_HOUR));
        assertEquals(0, store.used("later", NOW));
    }

    @Test
    @Clause("tryAcquire: refused exactly when count and amount exceed the limit")
    public void anotherLimitHoldsFromTheNextChargeOn() {
        assertTaken(store, charge(KEY, 3, FIVE_AN_HOUR));
        assertRefused(store, charge(KEY, 1, QuotaWindow.of(3, Duration.ofHours(1))));
        assertTaken(store, charge(KEY, 1, QuotaWindow.of(4, Duration.ofHours(1))));
        assertEquals(4, store.used(KEY, NOW));
    }

    @Test
    @Clause("clear: removes the entry for every node, and tells whether one was there")
    public void aClearForgetsTheCountForBothNodes() {
        assertTaken(store, charge(KEY, 5, FIVE_AN_HOUR));
        assertTrue(other.clear(KEY));
        assertEquals(0, store.used(KEY, NOW));
        assertFalse(store.clear(KEY));
        assertTaken(store, charge(KEY, 5, FIVE_AN_HOUR));
    }

    @Test
    @Clause("tryAcquire: any sequence counts as QuotaEntry does")
    public void anySequenceOfChargesCountsLikeTheArithmetic() {
        Random random = new Random(20_300_506);
        Map<String, QuotaEntry> model = new HashMap<>();
        Instant now = NOW;
        for (int step = 0; step < 300; step++) {
            now = now.plusMillis(random.nextInt(20_000) - 2_000);
            QuotaCharge charge = charge(
                    "k" + random.nextInt(3),
                    1 + random.nextInt(3),
                    QuotaWindow.of(2 + random.nextInt(2), Duration.ofSeconds(30)),
                    QuotaWindow.of(6, Duration.ofSeconds(120)));
            QuotaEntry.Charged expected =
                    model.getOrDefault(charge.key(), QuotaEntry.NONE).charge(charge, now);
            model.put(charge.key(), expected.next());
            assertEquals(expected.refusal(), node(step).tryAcquire(List.of(charge), now), "step " + step);
            assertEquals(expected.next().used(now), node(step + 1).used(charge.key(), now), "step " + step);
        }
    }

    static QuotaCharge charge(String key, int amount, QuotaWindow... windows) {
        return new QuotaCharge(key, amount, List.of(windows));
    }

    static void assertTaken(QuotaStore store, QuotaCharge... charges) {
        assertEquals(Optional.empty(), store.tryAcquire(List.of(charges), NOW));
    }

    static QuotaRefusal assertRefused(QuotaStore store, QuotaCharge... charges) {
        Optional<QuotaRefusal> refusal = store.tryAcquire(List.of(charges), NOW);
        assertTrue(refusal.isPresent(), "taken, and should be refused: " + List.of(charges));
        return refusal.orElseThrow();
    }
}
