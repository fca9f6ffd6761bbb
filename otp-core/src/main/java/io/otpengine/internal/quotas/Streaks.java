package io.otpengine.internal.quotas;

import io.otpengine.OtpId;
import io.otpengine.OtpPolicy;
import io.otpengine.OtpStatus;
import io.otpengine.OtpStoreException;
import io.otpengine.QuotaWindow;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import io.otpengine.spi.QuotaCharge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Wrong guesses in a row for one number of one account, across its OTPs.
 *
 * @see <a href="https://pages.nist.gov/800-63-4/sp800-63b.html">NIST SP 800-63B: at most 100 consecutive failures, and a
 *     new secret does not reset the count</a>
 */
public final class Streaks {
    private static final List<QuotaWindow> YEAR = List.of(QuotaWindow.of(Integer.MAX_VALUE, Duration.ofDays(365)));
    private static final int LIVE_OTPS_READ = 100;

    /** How far the clocks of nodes may be apart. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final OtpStore store;
    private final OtpPolicy policy;

    /** Guesses of this node that are judged now, by OTP: each may be on its record and not yet in the streak. */
    private final Map<OtpId, Integer> underWay = new ConcurrentHashMap<>();

    public Streaks(OtpStore store, OtpPolicy policy) {
        this.store = store;
        this.policy = policy;
    }

    /** How many there are. */
    public int length(String accountId, String number, Instant now) {
        return store.used(QuotaKeys.streak(accountId, number), now);
    }

    /**
     * Whether an OTP with so many attempts could make a streak longer than the policy allows, if every attempt that is
     * still open on the number's OTPs were used for a wrong guess too: on those that a node whose clock is behind may
     * still take for live.
     */
    public boolean forbids(int streak, int attempts, String accountId, String number, Instant now) {
        if (streak == 0) {
            return false;
        }
        Instant expired = now.minus(SKEW);
        // In this order: a guess that is no open attempt any more is still under way, or else in the streak.
        long open = store.findByNumber(accountId, number, LIVE_OTPS_READ).stream()
                .mapToLong(otp -> open(otp, expired) + Math.min(otp.attemptCount(), underWay.getOrDefault(otp.id(), 0)))
                .sum();
        return length(accountId, number, now) + open + attempts > policy.streakLimit();
    }

    private static int open(OtpRecord otp, Instant expired) {
        boolean live = otp.status() == OtpStatus.ACTIVE && otp.expires().isAfter(expired);
        return live ? otp.attemptsAllowed() - otp.attemptCount() : 0;
    }

    /** Judges a guess, which counts as one for as long as that takes, in whatever place it is written down. */
    public <T> T guessing(OtpId id, Supplier<T> judging) {
        underWay.merge(id, 1, Integer::sum);
        try {
            return judging.get();
        } finally {
            underWay.computeIfPresent(id, (same, guesses) -> guesses == 1 ? null : guesses - 1);
        }
    }

    /** Counts a wrong guess on an OTP. */
    public void count(OtpRecord otp, Instant now) {
        QuotaCharge charge = new QuotaCharge(QuotaKeys.streak(otp.accountId(), otp.number()), 1, YEAR);
        if (store.tryAcquire(List.of(charge), now).isPresent()) {
            throw new OtpStoreException("the store refused to count a wrong guess", null, otp.id());
        }
    }

    /** Ends a streak; true if there was one. */
    public boolean clear(String accountId, String number) {
        return store.clear(QuotaKeys.streak(accountId, number));
    }
}
