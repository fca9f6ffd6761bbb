package io.otpengine.memory;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.otpengine.spi.OtpStore;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever threads do at once, the stores answer as if it had been done one after the other. What that order may answer
 * is proved by the contract of stores.
 */
class StoresLincheckTest {
    @ParameterizedTest
    @ValueSource(classes = {OtpsInMemory.class, NumbersInMemory.class, QuotasInMemory.class, CachedOtps.class})
    void everyInterleavingOfTwoThreadsIsInOrder(Class<?> operations) {
        LincheckRuns.schedules().check(operations);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                OtpsInMemory.class,
                NumbersInMemory.class,
                QuotasInMemory.class,
                CachedOtps.class,
                CachedNumbers.class
            })
    void threadsUnderStressAreInOrder(Class<?> operations) {
        LincheckRuns.stress().check(operations);
    }

    @ParameterizedTest
    @ValueSource(classes = {SpoiledNumbers.class, SpoiledQuotas.class})
    void aStoreThatReadsBeforeItWritesIsFoundOut(Class<?> operations) {
        assertThatThrownBy(() -> LincheckRuns.schedules().iterations(60).check(operations))
                .isInstanceOf(LincheckAssertionError.class);
    }

    private static InMemoryOtpStore store() {
        return InMemoryOtpStore.builder().capacity(10).ticker(() -> 0).build();
    }

    private static CachingOtpStore cached(OtpStore store) {
        return new CachingOtpStore(store, 10, () -> 0);
    }

    public static class OtpsInMemory extends OtpOperations.ById {
        private OtpsInMemory(OtpStore store) {
            super(store, store);
        }

        public OtpsInMemory() {
            this(store());
        }
    }

    public static class NumbersInMemory extends OtpOperations.ByNumber {
        private NumbersInMemory(OtpStore store) {
            super(store, store);
        }

        public NumbersInMemory() {
            this(store());
        }
    }

    public static class QuotasInMemory extends QuotaOperations {
        public QuotasInMemory() {
            super(store());
        }
    }

    public static class CachedOtps extends OtpOperations.ById {
        private CachedOtps(OtpStore store) {
            super(cached(store), cached(store));
        }

        public CachedOtps() {
            this(store());
        }
    }

    public static class CachedNumbers extends OtpOperations.ByNumber {
        private CachedNumbers(OtpStore store) {
            super(cached(store), cached(store));
        }

        public CachedNumbers() {
            this(store());
        }
    }

    public static class SpoiledNumbers extends OtpOperations.ByNumber {
        public SpoiledNumbers() {
            this(new Spoiled());
        }

        private SpoiledNumbers(OtpStore store) {
            super(store, store);
        }
    }

    public static class SpoiledQuotas extends QuotaOperations {
        public SpoiledQuotas() {
            super(new Spoiled());
        }
    }
}
