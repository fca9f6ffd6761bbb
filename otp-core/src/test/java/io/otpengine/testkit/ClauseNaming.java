package io.otpengine.testkit;

import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** Puts the broken clause in front of whatever a test failed with. */
final class ClauseNaming implements TestExecutionExceptionHandler {
    static final String BROKEN = "broken clause: ";

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        Clause clause = context.getRequiredTestMethod().getAnnotation(Clause.class);
        if (clause == null || thrown instanceof TestAbortedException || thrown instanceof VirtualMachineError) {
            throw thrown;
        }
        throw named(clause.value(), thrown);
    }

    static AssertionFailedError named(String clause, Throwable thrown) {
        String message =
                BROKEN + clause + " (" + (thrown instanceof AssertionError ? thrown.getMessage() : thrown) + ")";
        return thrown instanceof AssertionFailedError failed && failed.isExpectedDefined()
                ? new AssertionFailedError(message, failed.getExpected(), failed.getActual(), thrown)
                : new AssertionFailedError(message, thrown);
    }

    /**
     * One test of what was opened, or none. JUnit hands no failure of a dynamic test to an extension, so the clause of
     * the factory is put in front here.
     */
    static <T> DynamicTest[] tests(Class<?> part, String factory, Optional<T> opened, Consumer<T> test) {
        String clause = clauseOf(part, factory);
        return opened.stream()
                .map(subject -> DynamicTest.dynamicTest(factory, () -> {
                    try {
                        test.accept(subject);
                    } catch (RuntimeException | AssertionError e) {
                        throw named(clause, e);
                    }
                }))
                .toArray(DynamicTest[]::new);
    }

    private static String clauseOf(Class<?> part, String factory) {
        try {
            return part.getMethod(factory).getAnnotation(Clause.class).value();
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }
}
