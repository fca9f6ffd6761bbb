package io.otpengine.memory;

import io.otpengine.Application;
import io.otpengine.ApplicationId;
import io.otpengine.OtpId;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import io.otpengine.spi.QuotaCharge;
import io.otpengine.spi.QuotaEntry;
import io.otpengine.spi.QuotaRefusal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A store whose every method is atomic at the map, and none as a whole: it reads, judges, and then writes. Its tests are
 * of OTPs and quotas; the methods for applications are never called.
 */
class Spoiled implements OtpStore {
    private final Map<OtpId, OtpRecord> otps = new ConcurrentHashMap<>();
    private final Map<String, QuotaEntry> quotas = new ConcurrentHashMap<>();

    @Override
    public void insert(OtpRecord otp) {
        otps.put(otp.id(), otp);
    }

    @Override
    public Optional<OtpRecord> find(OtpId id) {
        return Optional.ofNullable(otps.get(id));
    }

    @Override
    public boolean replace(OtpRecord next) {
        boolean same = has(next.id(), next.version() - 1);
        if (same) {
            otps.put(next.id(), next);
        }
        return same;
    }

    @Override
    public boolean delete(OtpId id, long version) {
        boolean same = has(id, version);
        if (same) {
            otps.remove(id);
        }
        return same;
    }

    private boolean has(OtpId id, long version) {
        OtpRecord last = otps.get(id);
        return last != null && last.version() == version;
    }

    @Override
    public List<OtpRecord> findByNumber(String accountId, String number, int limit) {
        return otps.values().stream()
                .filter(otp -> otp.accountId().equals(accountId) && otp.number().equals(number))
                .toList();
    }

    @Override
    public Optional<QuotaRefusal> tryAcquire(List<QuotaCharge> charges, Instant now) {
        QuotaCharge charge = charges.get(0);
        QuotaEntry.Charged charged =
                quotas.getOrDefault(charge.key(), QuotaEntry.NONE).charge(charge, now);
        quotas.put(charge.key(), charged.next());
        return charged.refusal();
    }

    @Override
    public int used(String quotaKey, Instant now) {
        return quotas.getOrDefault(quotaKey, QuotaEntry.NONE).used(now);
    }

    @Override
    public boolean clear(String quotaKey) {
        return quotas.remove(quotaKey) != null;
    }

    @Override
    public int purgeExpired(Instant before, Instant now, int limit) {
        return 0;
    }

    @Override
    public boolean insert(Application application) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Application> find(ApplicationId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Application> list(String accountId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean replace(Application next) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean delete(ApplicationId id, long version) {
        throw new UnsupportedOperationException();
    }
}
