package io.otpengine.jdbc;

import io.otpengine.Application;
import io.otpengine.ApplicationId;
import io.otpengine.OtpId;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import io.otpengine.spi.QuotaCharge;
import io.otpengine.spi.QuotaRefusal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The tables together, every call a trip to the database. */
final class Tables implements OtpStore {
    private final OtpTable otps;
    private final ApplicationTable applications;
    private final QuotaTable quotas;
    private final Purge purge;

    Tables(Database database, Names names) {
        otps = new OtpTable(database, names);
        applications = new ApplicationTable(database, names);
        quotas = new QuotaTable(database, names);
        purge = new Purge(database, names);
    }

    @Override
    public void insert(OtpRecord otp) {
        otps.insert(otp);
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
        int removed = purge.expired(before, limit);
        return removed < limit ? removed + purge.ended(now, limit - removed) : removed;
    }
}
