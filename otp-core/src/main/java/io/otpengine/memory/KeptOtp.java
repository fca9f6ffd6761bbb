package io.otpengine.memory;

import io.otpengine.OtpId;
import io.otpengine.spi.OtpRecord;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The place of one OTP, whose record changes by compare-and-set and is gone for good once it is null. The cache and the
 * index share it, so that a new version concerns neither: the cache cannot renew the expiry, the index cannot go stale.
 */
final class KeptOtp implements OtpsByNumber.Places, Comparable<KeptOtp> {
    @SuppressWarnings("NullAway") // its versions for JDK 17 and 21 disagree about the second type argument
    private static final AtomicReferenceFieldUpdater<KeptOtp, @Nullable OtpRecord> RECORD =
            AtomicReferenceFieldUpdater.newUpdater(KeptOtp.class, OtpRecord.class, "record");

    private static final Comparator<KeptOtp> NEWEST_FIRST_BY_ACCOUNT = Comparator.<KeptOtp, String>comparing(
                    kept -> kept.accountId)
            .thenComparing(
                    Comparator.<KeptOtp>comparingLong(kept -> kept.created).reversed())
            .thenComparingLong(kept -> kept.id.high())
            .thenComparingLong(kept -> kept.id.low());

    private final OtpId id;
    private final String accountId;
    private final long created;
    private volatile @Nullable OtpRecord record;

    KeptOtp(OtpRecord record) {
        this(record.id(), record.accountId(), record.created().toEpochMilli(), record);
    }

    private KeptOtp(OtpId id, String accountId, long created, @Nullable OtpRecord record) {
        this.id = id;
        this.accountId = accountId;
        this.created = created;
        this.record = record;
    }

    /** What is before the newest OTP of an account in the order of this class. */
    static KeptOtp beforeAllOf(String accountId) {
        return new KeptOtp(new OtpId(Long.MIN_VALUE, Long.MIN_VALUE), accountId, Long.MAX_VALUE, null);
    }

    /** From its creation to its expiry, neither of which a new version changes. */
    Duration lifetime() {
        OtpRecord now = record;
        return now == null ? Duration.ZERO : Duration.between(now.created(), now.expires());
    }

    String accountId() {
        return accountId;
    }

    @Nullable
    OtpRecord record() {
        return record;
    }

    boolean replace(OtpRecord next) {
        OtpRecord last = record;
        return last != null && last.version() == next.version() - 1 && RECORD.compareAndSet(this, last, next);
    }

    /** Ends this place if it still holds that very record; true for one caller only. */
    boolean end(OtpRecord last) {
        return RECORD.compareAndSet(this, last, null);
    }

    /** Ends this place whatever it holds; the record it held, or null if it had ended before. */
    @Nullable
    OtpRecord end() {
        return RECORD.getAndSet(this, null);
    }

    @Override
    public int compareTo(KeptOtp other) {
        return NEWEST_FIRST_BY_ACCOUNT.compare(this, other);
    }
}
