package io.otpengine.testkit;

import io.otpengine.spi.OtpStore;
import org.junit.jupiter.api.Nested;

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
}
