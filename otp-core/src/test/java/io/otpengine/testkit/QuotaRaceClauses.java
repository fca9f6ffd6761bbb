package io.otpengine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.otpengine.QuotaWindow;
import io.otpengine.spi.QuotaCharge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

abstract class QuotaRaceClauses extends StoreClauses {
    private static final QuotaWindow FIVE_AN_HOUR = QuotaWindow.of(5, Duration.ofHours(1));
    private static final QuotaWindow MANY = QuotaWindow.of(1_000_000, Duration.ofDays(1));

    QuotaRaceClauses(OtpStoreContract contract) {
        super(contract);
    }

    @Test
    @Clause("tryAcquire: exactly the limit, whoever races")
    public void manyWhoOpenAWindowTakeExactlyItsLimit() {
        for (int trial = 0; trial < Race.TRIALS; trial++) {
            QuotaCharge charge = new QuotaCharge("new " + trial, 1, List.of(FIVE_AN_HOUR, MANY));
            assertEquals(5, Race.winners(i -> taken(i, NOW, charge)), "charges taken in trial " + trial);
            assertEquals(5, store.used(charge.key(), NOW));
        }
    }

    @Test
    @Clause("tryAcquire: exactly the limit, whoever races")
    public void manyWhoReopenAWindowTakeExactlyItsLimit() {
        Instant later = NOW.plus(Duration.ofHours(2));
        for (int trial = 0; trial < Race.TRIALS; trial++) {
            QuotaCharge charge = new QuotaCharge("old " + trial, 1, List.of(FIVE_AN_HOUR));
            assertEquals(true, taken(0, NOW, charge));
            assertEquals(5, Race.winners(i -> taken(i, later, charge)), "charges taken in trial " + trial);
        }
    }

    @Test
    @Clause("tryAcquire: exactly the limit, whoever races")
    public void manyWhoTakeSevenOfAHundredTakeFourteenTimes() {
        QuotaCharge charge = new QuotaCharge("sevens", 7, List.of(QuotaWindow.of(100, Duration.ofHours(1))));
        assertEquals(14, Race.winners(i -> taken(i, NOW, charge)));
        assertEquals(98, store.used("sevens", NOW));
    }

    @Test
    @Clause("tryAcquire: no charge is lost or counted twice, whoever races")
    public void noneOfManyChargesIsLostOrCountedTwice() {
        for (int trial = 0; trial < Race.TRIALS; trial++) {
            QuotaCharge charge = new QuotaCharge("many " + trial, 1, List.of(MANY));
            assertEquals(Race.RACERS, Race.winners(i -> taken(i, NOW, charge)));
            assertEquals(Race.RACERS, store.used(charge.key(), NOW), "the count after trial " + trial);
        }
    }

    @Test
    @Clause("tryAcquire: charges in any order of keys block nobody")
    public void keysTakenInOppositeOrdersBlockNobody() {
        QuotaCharge a = new QuotaCharge("a", 1, List.of(MANY));
        QuotaCharge b = new QuotaCharge("b", 1, List.of(MANY));
        int winners = Race.winners(i -> i % 4 < 2 ? taken(i, NOW, a, b) : taken(i, NOW, b, a));
        assertEquals(Race.RACERS, winners);
        assertEquals(Race.RACERS, store.used("a", NOW));
        assertEquals(Race.RACERS, store.used("b", NOW));
    }

    @Test
    @Clause("clear: of N racers exactly one found an entry")
    public void ofManyWhoClearExactlyOneFoundAnEntry() {
        for (int trial = 0; trial < Race.TRIALS; trial++) {
            assertEquals(true, taken(0, NOW, new QuotaCharge("gone", 1, List.of(MANY))));
            assertEquals(1, Race.winners(i -> node(i).clear("gone")), "winners of trial " + trial);
        }
    }

    private boolean taken(int node, Instant now, QuotaCharge... charges) {
        return node(node).tryAcquire(List.of(charges), now).isEmpty();
    }
}
