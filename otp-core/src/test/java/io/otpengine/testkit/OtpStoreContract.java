package io.otpengine.testkit;

import io.otpengine.spi.OtpStore;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every clause of {@link OtpStore}, each as a test. The author of a store extends this class and says how to open one:
 *
 * <pre>{@code
 * class MyStoreTest extends OtpStoreContract {
 *     @Override
 *     protected OtpStore newStore() {
 *         return new MyStore(...);
 *     }
 * }
 * }</pre>
 *
 * <p>Races are run by 64 threads. A store that has fewer connections must let them wait.
 */
@ExtendWith(ClauseNaming.class)
public abstract class OtpStoreContract {
    /** For subclasses. */
    protected OtpStoreContract() {}

    /**
     * Opens a store, before each test. To close it or to clear what lies beneath, use JUnit's {@code @AfterEach}.
     *
     * @return a store without OTPs, applications and quotas, with room for 1,000 of each
     */
    protected abstract OtpStore newStore();

    /**
     * Opens what a second node of the same application would have: another store object over the same data.
     *
     * @param store from {@link #newStore()}
     * @return the second view; the very same store unless overridden
     */
    protected OtpStore secondNode(OtpStore store) {
        return store;
    }

    /**
     * Opens again what is kept, as after a restart of the process. A store that is {@link OtpStore#durable()} must have
     * everything then; one in memory says that it is not, which the default of {@code durable()} does not.
     *
     * @param store from {@link #newStore()}
     * @return the store of the next process; {@link #secondNode} unless overridden
     */
    protected OtpStore reopened(OtpStore store) {
        return secondNode(store);
    }

    /**
     * Runs something while a transaction of the caller is open on this thread, and rolls that transaction back. For
     * stores over something that has transactions; otherwise there is none to roll back.
     *
     * @param work calls the store; the default merely runs it
     */
    protected void inATransactionThatRollsBack(Runnable work) {
        work.run();
    }

    /**
     * Opens a store with a bound, if this kind has one.
     *
     * @param capacity how many OTPs it has room for, and how many quota keys
     * @return the store, or empty (unless overridden) if it has no bound of its own
     */
    protected Optional<OtpStore> newStoreOf(int capacity) {
        return Optional.empty();
    }

    /**
     * Opens a store whose far end cannot be reached, if this kind has one.
     *
     * @return the store, or empty (unless overridden) if nothing lies beneath it that can fail
     */
    protected Optional<OtpStore> newUnreachableStore() {
        return Optional.empty();
    }

    /** One OTP: what goes in comes out, and changes by compare-and-set alone. */
    @Nested
    public class Otps extends OtpClauses {
        /** Called by JUnit. */
        public Otps() {
            super(OtpStoreContract.this);
        }
    }

    /** The OTPs of a number. */
    @Nested
    public class OtpsOfANumber extends NumberClauses {
        /** Called by JUnit. */
        public OtpsOfANumber() {
            super(OtpStoreContract.this);
        }
    }

    /** One OTP, many threads. */
    @Nested
    public class OtpRaces extends OtpRaceClauses {
        /** Called by JUnit. */
        public OtpRaces() {
            super(OtpStoreContract.this);
        }
    }

    /** Applications: round trip, order, compare-and-set. */
    @Nested
    public class Applications extends ApplicationClauses {
        /** Called by JUnit. */
        public Applications() {
            super(OtpStoreContract.this);
        }
    }

    /** Quotas, one call at a time. */
    @Nested
    public class Quotas extends QuotaClauses {
        /** Called by JUnit. */
        public Quotas() {
            super(OtpStoreContract.this);
        }
    }

    /** The windows of a quota: when they open and end. */
    @Nested
    public class Windows extends WindowClauses {
        /** Called by JUnit. */
        public Windows() {
            super(OtpStoreContract.this);
        }
    }

    /** Quotas, many threads. */
    @Nested
    public class QuotaRaces extends QuotaRaceClauses {
        /** Called by JUnit. */
        public QuotaRaces() {
            super(OtpStoreContract.this);
        }
    }

    /** The purge. */
    @Nested
    public class Purge extends PurgeClauses {
        /** Called by JUnit. */
        public Purge() {
            super(OtpStoreContract.this);
        }
    }

    /** A full store, a broken one, a caller's transaction, a restart. */
    @Nested
    public class Extremes extends ExtremeClauses {
        /** Called by JUnit. */
        public Extremes() {
            super(OtpStoreContract.this);
        }
    }
}
