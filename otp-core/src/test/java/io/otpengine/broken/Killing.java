package io.otpengine.broken;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedMethod;

import io.otpengine.testkit.Clause;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs the tests of one clause of a contract against something broken, and asserts that they notice, every time. */
final class Killing {
    /** Luck must not save a mutant, nor kill it. */
    static final int RUNS = Integer.getInteger("mutants.runs", 20);

    private static final Launcher LAUNCHER = LauncherFactory.create();

    private Killing() {}

    /** All that is broken in some classes. */
    static Stream<Class<?>> mutants(Class<?>... holders) {
        return Arrays.stream(holders)
                .flatMap(holder -> Arrays.stream(holder.getDeclaredClasses()))
                .filter(mutant -> mutant.isAnnotationPresent(KilledBy.class));
    }

    /** The tests of a contract by clause. */
    static Map<String, List<Method>> clausesOf(Class<?> contract) {
        Map<String, List<Method>> clauses = new TreeMap<>();
        Stream.concat(Stream.of(contract), Arrays.stream(contract.getClasses()))
                .flatMap(part -> Arrays.stream(part.getMethods()).map(method -> Map.entry(part, method)))
                .filter(test -> test.getValue().isAnnotationPresent(Clause.class))
                .forEach(test -> clauses.computeIfAbsent(
                                test.getValue().getAnnotation(Clause.class).value(), clause -> new ArrayList<>())
                        .add(test.getValue()));
        return clauses;
    }

    static void assertKilledEveryTime(Class<?> contract, Class<?> mutant) {
        String clause = mutant.getAnnotation(KilledBy.class).value();
        List<DiscoverySelector> selectors = selectors(contract, mutant, clause);
        assertFalse(selectors.isEmpty(), "no test is about: " + clause);
        for (int run = 1; run <= RUNS; run++) {
            List<String> messages = failures(selectors);
            assertTrue(
                    messages.stream().anyMatch(message -> message.startsWith("broken clause: " + clause)),
                    mutant.getSimpleName() + " lived through run " + run + ": " + messages);
        }
    }

    private static List<DiscoverySelector> selectors(Class<?> contract, Class<?> mutant, String clause) {
        List<DiscoverySelector> selectors = new ArrayList<>();
        for (Class<?> part : contract.getClasses()) {
            for (Method method : part.getMethods()) {
                if (isAbout(method, clause)) {
                    selectors.add(selectNestedMethod(List.of(mutant), part, method));
                }
            }
        }
        for (Method method : contract.getMethods()) {
            if (isAbout(method, clause)) {
                selectors.add(selectMethod(mutant, method));
            }
        }
        return selectors;
    }

    private static boolean isAbout(Method method, String clause) {
        Clause of = method.getAnnotation(Clause.class);
        return of != null && of.value().equals(clause);
    }

    private static List<String> failures(List<DiscoverySelector> selectors) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LAUNCHER.execute(
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectors)
                        .filters(EngineFilter.includeEngines("junit-jupiter"))
                        .build(),
                listener);
        assertTrue(listener.getSummary().getTestsFoundCount() > 0, "no test was run");
        return listener.getSummary().getFailures().stream()
                .map(failure -> String.valueOf(failure.getException().getMessage()))
                .toList();
    }
}
