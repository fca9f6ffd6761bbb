package io.otpengine.internal.applications;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.otpengine.Application;
import io.otpengine.ApplicationId;
import io.otpengine.OtpPolicy;
import io.otpengine.spi.ApplicationStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The applications that this node sends under, read again when they are 5 seconds old. The age counts from before the
 * read, so that a slow store does not make it longer. This node's own changes are seen at once.
 */
public final class ApplicationCache {
    private static final Logger LOG = LoggerFactory.getLogger(ApplicationCache.class);
    private static final long MAX_AGE = Duration.ofSeconds(5).toNanos();
    private static final int MOST = 10_000;

    private final Cache<ApplicationId, Read> reads =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();
    private final Cache<ApplicationId, Boolean> warned =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();
    /** Of any application: a read during which it grew may be older than what this node wrote, and is not kept. */
    private final AtomicLong changes = new AtomicLong();

    private final ApplicationStore store;
    private final ApplicationRules rules;
    private final LongSupplier nanoTime;

    private record Read(Application application, long at) {}

    public ApplicationCache(ApplicationStore store, OtpPolicy policy, LongSupplier nanoTime) {
        this.store = store;
        this.rules = new ApplicationRules(policy);
        this.nanoTime = nanoTime;
    }

    /** An account's application as it is used for a send: at most 5 seconds old, and within the policy. */
    public Optional<Application> current(String accountId, ApplicationId id) {
        ApplicationId resolved = resolve(accountId, id);
        Read read = reads.getIfPresent(resolved);
        if (!isFresh(read)) {
            read = readAgain(accountId, resolved);
        }
        return Optional.ofNullable(read)
                .map(Read::application)
                .filter(application -> application.accountId().equals(accountId));
    }

    /** The id behind {@link ApplicationId#DEFAULT}. */
    static ApplicationId resolve(String accountId, ApplicationId id) {
        return id.equals(ApplicationId.DEFAULT) ? ApplicationRules.defaultId(accountId) : id;
    }

    /** The application as the store has it now, outside the policy perhaps. */
    Optional<Application> latest(String accountId, ApplicationId resolved) {
        Optional<Application> stored = store.find(resolved)
                .filter(application -> application.accountId().equals(accountId));
        return stored.isEmpty() && resolved.equals(ApplicationRules.defaultId(accountId))
                ? Optional.of(rules.defaultOf(accountId))
                : stored;
    }

    /** Forgets what this node has just changed, so that its next send sees the change. */
    void changed(ApplicationId resolved) {
        // In this order: a read that is put in between is removed, and one that comes later sees the count.
        changes.incrementAndGet();
        reads.asMap().remove(resolved);
    }

    /** Outside the map's locks: while a store is down, each caller waits for one read, and for nobody else's. */
    private @Nullable Read readAgain(String accountId, ApplicationId resolved) {
        long before = changes.get();
        Read read = read(accountId, resolved);
        if (read != null) {
            reads.asMap().compute(resolved, (key, known) -> changes.get() == before ? younger(known, read) : known);
        }
        return read;
    }

    private static Read younger(@Nullable Read known, Read read) {
        return known != null && known.at() - read.at() > 0 ? known : read;
    }

    private boolean isFresh(@Nullable Read read) {
        return read != null && nanoTime.getAsLong() - read.at() < MAX_AGE;
    }

    private @Nullable Read read(String accountId, ApplicationId resolved) {
        long at = nanoTime.getAsLong();
        return latest(accountId, resolved)
                .map(application -> new Read(withinPolicy(application), at))
                .orElse(null);
    }

    private Application withinPolicy(Application application) {
        Application tightened = rules.tightened(application);
        if (!tightened.equals(application) && warned.asMap().putIfAbsent(application.id(), true) == null) {
            LOG.warn(
                    "application {} allows more than the policy does; it sends {} characters, {} attempts, {}",
                    application.id(),
                    tightened.codeLength(),
                    tightened.attempts(),
                    tightened.expire());
        }
        return tightened;
    }
}
