package io.otpengine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ManualTimeTest {
    private final ManualTime time = new ManualTime();

    @Test
    void itStandsUntilItIsMoved() {
        assertThat(time.instant()).isEqualTo(ManualTime.START).isEqualTo(time.instant());
    }

    @Test
    void itMovesForwardsAndBack() {
        assertThat(time.advance(Duration.ofDays(1))).isEqualTo(ManualTime.START.plus(Duration.ofDays(1)));
        time.advance(Duration.ofDays(-2));
        assertThat(time.instant()).isEqualTo(ManualTime.START.minus(Duration.ofDays(1)));
    }

    @Test
    void itMovesToAnInstant() {
        time.set(Instant.EPOCH);
        assertThat(time.millis()).isZero();
    }

    @Test
    void noneOfManyMovesIsLost() {
        Race.of(Race.RACERS, i -> time.advance(Duration.ofMillis(1)));
        assertThat(time.instant()).isEqualTo(ManualTime.START.plusMillis(Race.RACERS));
    }
}
