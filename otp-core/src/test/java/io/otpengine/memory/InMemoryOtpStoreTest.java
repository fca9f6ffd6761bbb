package io.otpengine.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.otpengine.InvalidRequestException;
import io.otpengine.spi.OtpStore;
import io.otpengine.testkit.OtpStoreContract;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class InMemoryOtpStoreTest extends OtpStoreContract {
    @Override
    protected OtpStore newStore() {
        return new InMemoryOtpStore();
    }

    @Override
    protected Optional<OtpStore> newStoreOf(int capacity) {
        return Optional.of(InMemoryOtpStore.builder()
                .capacity(capacity)
                .quotaCapacity(capacity)
                .build());
    }

    @Nested
    class Settings {
        @Test
        void nothingOutlivesTheProcess() {
            assertThat(new InMemoryOtpStore().durable()).isFalse();
        }

        @Test
        void wrongValuesAreRefusedWithTheirBounds() {
            assertThatThrownBy(() -> InMemoryOtpStore.builder().capacity(0))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessage("capacity must be at least 1");
            assertThatThrownBy(() -> InMemoryOtpStore.builder().quotaCapacity(0))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessage("quotaCapacity must be at least 1");
            assertThatThrownBy(() -> InMemoryOtpStore.builder().retention(Duration.ofMillis(-1)))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessage("retention must be from 0 to 366 days");
            assertThatThrownBy(() -> InMemoryOtpStore.builder().retention(Duration.ofDays(367)))
                    .isInstanceOf(InvalidRequestException.class);
            assertThatThrownBy(() -> InMemoryOtpStore.builder().retention(null))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("retention is required");
        }

        @Test
        void theLargestCapacityIsTaken() {
            assertThat(InMemoryOtpStore.builder().capacity(Integer.MAX_VALUE).build())
                    .isNotNull();
        }
    }
}
