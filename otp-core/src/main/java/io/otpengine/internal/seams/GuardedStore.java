package io.otpengine.internal.seams;

import io.otpengine.Application;
import io.otpengine.ApplicationId;
import io.otpengine.OtpId;
import io.otpengine.OtpStoreException;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import io.otpengine.spi.QuotaCharge;
import io.otpengine.spi.QuotaRefusal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns whatever a store throws, and a null where it owes an answer, into an {@link OtpStoreException}. */
public final class GuardedStore implements OtpStore {
    private final OtpStore store;

    public GuardedStore(OtpStore store) {
        this.store = store;
    }

    @Override
    public void insert(OtpRecord otp) {
        guard("insert", () -> {
            store.insert(otp);
            return true;
        });
    }

    @Override
    public Optional<OtpRecord> find(OtpId id) {
        return guard("find", () -> store.find(id));
    }

    @Override
    public Optional<OtpRecord> recall(OtpId id) {
        return guard("recall", () -> store.recall(id));
    }

    @Override
    public boolean replace(OtpRecord next) {
        return guard("replace", () -> store.replace(next));
    }

    @Override
    public boolean delete(OtpId id, long version) {
        return guard("delete", () -> store.delete(id, version));
    }

    @Override
    public List<OtpRecord> findByNumber(String accountId, String number, int limit) {
        return guard("findByNumber", () -> store.findByNumber(accountId, number, limit));
    }

    @Override
    public boolean insert(Application application) {
        return guard("insert", () -> store.insert(application));
    }

    @Override
    public Optional<Application> find(ApplicationId id) {
        return guard("find", () -> store.find(id));
    }

    @Override
    public List<Application> list(String accountId) {
        return guard("list", () -> store.list(accountId));
    }

    @Override
    public boolean replace(Application next) {
        return guard("replace", () -> store.replace(next));
    }

    @Override
    public boolean delete(ApplicationId id, long version) {
        return guard("delete", () -> store.delete(id, version));
    }

    @Override
    public Optional<QuotaRefusal> tryAcquire(List<QuotaCharge> charges, Instant now) {
        return guard("tryAcquire", () -> store.tryAcquire(charges, now));
    }

    @Override
    public int used(String quotaKey, Instant now) {
        return guard("used", () -> store.used(quotaKey, now));
    }

    @Override
    public boolean clear(String quotaKey) {
        return guard("clear", () -> store.clear(quotaKey));
    }

    @Override
    public int purgeExpired(Instant before, Instant now, int limit) {
        return guard("purgeExpired", () -> store.purgeExpired(before, now, limit));
    }

    @Override
    public boolean durable() {
        return guard("durable", store::durable);
    }

    private static <T> T guard(String operation, Supplier<T> call) {
        @Nullable T answer;
        try {
            answer = call.get();
        } catch (OtpStoreException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new OtpStoreException(
                    "the store failed in " + operation + ": " + e.getClass().getName(), Redacted.of(e));
        }
        if (answer == null) {
            throw new OtpStoreException("the store broke its contract: it answered null to " + operation, null);
        }
        return answer;
    }
}
