package io.otpengine.sms.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The small parts of a gateway that keep time, with times as arguments. */
class SmppPartsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void bindsAreTriedLaterAndLaterAndNeverInStep() {
        Backoff backoff = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(60));
        assertThat(backoff.after(1, 0)).isEqualTo(Duration.ofMillis(125));
        assertThat(backoff.after(1, 1)).isEqualTo(Duration.ofMillis(250));
        assertThat(backoff.after(2, 1)).isEqualTo(Duration.ofMillis(500));
        assertThat(backoff.after(8, 1)).isEqualTo(Duration.ofSeconds(32));
        assertThat(backoff.after(9, 1)).isEqualTo(Duration.ofSeconds(60));
        assertThat(backoff.after(Integer.MAX_VALUE, 0)).isEqualTo(Duration.ofSeconds(30));
        assertThat(backoff.refused(0)).isEqualTo(Duration.ofSeconds(60));
        assertThat(backoff.refused(1)).isEqualTo(Duration.ofSeconds(75));
    }

    @Test
    void aSessionThatLivedShortIsOneMoreFailure() {
        assertThat(Backoff.afterSession(4, Duration.ofSeconds(9))).isEqualTo(5);
        assertThat(Backoff.afterSession(4, Duration.ofSeconds(10))).isEqualTo(1);
    }

    @Test
    void aThrottlingSmscIsLeftAloneTwiceAsLongEachTime() {
        Throttle throttle = new Throttle();
        long now = Long.MAX_VALUE - Duration.ofMillis(100).toNanos(); // where nanoTime overflows
        assertThat(throttle.isPaused(now)).isFalse();
        for (int millis : new int[] {250, 500, 1_000, 2_000, 4_000, 5_000, 5_000}) {
            throttle.refused(now);
            throttle.refused(now + 1);
            long end = now + Duration.ofMillis(millis).toNanos();
            assertThat(throttle.isPaused(end - 1)).isTrue();
            throttle.accepted(end - 1);
            assertThat(throttle.isPaused(end)).isFalse();
            now = end;
        }
        throttle.accepted(now);
        throttle.refused(now);
        assertThat(throttle.isPaused(now + Duration.ofMillis(250).toNanos())).isFalse();
    }

    @Test
    void whatIsRememberedIsForgottenWhenItExpiresOrThereIsTooMuch() {
        Remembered<String> remembered = new Remembered<>(2);
        assertThat(remembered.put("a", "1", NOW.plusSeconds(1), NOW)).isZero();
        assertThat(remembered.get("a", NOW.plusMillis(999))).isEqualTo("1");
        assertThat(remembered.get("a", NOW.plusSeconds(1))).isNull();
        remembered.put("b", "2", NOW.plusSeconds(9), NOW);
        assertThat(remembered.put("c", "3", NOW.plusSeconds(9), NOW)).isEqualTo(1);
        assertThat(remembered.get("a", NOW)).isNull();
        assertThat(remembered.put("c", "4", NOW.plusSeconds(9), NOW)).isZero();
        assertThat(remembered.remove("c", NOW)).isEqualTo("4");
        assertThat(remembered.remove("c", NOW)).isNull();
        assertThat(remembered.sweep(NOW.plusSeconds(9))).isEqualTo(1);
    }

    @Test
    void idsAreTheSameInEachFormThatAnSmscWritesThem() {
        assertThat(IdForm.ALIKE.worded("000ABC-1")).isEqualTo(IdForm.ALIKE.answered("abc-1"));
        assertThat(IdForm.HEX_THEN_DECIMAL.worded("0000001001")).isEqualTo(IdForm.HEX_THEN_DECIMAL.answered("3E9"));
        assertThat(IdForm.DECIMAL_THEN_HEX.worded("3E9")).isEqualTo(IdForm.DECIMAL_THEN_HEX.answered("01001"));
        assertThat(IdForm.HEX_THEN_DECIMAL.answered("not-hex")).isEqualTo("not-hex");
        assertThat(IdForm.ALIKE.answered("000")).isEqualTo("0");
    }

    @Test
    void hostsOfThisMachineAreNoNetwork() {
        assertThat(new Host("localhost", 1).isLocal()).isTrue();
        assertThat(new Host("127.0.0.1", 1).isLocal()).isTrue();
        assertThat(new Host("::1", 1).isLocal()).isTrue();
        assertThat(new Host("127.evil.example", 1).isLocal()).isFalse();
        assertThat(new Host("smsc.example", 1).isLocal()).isFalse();
    }
}
