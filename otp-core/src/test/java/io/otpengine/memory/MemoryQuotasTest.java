package io.otpengine.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.otpengine.OtpCapacityException;
import io.otpengine.QuotaWindow;
import io.otpengine.spi.QuotaCharge;
import io.otpengine.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MemoryQuotasTest {
    private static final Instant NOW = ManualTime.START;
    private static final Duration HOUR = Duration.ofHours(1);

    @Nested
    @Tag("SEC-37")
    @DisplayName("SEC-37 a full store refuses new keys and forgets none")
    class AFullStore {
        private final MemoryQuotas quotas = new MemoryQuotas(1_000);

        AFullStore() {
            IntStream.range(0, 1_000).forEach(i -> charge(quotas, NOW, "k" + i));
        }

        @Test
        void refusesNewKeysAndForgetsNone() {
            for (int i = 0; i < 5_000; i++) {
                String key = "new" + i;
                assertThatThrownBy(() -> charge(quotas, NOW, key)).isInstanceOf(OtpCapacityException.class);
            }
            assertThat(IntStream.range(0, 1_000))
                    .allSatisfy(i -> assertThat(quotas.used("k" + i, NOW)).isEqualTo(1));
        }

        @Test
        void countsOnForTheKeysItHas() {
            charge(quotas, NOW, "k7");
            assertThat(quotas.used("k7", NOW)).isEqualTo(2);
        }

        @Test
        void chargesNoKeyOfAListThatDoesNotFit() {
            assertThatThrownBy(() -> charge(quotas, NOW, "k7", "new")).isInstanceOf(OtpCapacityException.class);
            assertThat(quotas.used("k7", NOW)).isEqualTo(1);
        }

        @Test
        void stillLooks() {
            QuotaCharge look = new QuotaCharge("new", 0, List.of(QuotaWindow.of(1, HOUR)));
            assertThat(quotas.tryAcquire(List.of(look), NOW)).isEmpty();
        }

        @Test
        void hasRoomForWhatWasCleared() {
            assertThat(quotas.clear("k7")).isTrue();
            charge(quotas, NOW, "new");
            assertThatThrownBy(() -> charge(quotas, NOW, "newer")).isInstanceOf(OtpCapacityException.class);
        }

        @Test
        void hasRoomOnceWindowsEnded() {
            Instant end = NOW.plus(HOUR);
            assertThatThrownBy(() -> charge(quotas, end.minusMillis(1), "new"))
                    .isInstanceOf(OtpCapacityException.class);
            charge(quotas, end, "new");
            assertThat(quotas.used("new", end)).isEqualTo(1);
        }

        @Test
        void hasRoomForTheOneThatEndedAmongManyThatDidNot() {
            MemoryQuotas large = new MemoryQuotas(20_000);
            charge(large, NOW.minus(HOUR), "ended");
            IntStream.range(1, 20_000).forEach(i -> charge(large, NOW.minusMillis(1), "k" + i));
            charge(large, NOW, "new");
            assertThat(large.used("ended", NOW)).isZero();
        }

        @Test
        void hasRoomForAsManyAsEndedWhereverTheyAre() {
            for (int hour = 1; hour <= 20; hour++) {
                Instant now = NOW.plus(HOUR.multipliedBy(hour));
                for (int i = 0; i < 1_000; i++) {
                    charge(quotas, now, "hour " + hour + " " + i);
                }
            }
        }
    }

    @Nested
    class Traffic {
        private final MemoryQuotas quotas = new MemoryQuotas(100_000);

        @Test
        void bringsBackTheMemoryOfWhatEndedLongAgo() {
            IntStream.range(0, 10_000).forEach(i -> charge(quotas, NOW, "old" + i));
            Instant later = NOW.plus(HOUR).plus(HOUR);
            IntStream.range(0, 10_000).forEach(i -> charge(quotas, later, "new" + i));
            assertThat(left("old")).isZero();
            assertThat(left("new")).isEqualTo(10_000);
        }

        @Test
        void keepsWhatEndedALittleAgo() {
            IntStream.range(0, 10_000).forEach(i -> charge(quotas, NOW, "old" + i));
            Instant later = NOW.plus(HOUR).plus(HOUR).minusMillis(1);
            IntStream.range(0, 10_000).forEach(i -> charge(quotas, later, "new" + i));
            assertThat(left("old")).isEqualTo(10_000);
        }

        private long left(String prefix) {
            return IntStream.range(0, 10_000)
                    .filter(i -> quotas.clear(prefix + i))
                    .count();
        }
    }

    private static void charge(MemoryQuotas quotas, Instant now, String... keys) {
        List<QuotaCharge> charges = Stream.of(keys)
                .map(key -> new QuotaCharge(key, 1, List.of(QuotaWindow.of(10, HOUR))))
                .toList();
        assertThat(quotas.tryAcquire(charges, now)).isEmpty();
    }
}
