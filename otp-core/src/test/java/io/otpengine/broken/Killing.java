package io.otpengine.broken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedMethod;

import java.util.List;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs one clause of a contract against something broken, and asserts that the clause notices. */
final class Killing {
    private Killing() {}

    static void assertKilled(Class<?> broken, Class<?> part, String clause) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectNestedMethod(List.of(broken), part, clause))
                                .build(),
                        listener);
        assertThat(listener.getSummary().getTestsFoundCount())
                .as("tests named " + clause)
                .isEqualTo(1);
        assertThat(listener.getSummary().getFailures())
                .as(clause + " against " + broken.getSimpleName())
                .hasSize(1)
                .allSatisfy(failure -> assertThat(failure.getException()).isInstanceOf(AssertionError.class));
    }
}
