package io.otpengine.testkit;

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
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A store that fails on cue, before or after the store beneath did its work: a caller that gets an
 * {@link OtpStoreException} cannot know which. Nothing fails until {@link #fail(Plan)}. Safe for use by several threads.
 */
public final class FaultyStore implements OtpStore {
    private final OtpStore beneath;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Plan plan = call -> Fault.NONE;

    /**
     * Wraps a store.
     *
     * @param beneath does the work
     */
    public FaultyStore(OtpStore beneath) {
        this.beneath = beneath;
    }

    /** How one call fails. */
    public enum Fault {
        /** It does not. */
        NONE,
        /** It throws, and nothing was done. */
        BEFORE,
        /** It throws, and all was done. */
        AFTER
    }

    /**
     * One call of a store's method.
     *
     * @param number counts the calls of all methods, from 1
     * @param method the name of the method; {@code insert}, {@code find}, {@code replace} and {@code delete} for OTPs,
     *     and the same with {@code Application} for applications
     */
    public record Call(int number, String method) {}

    /** Says how each call fails. */
    @FunctionalInterface
    public interface Plan {
        /**
         * Called once for each call, by the thread that makes it.
         *
         * @param call the call
         * @return how it fails
         */
        Fault faultOf(Call call);

        /**
         * One call fails, all others work.
         *
         * @param number the call, from 1, counted as {@link FaultyStore#calls()} does
         * @param fault how it fails
         * @return the plan
         */
        static Plan at(int number, Fault fault) {
            return call -> call.number() == number ? fault : Fault.NONE;
        }

        /**
         * Every call of one method fails.
         *
         * @param method as in {@link Call#method()}
         * @param fault how it fails
         * @return the plan
         */
        static Plan on(String method, Fault fault) {
            return call -> call.method().equals(method) ? fault : Fault.NONE;
        }

        /**
         * Some calls fail, half of them before and half after the work.
         *
         * @param seed the same seed gives the same faults to the same calls of one thread
         * @param share how many of them fail, from 0 to 1
         * @return the plan
         */
        static Plan random(long seed, double share) {
            Random random = new Random(seed);
            return call -> {
                double drawn = random.nextDouble();
                return drawn >= share ? Fault.NONE : drawn < share / 2 ? Fault.BEFORE : Fault.AFTER;
            };
        }
    }

    /**
     * Fails by a plan from now on.
     *
     * @param next the plan
     */
    public void fail(Plan next) {
        plan = next;
    }

    /** Works from now on. */
    public void recover() {
        plan = call -> Fault.NONE;
    }

    /**
     * How often any method but {@code durable} was called.
     *
     * @return the number of the last call
     */
    public int calls() {
        return calls.get();
    }

    @Override
    public void insert(OtpRecord otp) {
        call("insert", () -> {
            beneath.insert(otp);
            return true;
        });
    }

    @Override
    public Optional<OtpRecord> find(OtpId id) {
        return call("find", () -> beneath.find(id));
    }

    @Override
    public Optional<OtpRecord> recall(OtpId id) {
        return call("recall", () -> beneath.recall(id));
    }

    @Override
    public boolean replace(OtpRecord next) {
        return call("replace", () -> beneath.replace(next));
    }

    @Override
    public boolean delete(OtpId id, long version) {
        return call("delete", () -> beneath.delete(id, version));
    }

    @Override
    public List<OtpRecord> findByNumber(String accountId, String number, int limit) {
        return call("findByNumber", () -> beneath.findByNumber(accountId, number, limit));
    }

    @Override
    public boolean insert(Application application) {
        return call("insertApplication", () -> beneath.insert(application));
    }

    @Override
    public Optional<Application> find(ApplicationId id) {
        return call("findApplication", () -> beneath.find(id));
    }

    @Override
    public List<Application> list(String accountId) {
        return call("list", () -> beneath.list(accountId));
    }

    @Override
    public boolean replace(Application next) {
        return call("replaceApplication", () -> beneath.replace(next));
    }

    @Override
    public boolean delete(ApplicationId id, long version) {
        return call("deleteApplication", () -> beneath.delete(id, version));
    }

    @Override
    public Optional<QuotaRefusal> tryAcquire(List<QuotaCharge> charges, Instant now) {
        return call("tryAcquire", () -> beneath.tryAcquire(charges, now));
    }

    @Override
    public int used(String quotaKey, Instant now) {
        return call("used", () -> beneath.used(quotaKey, now));
    }

    @Override
    public boolean clear(String quotaKey) {
        return call("clear", () -> beneath.clear(quotaKey));
    }

    @Override
    public int purgeExpired(Instant before, Instant now, int limit) {
        return call("purgeExpired", () -> beneath.purgeExpired(before, now, limit));
    }

    @Override
    public boolean durable() {
        return beneath.durable();
    }

    private <T> T call(String method, Supplier<T> work) {
        Call call = new Call(calls.incrementAndGet(), method);
        Fault fault = plan.faultOf(call);
        if (fault == Fault.BEFORE) {
            throw new OtpStoreException("planned fault before " + method, null);
        }
        T done = work.get();
        if (fault == Fault.AFTER) {
            throw new OtpStoreException("planned fault after " + method, null);
        }
        return done;
    }
}
