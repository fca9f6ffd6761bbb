package io.otpengine.testkit;

import io.otpengine.OtpPolicy;
import io.otpengine.QuotaWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One account as the rules see it: its applications, and what its numbers have used up. */
final class ModelAccount {
    /** How far the clocks of nodes may be apart. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final List<QuotaWindow> YEAR = List.of(QuotaWindow.of(Integer.MAX_VALUE, Duration.ofDays(365)));

    final String name;

    private final OtpPolicy policy;
    private final List<ModelOtp> otps;
    private final Map<String, ModelQuota> quotas = new HashMap<>();
    private final Map<String, ModelQuota> streaks = new HashMap<>();
    private final Map<String, ModelApplication> applications = new HashMap<>();

    /**
     * An account that sent nothing yet.
     *
     * @param otps of all accounts, in the order in which they were sent; this one adds its own
     */
    ModelAccount(String name, OtpPolicy policy, List<ModelOtp> otps) {
        this.name = name;
        this.policy = policy;
        this.otps = otps;
    }

    SendAnswer send(String number, String application, Instant now) {
        ModelApplication under = application(application);
        if (under.deleted) {
            return SendAnswer.UNKNOWN;
        }
        int streak = streak(number).used(now);
        if (streak > 0 && streak + open(number, now) + under.attempts > policy.streakLimit()) {
            return SendAnswer.NUMBER_BLOCKED;
        }
        if (!quota(number).take(now)) {
            return SendAnswer.THROTTLED;
        }
        otps.add(new ModelOtp(this, number, under, now, streak > 0));
        return SendAnswer.SENT;
    }

    ModelApplication application(String application) {
        return applications.computeIfAbsent(application, key -> new ModelApplication(policy));
    }

    /** The sends to a number. */
    ModelQuota quota(String number) {
        return quotas.computeIfAbsent(number, key -> new ModelQuota(policy.numberQuotas()));
    }

    /** The wrong guesses in a row at a number. */
    ModelQuota streak(String number) {
        return streaks.computeIfAbsent(number, key -> new ModelQuota(YEAR));
    }

    /** How many guesses may yet come at the OTPs of a number. */
    private int open(String number, Instant now) {
        return otps.stream()
                .filter(otp -> otp.account == this && otp.number.equals(number))
                .filter(otp -> otp.takesGuesses(now.minus(SKEW)))
                .mapToInt(ModelOtp::attemptsLeft)
                .sum();
    }
}
