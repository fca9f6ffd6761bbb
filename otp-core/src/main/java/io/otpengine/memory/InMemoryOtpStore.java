package io.otpengine.memory;

import com.github.benmanes.caffeine.cache.Ticker;
import io.otpengine.Application;
import io.otpengine.ApplicationId;
import io.otpengine.InvalidRequestException;
import io.otpengine.OtpId;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import io.otpengine.spi.QuotaCharge;
import io.otpengine.spi.QuotaRefusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps everything in this process: for one node, for tests and demonstrations. A restart forgets it, counters included.
 *
 * <p>Bounded in OTPs and in quota keys; applications are not, since operators make them. At a bound it refuses with an
 * {@link io.otpengine.OtpCapacityException} and writes nothing. It never gives up a live OTP, an application or an open
 * quota window to make room.
 *
 * <p>Memory returns without {@link #purgeExpired}: an OTP is forgotten once its lifetime and the retention have passed
 * since it was inserted, by {@link System#nanoTime()}, and a counter from one hour after its windows ended, by the time
 * that callers pass in; at the bound, within a second of their end, before a new key is refused. There are no threads;
 * calls do this work in passing.
 *
 * <p>Safe for use by several threads.
 */
public final class InMemoryOtpStore implements OtpStore {
    private final MemoryOtps otps;
    private final MemoryApplications applications = new MemoryApplications();
    private final MemoryQuotas quotas;

    /** A store for 100,000 OTPs and 400,000 quota keys, which forgets an OTP 24 hours after it expired. */
    public InMemoryOtpStore() {
        this(builder());
    }

    private InMemoryOtpStore(Builder builder) {
        otps = new MemoryOtps(builder.capacity, builder.retention, builder.ticker);
        quotas = new MemoryQuotas(builder.quotaCapacity());
    }

    /**
     * Starts a store of another size.
     *
     * @return a builder with the values of {@link #InMemoryOtpStore()}
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public void insert(OtpRecord record) {
        otps.insert(record);
    }

    @Override
    public Optional<OtpRecord> find(OtpId id) {
        return otps.find(id);
    }

    @Override
    public boolean replace(OtpRecord next) {
        return otps.replace(next);
    }

    @Override
    public boolean delete(OtpId id, long version) {
        return otps.delete(id, version);
    }

    @Override
    public List<OtpRecord> findByNumber(String accountId, String number, int limit) {
        return otps.findByNumber(accountId, number, limit);
    }

    @Override
    public boolean insert(Application application) {
        return applications.insert(application);
    }

    @Override
    public Optional<Application> find(ApplicationId id) {
        return applications.find(id);
    }

    @Override
    public List<Application> list(String accountId) {
        return applications.list(accountId);
    }

    @Override
    public boolean replace(Application next) {
        return applications.replace(next);
    }

    @Override
    public boolean delete(ApplicationId id, long version) {
        return applications.delete(id, version);
    }

    @Override
    public Optional<QuotaRefusal> tryAcquire(List<QuotaCharge> charges, Instant now) {
        return quotas.tryAcquire(charges, now);
    }

    @Override
    public int used(String quotaKey, Instant now) {
        return quotas.used(quotaKey, now);
    }

    @Override
    public boolean clear(String quotaKey) {
        return quotas.clear(quotaKey);
    }

    @Override
    public int purgeExpired(Instant before, Instant now, int limit) {
        int removed = otps.purgeExpired(before, limit);
        return removed + quotas.purgeEnded(now, limit - removed);
    }

    /**
     * Nothing is kept beyond this process.
     *
     * @return false
     */
    @Override
    public boolean durable() {
        return false;
    }

    /** Makes a store. Not safe for use by several threads. */
    public static final class Builder {
        private static final int KEYS_PER_OTP = 4;
        private static final Duration LONGEST_RETENTION = Duration.ofDays(366);

        private int capacity = 100_000;
        private int quotaCapacity;
        private Duration retention = Duration.ofDays(1);
        private Ticker ticker = Ticker.systemTicker();

        private Builder() {}

        /**
         * The most OTPs to hold at a time, final and expired ones included until they are forgotten.
         *
         * @param otps from 1
         * @return this
         * @throws InvalidRequestException if it is less than 1
         */
        public Builder capacity(int otps) {
            if (otps < 1) {
                throw InvalidRequestException.outOfRange("capacity", "at least 1");
            }
            capacity = otps;
            return this;
        }

        /**
         * The most quota keys to count for at a time; 4 for each OTP unless set. Threads that race for the last room may
         * exceed it by a few.
         *
         * @param keys from 1
         * @return this
         * @throws InvalidRequestException if it is less than 1
         */
        public Builder quotaCapacity(int keys) {
            if (keys < 1) {
                throw InvalidRequestException.outOfRange("quotaCapacity", "at least 1");
            }
            quotaCapacity = keys;
            return this;
        }

        /**
         * How long an OTP is kept beyond its expiry.
         *
         * @param time from 0 to 366 days
         * @return this
         * @throws InvalidRequestException if it is null or outside
         */
        public Builder retention(Duration time) {
            if (time == null) {
                throw InvalidRequestException.required("retention");
            }
            if (time.isNegative() || time.compareTo(LONGEST_RETENTION) > 0) {
                throw InvalidRequestException.outOfRange("retention", "from 0 to 366 days");
            }
            retention = time;
            return this;
        }

        /** What the retention is measured by, in nanoseconds. */
        Builder ticker(Ticker nanos) {
            ticker = nanos;
            return this;
        }

        /**
         * Makes the store.
         *
         * @return an empty store
         */
        public InMemoryOtpStore build() {
            return new InMemoryOtpStore(this);
        }

        private int quotaCapacity() {
            return quotaCapacity > 0
                    ? quotaCapacity
                    : (int) Math.min(Integer.MAX_VALUE, (long) KEYS_PER_OTP * capacity);
        }
    }
}
