package io.otpengine.broken;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.testkit.OtpStoreContract;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The store contract kills each of the broken stores, in each run, by the clause that names the mistake. */
class BrokenStoresTest {
    private static Stream<Class<?>> mutants() {
        return Killing.mutants(
                BrokenStores.class,
                BrokenOtpStores.class,
                BrokenListings.class,
                BrokenQuotaStores.class,
                BrokenPurges.class,
                BrokenExtremes.class);
    }

    @TestFactory
    Stream<DynamicTest> everyBrokenStoreIsKilledEveryTime() {
        return mutants()
                .map(mutant -> DynamicTest.dynamicTest(
                        mutant.getSimpleName(), () -> Killing.assertKilledEveryTime(OtpStoreContract.class, mutant)));
    }

    @Test
    void everyClauseKillsAStore() {
        assertThat(mutants()
                        .map(mutant -> mutant.getAnnotation(KilledBy.class).value())
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(
                        Killing.clausesOf(OtpStoreContract.class).keySet());
    }
}
