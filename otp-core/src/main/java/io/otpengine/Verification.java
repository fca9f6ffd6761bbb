package io.otpengine;

import java.util.Optional;

/**
 * The answer to one guess. Show users one text for all failures: which one it was helps an attacker more than them.
 *
 * @param outcome what became of the guess
 * @param otp the OTP as it now stands; empty if and only if the outcome is {@link Outcome#UNKNOWN}
 * @param attemptsLeft guesses left, 0 unless the OTP is still active
 * @param counted whether this very call used an attempt: it tells the guess that exhausted an OTP from one that came
 *     after
 */
public record Verification(Outcome outcome, Optional<Otp> otp, int attemptsLeft, boolean counted) {
    /** What became of a guess. */
    public enum Outcome {
        /** The code is right, for the first time; the number is proved. */
        VERIFIED,
        /** The code is wrong, and there are attempts left. */
        WRONG_CODE,
        /** All attempts are used, by this wrong guess or earlier ones. */
        TOO_MANY_ATTEMPTS,
        /** The time ran out. */
        EXPIRED,
        /** The OTP was verified before; a code proves a number once. */
        ALREADY_VERIFIED,
        /** This account has no such OTP, or its application is gone. */
        UNKNOWN
    }

    /**
     * Whether this call proved the number.
     *
     * @return true for {@link Outcome#VERIFIED} alone
     */
    public boolean isVerified() {
        return outcome == Outcome.VERIFIED;
    }
}
