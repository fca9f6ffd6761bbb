package io.otpengine.internal.quotas;

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
        long open = store.findByNumber(accountId, number, LIVE_OTPS_READ).stream()
                .filter(otp -> otp.status() == OtpStatus.ACTIVE && otp.expires().isAfter(expired))
                .mapToLong(otp -> otp.attemptsAllowed() - otp.attemptCount())
                .sum();
        // Read after the OTPs: a guess between the two is no open attempt any more, and must be in the streak.
        return length(accountId, number, now) + open + attempts > policy.streakLimit();
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
