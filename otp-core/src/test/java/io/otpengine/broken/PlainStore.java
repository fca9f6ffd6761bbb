package io.otpengine.broken;

import io.otpengine.Application;
import io.otpengine.ApplicationId;
import io.otpengine.OtpId;
import io.otpengine.OtpStoreException;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import io.otpengine.spi.QuotaCharge;
import io.otpengine.spi.QuotaEntry;
import io.otpengine.spi.QuotaEntry.Charged;
import io.otpengine.spi.QuotaRefusal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The simplest store that keeps the contract: maps under a lock. Broken stores are this one with a method spoiled. */
class PlainStore implements OtpStore {
    final Map<OtpId, OtpRecord> otps;
    final Map<ApplicationId, Application> applications;
    final Map<String, QuotaEntry> quotas;

    PlainStore() {
        otps = new ConcurrentHashMap<>();
        applications = new ConcurrentHashMap<>();
        quotas = new ConcurrentHashMap<>();
    }

    /** Another view of the same maps, under a lock of its own: for tests of one thread. */
    PlainStore(PlainStore same) {
        otps = same.otps;
        applications = same.applications;
        quotas = same.quotas;
    }

    @Override
    public synchronized void insert(OtpRecord otp) {
        if (otps.putIfAbsent(otp.id(), otp) != null) {
            throw new OtpStoreException("an OTP with this id exists", null, otp.id());
        }
    }

    @Override
    public synchronized Optional<OtpRecord> find(OtpId id) {
        return Optional.ofNullable(otps.get(id));
    }

    @Override
    public synchronized boolean replace(OtpRecord next) {
        if (!has(next.id(), next.version() - 1)) {
            return false;
        }
        otps.put(next.id(), next);
        return true;
    }

    @Override
    public synchronized boolean delete(OtpId id, long version) {
        return has(id, version) && otps.remove(id) != null;
    }

    boolean has(OtpId id, long version) {
        OtpRecord last = otps.get(id);
        return last != null && last.version() == version;
    }

    @Override
    public synchronized List<OtpRecord> findByNumber(String accountId, String number, int limit) {
        return newestOf(number)
                .filter(otp -> otp.accountId().equals(accountId))
                .limit(limit)
                .toList();
    }

    Stream<OtpRecord> newestOf(String number) {
        return otps.values().stream()
                .filter(otp -> otp.number().equals(number))
                .sorted(Comparator.comparing(OtpRecord::created).reversed());
    }

    @Override
    public synchronized boolean insert(Application application) {
        return applications.putIfAbsent(application.id(), application) == null;
    }

    @Override
    public synchronized Optional<Application> find(ApplicationId id) {
        return Optional.ofNullable(applications.get(id));
    }

    @Override
    public synchronized List<Application> list(String accountId) {
        return applications.values().stream()
                .filter(application -> application.accountId().equals(accountId))
                .sorted(Comparator.comparing(Application::created))
                .toList();
    }

    @Override
    public synchronized boolean replace(Application next) {
        if (!has(next.id(), next.version() - 1)) {
            return false;
        }
        applications.put(next.id(), next);
        return true;
    }

    @Override
    public synchronized boolean delete(ApplicationId id, long version) {
        return has(id, version) && applications.remove(id) != null;
    }

    boolean has(ApplicationId id, long version) {
        Application last = applications.get(id);
        return last != null && last.version() == version;
    }

    @Override
    public synchronized Optional<QuotaRefusal> tryAcquire(List<QuotaCharge> charges, Instant now) {
        return charges.stream().flatMap(charge -> take(charge, now).stream()).findFirst();
    }

    Optional<QuotaRefusal> take(QuotaCharge charge, Instant now) {
        Charged charged = quotas.getOrDefault(charge.key(), QuotaEntry.NONE).charge(charge, now);
        if (charge.amount() > 0 && !charged.next().equals(QuotaEntry.NONE)) {
            quotas.put(charge.key(), charged.next());
        }
        return charged.refusal();
    }

    @Override
    public synchronized int used(String quotaKey, Instant now) {
        return quotas.getOrDefault(quotaKey, QuotaEntry.NONE).used(now);
    }

    @Override
    public synchronized boolean clear(String quotaKey) {
        return quotas.remove(quotaKey) != null;
    }

    @Override
    public synchronized int purgeExpired(Instant before, Instant now, int limit) {
        List<OtpId> expired = otps.values().stream()
                .filter(otp -> otp.expires().isBefore(before))
                .map(OtpRecord::id)
                .limit(limit)
                .toList();
        List<String> ended = quotas.entrySet().stream()
                .filter(entry -> entry.getValue().lastEnd() <= now.toEpochMilli())
                .map(Map.Entry::getKey)
                .limit(limit - expired.size())
                .toList();
        otps.keySet().removeAll(expired);
        quotas.keySet().removeAll(ended);
        return expired.size() + ended.size();
    }

    @Override
    public boolean durable() {
        return false;
    }
}
