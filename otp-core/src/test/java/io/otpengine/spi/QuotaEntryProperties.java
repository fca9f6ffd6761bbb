package io.otpengine.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.QuotaWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The arithmetic of quotas against a model that keeps the history and counts it through, each time from the start. */
class QuotaEntryProperties {
    private static final Instant START = Instant.parse("2030-01-02T03:04:05.678Z");

    /** Time that passes (or steps back), then a charge. */
    record Step(long millis, int amount) {}

    /** A charge that was tried, and whether it was taken. */
    record Tried(Instant at, int amount, boolean taken) {}

    /** A window as the history makes it at some instant. */
    record Counted(QuotaWindow window, long count, Instant end) {}

    @Property(tries = 2_000)
    void anEntryCountsAsItsHistoryTells(
            @ForAll("windows") List<QuotaWindow> windows, @ForAll("steps") List<Step> steps) {
        QuotaEntry entry = QuotaEntry.NONE;
        List<Tried> history = new ArrayList<>();
        Instant now = START;
        for (Step step : steps) {
            now = now.plusMillis(step.millis());
            QuotaCharge charge = new QuotaCharge("k", step.amount(), windows);
            Optional<QuotaRefusal> expected = refusal(history, charge, now);
            QuotaEntry.Charged charged = entry.charge(charge, now);
            assertThat(charged.refusal()).isEqualTo(expected);
            history.add(new Tried(now, step.amount(), expected.isEmpty()));
            entry = charged.next();
            assertThat(entry.used(now)).isEqualTo(used(history, windows, now));
        }
    }

    @Property
    void whatAStoreKeepsInColumnsIsTheSameEntry(
            @ForAll("windows") List<QuotaWindow> windows, @ForAll("steps") List<Step> steps) {
        QuotaEntry entry = QuotaEntry.NONE;
        Instant now = START;
        for (Step step : steps) {
            now = now.plusMillis(step.millis());
            entry = entry.charge(new QuotaCharge("k", step.amount(), windows), now)
                    .next();
            QuotaEntry kept = QuotaEntry.of(
                    List.of(entry.count(0), entry.count(1), entry.count(2), entry.count(3)),
                    List.of(entry.end(0), entry.end(1), entry.end(2), entry.end(3)));
            assertThat(kept).isEqualTo(entry).hasSameHashCodeAs(entry);
        }
    }

    @Property
    void noWindowEverHoldsMoreThanItsLimitOrLongerThanItsLength(
            @ForAll("windows") List<QuotaWindow> windows, @ForAll("steps") List<Step> steps) {
        QuotaEntry entry = QuotaEntry.NONE;
        Instant now = START;
        for (Step step : steps) {
            now = now.plusMillis(step.millis());
            entry = entry.charge(new QuotaCharge("k", step.amount(), windows), now)
                    .next();
            for (int i = 0; i < windows.size(); i++) {
                assertThat(entry.count(i)).isLessThanOrEqualTo(windows.get(i).limit());
                assertThat(Instant.ofEpochMilli(entry.end(i)))
                        .isBeforeOrEqualTo(now.plus(windows.get(i).length()).plus(Duration.ofMinutes(5)));
            }
        }
    }

    @Provide
    Arbitrary<List<QuotaWindow>> windows() {
        Arbitrary<Integer> limits = Arbitraries.integers().between(1, 6);
        Arbitrary<Long> millis = Arbitraries.longs().between(1_000, 900_000);
        return Combinators.combine(limits, millis)
                .as((limit, length) -> QuotaWindow.of(limit, Duration.ofMillis(length)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Long> forwards = Arbitraries.longs().between(0, 400_000);
        Arbitrary<Long> back = Arbitraries.longs().between(-2_000_000, 0);
        Arbitrary<Long> millis = Arbitraries.frequencyOf(Tuple.of(9, forwards), Tuple.of(1, back));
        return Combinators.combine(millis, Arbitraries.integers().between(0, 4))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    private static Optional<QuotaRefusal> refusal(List<Tried> history, QuotaCharge charge, Instant now) {
        return charge.windows().stream()
                .map(window -> counted(history, window, now))
                .filter(counted ->
                        counted.count() + charge.amount() > counted.window().limit())
                .max(Comparator.comparing(Counted::end))
                .map(last -> new QuotaRefusal(charge, last.window(), last.end()));
    }

    private static long used(List<Tried> history, List<QuotaWindow> windows, Instant now) {
        return windows.stream()
                .mapToLong(window -> counted(history, window, now).count())
                .max()
                .orElse(0);
    }

    /** The window at an instant: its count and end if it is open, else 0 and the end it would have. */
    private static Counted counted(List<Tried> history, QuotaWindow window, Instant now) {
        long count = 0;
        Instant end = Instant.MIN;
        for (Tried tried : history) {
            boolean open = tried.at().isBefore(end);
            end = open ? bounded(end, window, tried.at()) : end;
            if (tried.taken() && tried.amount() > 0) {
                count = open ? count + tried.amount() : tried.amount();
                end = open ? end : tried.at().plus(window.length());
            }
        }
        return now.isBefore(end)
                ? new Counted(window, count, bounded(end, window, now))
                : new Counted(window, 0, now.plus(window.length()));
    }

    private static Instant bounded(Instant end, QuotaWindow window, Instant at) {
        Instant longest = at.plus(window.length());
        return end.isAfter(longest.plus(Duration.ofMinutes(5))) ? longest : end;
    }
}
