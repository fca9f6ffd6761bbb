package io.otpengine.internal.quotas;

import io.otpengine.OtpEvent;
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

    /** How far the clocks of nodes may be apart, and how long after its record a wrong guess may be charged. */
    private static final Duration GRACE = Duration.ofMinutes(5);

    private final OtpStore store;
    private final OtpPolicy policy;
    private final boolean keptByQuotas;

    public Streaks(OtpStore store, OtpPolicy policy) {
        this.store = store;
        this.policy = policy;
        this.keptByQuotas = keptByQuotas(policy);
    }

    /** Whether all OTPs that a number can have at a time have fewer attempts together than a streak may be long. */
    private static boolean keptByQuotas(OtpPolicy policy) {
        // A guess may come a GRACE after the OTP's expiry, and its charge another one later.
        long span = policy.maxExpire().plus(GRACE.multipliedBy(2)).toMillis();
        return policy.numberQuotas().stream()
                .mapToLong(window -> window.limit() * windowsTouched(span, window.length()))
                .anyMatch(sends -> sends * policy.maxAttempts() <= policy.streakLimit());
    }

    /** So many windows begin within a span, its first and its last moment included, and one may have begun before it. */
    private static long windowsTouched(long span, Duration length) {
        return span / length.toMillis() + 2;
    }

    /** How many there are. */
    public int length(String accountId, String number, Instant now) {
        return store.used(QuotaKeys.streak(accountId, number), now);
    }

    /**
     * Whether an OTP with so many attempts could make a streak longer than the policy allows, if every attempt that is
     * still open on the number's OTPs were used for a wrong guess too: on those that a node whose clock is behind may
     * still take for live. Without a streak this needs no look if quotas leave room for fewer attempts anyway.
     */
    public boolean forbids(int streak, int attempts, String accountId, String number, Instant now) {
        if (streak == 0 && keptByQuotas) {
            return false;
        }
        Instant since = now.minus(GRACE);
        long open = store.findByNumber(accountId, number, LIVE_OTPS_READ).stream()
                .mapToLong(otp -> missing(otp, since))
                .sum();
        // Read after the streak: a guess that came between the two is among them, charged or not.
        return streak + open + attempts > policy.streakLimit();
    }

    /**
     * The wrong guesses at an OTP that the streak may lack. Nobody can tell whether a guess of late has been charged, and
     * then all attempts count, which may be too many for a few minutes and is never too few.
     */
    private static int missing(OtpRecord otp, Instant since) {
        if (otp.status() == OtpStatus.VERIFIED) {
            return 0;
        }
        if (otp.events().stream()
                .anyMatch(event -> isWrongGuess(event) && event.at().isAfter(since))) {
            return otp.attemptsAllowed();
        }
        boolean open = otp.status() == OtpStatus.ACTIVE && otp.expires().isAfter(since);
        return open ? otp.attemptsAllowed() - otp.attemptCount() : 0;
    }

    private static boolean isWrongGuess(OtpEvent event) {
        return event.type() == OtpEvent.Type.CHECK_FAIL || event.type() == OtpEvent.Type.TOO_MANY_ATTEMPTS;
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
