package io.otpengine.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import io.otpengine.OtpCapacityException;
import io.otpengine.OtpId;
import io.otpengine.OtpStoreException;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpRecordStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * OTPs in a cache without a maximum: what is in it leaves when it is deleted or purged, or was kept for its lifetime and
 * the retention, and never to make room.
 */
final class MemoryOtps implements OtpRecordStore {
    private final int capacity;
    private final AtomicInteger held = new AtomicInteger();
    private final OtpsByNumber byNumber = new OtpsByNumber();
    private final Cache<OtpId, KeptOtp> byId;

    MemoryOtps(int capacity, Duration retention, Ticker ticker) {
        this.capacity = capacity;
        this.byId = Caffeine.newBuilder()
                .expireAfter(Expiry.creating(
                        (OtpId id, KeptOtp otp) -> otp.lifetime().plus(retention)))
                .evictionListener((@Nullable OtpId id, @Nullable KeptOtp otp, RemovalCause cause) -> forget(otp))
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public void insert(OtpRecord record) {
        reserve();
        KeptOtp otp = new KeptOtp(record);
        // In one step with the cache, whose removals also clear the index: nothing stays in the index alone.
        KeptOtp there = byId.asMap().computeIfAbsent(record.id(), id -> {
            byNumber.add(record.number(), otp);
            return otp;
        });
        if (there != otp) {
            held.decrementAndGet();
            throw new OtpStoreException("an OTP with this id exists", null, record.id());
        }
    }

    @Override
    public Optional<OtpRecord> find(OtpId id) {
        KeptOtp otp = byId.getIfPresent(id);
        return otp == null ? Optional.empty() : Optional.ofNullable(otp.record());
    }

    @Override
    public boolean replace(OtpRecord next) {
        KeptOtp otp = byId.getIfPresent(next.id());
        return otp != null && otp.replace(next);
    }

    @Override
    public boolean delete(OtpId id, long version) {
        KeptOtp otp = byId.getIfPresent(id);
        if (otp == null) {
            return false;
        }
        OtpRecord last = otp.record();
        if (last == null || last.version() != version || !otp.end(last)) {
            return false;
        }
        remove(otp, last);
        return true;
    }

    @Override
    public List<OtpRecord> findByNumber(String accountId, String number, int limit) {
        return byNumber.newest(accountId, number, limit);
    }

    int purgeExpired(Instant before, int limit) {
        int removed = 0;
        for (KeptOtp otp : byId.asMap().values()) {
            if (removed == limit) {
                break;
            }
            OtpRecord last = otp.record();
            // Whatever a racer writes, the expiry stays: a purge takes any version and loses to none.
            OtpRecord ended = last != null && last.expires().isBefore(before) ? otp.end() : null;
            if (ended != null) {
                remove(otp, ended);
                removed++;
            }
        }
        return removed;
    }

    private void reserve() {
        if (!reserved()) {
            byId.cleanUp();
            if (!reserved()) {
                throw new OtpCapacityException("the store holds " + capacity + " OTPs, as many as it may");
            }
        }
    }

    private boolean reserved() {
        return held.getAndUpdate(n -> Math.min(n + 1, capacity)) < capacity;
    }

    private void remove(KeptOtp ended, OtpRecord last) {
        byId.asMap().remove(last.id(), ended);
        release(ended, last);
    }

    private void forget(@Nullable KeptOtp otp) {
        OtpRecord last = otp == null ? null : otp.end();
        if (otp != null && last != null) {
            release(otp, last);
        }
    }

    private void release(KeptOtp otp, OtpRecord last) {
        byNumber.remove(last.number(), otp);
        held.decrementAndGet();
    }
}
