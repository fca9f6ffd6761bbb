package io.otpengine.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.otpengine.Application;
import io.otpengine.ApplicationId;
import io.otpengine.InvalidRequestException;
import io.otpengine.OtpId;
import io.otpengine.OtpStatus;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import io.otpengine.spi.QuotaCharge;
import io.otpengine.spi.QuotaRefusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Spares a store the read before most writes: {@link #recall} answers with what this node last wrote, and the usual
 * verify becomes one {@code replace}. Every other method goes to the store beneath.
 *
 * <p>Right with any number of nodes. Another node's write makes a recalled record stale; the {@code replace} that it
 * serves then loses, the record is dropped, and the next one comes from the store beneath. What is kept is bounded,
 * gone once final, and gone once the OTP's life from creation to expiry has passed since this node began to keep it.
 * Safe for use by several threads.
 */
public final class CachingOtpStore implements OtpStore {
    private static final int USUAL_SIZE = 10_000;

    private final OtpStore delegate;
    private final Cache<OtpId, OtpRecord> written;

    /**
     * Keeps at most 10,000 OTPs.
     *
     * @param delegate the store beneath
     */
    public CachingOtpStore(OtpStore delegate) {
        this(delegate, USUAL_SIZE);
    }

    /**
     * Keeps as many OTPs as told.
     *
     * @param delegate the store beneath
     * @param maximumSize the most, from 1
     * @throws InvalidRequestException if it is less than 1
     */
    public CachingOtpStore(OtpStore delegate, int maximumSize) {
        this(delegate, maximumSize, Ticker.systemTicker());
    }

    CachingOtpStore(OtpStore delegate, int maximumSize, Ticker ticker) {
        if (delegate == null) {
            throw InvalidRequestException.required("delegate");
        }
        if (maximumSize < 1) {
            throw InvalidRequestException.outOfRange("maximumSize", "at least 1");
        }
        this.delegate = delegate;
        this.written = Caffeine.newBuilder()
                .maximumSize(maximumSize)
                .expireAfter(
                        Expiry.creating((OtpId id, OtpRecord otp) -> Duration.between(otp.created(), otp.expires())))
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public void insert(OtpRecord otp) {
        delegate.insert(otp);
        keep(otp);
    }

    @Override
    public Optional<OtpRecord> find(OtpId id) {
        return delegate.find(id);
    }

    /**
     * What this node last wrote, or else what the store beneath finds.
     *
     * @param id the id
     * @return the record, which may be stale, or empty if there is none
     */
    @Override
    public Optional<OtpRecord> recall(OtpId id) {
        OtpRecord kept = written.getIfPresent(id);
        return kept == null ? delegate.find(id) : Optional.of(kept);
    }

    @Override
    public boolean replace(OtpRecord next) {
        boolean won = false;
        try {
            won = delegate.replace(next);
        } finally {
            if (won) {
                keep(next);
            } else {
                written.invalidate(next.id());
            }
        }
        return won;
    }

    @Override
    public boolean delete(OtpId id, long version) {
        try {
            return delegate.delete(id, version);
        } finally {
            written.invalidate(id);
        }
    }

    @Override
    public List<OtpRecord> findByNumber(String accountId, String number, int limit) {
        return delegate.findByNumber(accountId, number, limit);
    }

    @Override
    public boolean insert(Application application) {
        return delegate.insert(application);
    }

    @Override
    public Optional<Application> find(ApplicationId id) {
        return delegate.find(id);
    }

    @Override
    public List<Application> list(String accountId) {
        return delegate.list(accountId);
    }

    @Override
    public boolean replace(Application next) {
        return delegate.replace(next);
    }

    @Override
    public boolean delete(ApplicationId id, long version) {
        return delegate.delete(id, version);
    }

    @Override
    public Optional<QuotaRefusal> tryAcquire(List<QuotaCharge> charges, Instant now) {
        return delegate.tryAcquire(charges, now);
    }

    @Override
    public int used(String quotaKey, Instant now) {
        return delegate.used(quotaKey, now);
    }

    @Override
    public boolean clear(String quotaKey) {
        return delegate.clear(quotaKey);
    }

    @Override
    public int purgeExpired(Instant before, Instant now, int limit) {
        return delegate.purgeExpired(before, now, limit);
    }

    @Override
    public boolean durable() {
        return delegate.durable();
    }

    /** The winners of two versions may come here in either order; the later version stays. */
    private void keep(OtpRecord won) {
        if (won.status() == OtpStatus.ACTIVE) {
            written.asMap().merge(won.id(), won, (one, two) -> one.version() > two.version() ? one : two);
        } else {
            written.invalidate(won.id());
        }
    }
}
