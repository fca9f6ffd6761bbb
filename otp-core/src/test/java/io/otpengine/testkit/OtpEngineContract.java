package io.otpengine.testkit;

import io.otpengine.memory.InMemoryOtpStore;
import io.otpengine.spi.OtpStore;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What an engine promises, each promise as a test: for whoever puts something around the engine (an audit, a cache, a
 * remote call), and to prove the engine over a store of one's own. Extend it and say what is around the engine:
 *
 * <pre>{@code
 * class AuditedTest extends OtpEngineContract {
 *     @Override
 *     protected OtpFlow newFlow(EngineParts parts) {
 *         return new Audited(parts.builder().build(), new AuditLog());
 *     }
 * }
 * }</pre>
 *
 * <p>Two flows of the same parts are two nodes. In the races every thread is held at its first write until all have
 * read, so that a race is lost for certain by what can lose it.
 */
@ExtendWith(ClauseNaming.class)
public abstract class OtpEngineContract {
    /** For subclasses. */
    protected OtpEngineContract() {}

    /**
     * Opens what is tested, before each test and once more for the second node.
     *
     * @param parts store, channels, clock, policy and keys to use
     * @return the flow, on any account
     */
    protected abstract OtpFlow newFlow(EngineParts parts);

    /**
     * Opens a store, before each test.
     *
     * @return an empty store; in memory unless overridden
     */
    protected OtpStore newStore() {
        return new InMemoryOtpStore();
    }

    /** What is counted. */
    @Nested
    public class Guesses extends GuessClauses {
        /** Called by JUnit. */
        public Guesses() {
            super(OtpEngineContract.this);
        }
    }

    /** What is sent, and how often. */
    @Nested
    public class Sends extends SendClauses {
        /** Called by JUnit. */
        public Sends() {
            super(OtpEngineContract.this);
        }
    }

    /** What nobody else may see or change. */
    @Nested
    public class Borders extends BorderClauses {
        /** Called by JUnit. */
        public Borders() {
            super(OtpEngineContract.this);
        }
    }
}
