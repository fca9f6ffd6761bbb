package io.otpengine.broken;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.memory.CachingOtpStore;
import io.otpengine.spi.OtpStore;
import io.otpengine.testkit.EngineParts;
import io.otpengine.testkit.OtpEngineContract;
import io.otpengine.testkit.OtpFlow;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The engine's contract kills each of the broken engines, in each run, by the clause that names the mistake. */
class BrokenEnginesTest {
    /** What is spoiled is right before: the engine keeps its own contract. */
    @Nested
    class Unspoiled extends OtpEngineContract {
        @Override
        protected OtpFlow newFlow(EngineParts parts) {
            return OtpFlow.of(parts.builder().build());
        }
    }

    /** So it does over a store that remembers what it wrote. */
    @Nested
    class OverACachingStore extends OtpEngineContract {
        @Override
        protected OtpFlow newFlow(EngineParts parts) {
            return OtpFlow.of(
                    parts.builder().store(new CachingOtpStore(parts.store())).build());
        }
    }

    /** So it does over the simplest store there is. */
    @Nested
    class OverMapsUnderALock extends OtpEngineContract {
        @Override
        protected OtpFlow newFlow(EngineParts parts) {
            return OtpFlow.of(parts.builder().build());
        }

        @Override
        protected OtpStore newStore() {
            return new PlainStore();
        }
    }

    private static Stream<Class<?>> mutants() {
        return Killing.mutants(BrokenEngines.class, BrokenFlows.class);
    }

    @TestFactory
    Stream<DynamicTest> everyBrokenEngineIsKilledEveryTime() {
        return mutants()
                .map(mutant -> DynamicTest.dynamicTest(
                        mutant.getSimpleName(), () -> Killing.assertKilledEveryTime(OtpEngineContract.class, mutant)));
    }

    @Test
    void everyClauseKillsAnEngine() {
        assertThat(mutants()
                        .map(mutant -> mutant.getAnnotation(KilledBy.class).value())
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(
                        Killing.clausesOf(OtpEngineContract.class).keySet());
    }
}
