package io.otpengine.internal.quotas;

import io.otpengine.ApplicationId;
import io.otpengine.OtpPolicy;
import io.otpengine.QuotaWindow;
import io.otpengine.SendResult.Throttled;
import io.otpengine.spi.QuotaCharge;
import io.otpengine.spi.QuotaRefusal;
import io.otpengine.spi.QuotaStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Charges a send to its subject, its number and its application, in this order: a throttled subject drains no number,
 * and a throttled number no application.
 */
public final class SendQuotas {
    private static final Duration DAY = Duration.ofDays(1);
    private static final int BLOCKS = 100;

    private final QuotaStore store;
    private final OtpPolicy policy;
    private final Leases leases = new Leases();

    public SendQuotas(QuotaStore store, OtpPolicy policy) {
        this.store = store;
        this.policy = policy;
    }

    /** Charges one send; empty if there was room for it. */
    public Optional<Throttled> charge(
            String accountId, @Nullable String subject, String number, ApplicationId applicationId, Instant now) {
        List<QuotaCharge> charges = new ArrayList<>(3);
        if (subject != null && !policy.subjectQuotas().isEmpty()) {
            charges.add(new QuotaCharge(QuotaKeys.subject(accountId, subject), 1, policy.subjectQuotas()));
        }
        if (!policy.numberQuotas().isEmpty()) {
            charges.add(new QuotaCharge(QuotaKeys.number(accountId, number), 1, policy.numberQuotas()));
        }
        String application = QuotaKeys.application(accountId, applicationId, day(now));
        int block = Math.max(1, policy.applicationQuota() / BLOCKS);
        boolean leased = leases.take(application);
        if (!leased) {
            charges.add(new QuotaCharge(application, block, List.of(QuotaWindow.of(policy.applicationQuota(), DAY))));
        }
        Optional<QuotaRefusal> refusal = charges.isEmpty() ? Optional.empty() : store.tryAcquire(charges, now);
        if (refusal.isEmpty() && !leased) {
            leases.give(application, block - 1);
        }
        if (refusal.isPresent() && leased) {
            leases.give(application, 1);
        }
        return refusal.map(r -> throttled(r, now));
    }

    private static Throttled throttled(QuotaRefusal refusal, Instant now) {
        Throttled.Scope scope = QuotaKeys.scopeOf(refusal.charge().key());
        // An application's day ends at midnight, when its key changes, however late its window opened.
        Instant retryAt = scope == Throttled.Scope.APPLICATION
                ? Instant.EPOCH.plus(DAY.multipliedBy(day(now) + 1))
                : refusal.retryAt();
        return new Throttled(scope, Duration.between(now, retryAt));
    }

    /** The day in UTC. */
    private static long day(Instant now) {
        return Math.floorDiv(now.toEpochMilli(), DAY.toMillis());
    }
}
