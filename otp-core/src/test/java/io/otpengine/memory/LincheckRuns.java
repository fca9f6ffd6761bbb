package io.otpengine.memory;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import java.util.List;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.util.LoggingLevel;

/** How much Lincheck tries: {@code -Dotp.lincheck=10} makes it ten times as much. */
public final class LincheckRuns {
    private static final int TIMES = Integer.getInteger("otp.lincheck", 1);

    /** Other people's, or without anything that threads share: not to be interleaved, only what calls them. */
    private static final List<String> NOT_LOOKED_INTO = List.of(
            "com.github.benmanes.caffeine.",
            "com.google.i18n.",
            "ch.qos.logback.",
            "org.slf4j.",
            "io.otpengine.internal.codes.",
            "io.otpengine.internal.numbers.",
            "io.otpengine.internal.templates.",
            "io.otpengine.internal.text.");

    private LincheckRuns() {}

    /** Every switch between two threads that matters, up to a number of schedules. */
    public static ModelCheckingOptions schedules() {
        return new ModelCheckingOptions()
                .iterations(10 * TIMES)
                .invocationsPerIteration(30 * TIMES)
                .threads(2)
                .actorsPerThread(2)
                .actorsBefore(1)
                .actorsAfter(0)
                .minimizeFailedScenario(false)
                .logLevel(LoggingLevel.OFF)
                .addGuarantee(forClasses(name -> NOT_LOOKED_INTO.stream().anyMatch(name::startsWith))
                        .allMethods()
                        .treatAsAtomic());
    }

    /** Two threads that run as they happen to. */
    public static StressOptions stress() {
        return new StressOptions()
                .iterations(10 * TIMES)
                .invocationsPerIteration(50 * TIMES)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(1)
                .minimizeFailedScenario(false)
                .logLevel(LoggingLevel.OFF);
    }
}
