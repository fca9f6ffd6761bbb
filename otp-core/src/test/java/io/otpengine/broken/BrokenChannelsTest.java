package io.otpengine.broken;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.testkit.DeliveryChannelContract;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The channel contract kills each of the broken channels, in each run, by the clause that names the mistake. */
class BrokenChannelsTest {
    /** What is spoiled later is right before. */
    @Nested
    class Unspoiled extends BrokenChannels.Sound {}

    @TestFactory
    Stream<DynamicTest> everyBrokenChannelIsKilledEveryTime() {
        return Killing.mutants(BrokenChannels.class)
                .map(mutant -> DynamicTest.dynamicTest(
                        mutant.getSimpleName(),
                        () -> Killing.assertKilledEveryTime(DeliveryChannelContract.class, mutant)));
    }

    @Test
    void everyClauseKillsAChannel() {
        assertThat(Killing.mutants(BrokenChannels.class)
                        .map(mutant -> mutant.getAnnotation(KilledBy.class).value())
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(
                        Killing.clausesOf(DeliveryChannelContract.class).keySet());
    }
}
