package io.otpengine;

import io.otpengine.internal.text.CodeSpace;
import java.time.Duration;

/** The arithmetic behind {@link OtpPolicy#guessProbabilityPerDay()}. */
final class GuessBound {
    private static final Duration DAY = Duration.ofDays(1);

    /** Any 24 hours and the life of one OTP touch at most so many windows of a day. */
    private static final int WINDOWS_TOUCHED = 3;

    private GuessBound() {}

    static double probabilityPerDay(OtpPolicy policy) {
        double sends = policy.numberQuotas().stream()
                .mapToDouble(GuessBound::sendsPerDay)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
        return Math.min(1, WINDOWS_TOUCHED * sends * policy.maxAttempts() / smallestCodeSpace(policy));
    }

    private static double sendsPerDay(QuotaWindow window) {
        return window.limit()
                * Math.ceil((double) DAY.toMillis() / window.length().toMillis());
    }

    private static long smallestCodeSpace(OtpPolicy policy) {
        long smallest = Long.MAX_VALUE;
        for (int length = policy.minLength(); length <= policy.maxLength(); length++) {
            for (boolean alphanumeric : new boolean[] {false, true}) {
                long codes = CodeSpace.of(alphanumeric, length);
                if (codes >= policy.minCodes()) {
                    smallest = Math.min(smallest, codes);
                }
            }
        }
        return smallest;
    }
}
