package io.otpengine.testkit;

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
}
