package io.otpengine.testkit;

import io.otpengine.Verification;
import io.otpengine.Verification.Outcome;

/**
 * What came of a guess, as an {@link OtpModel} says it and as an engine's answer reads in its words.
 *
 * @param outcome as in {@link Verification#outcome()}
 * @param counted as in {@link Verification#counted()}
 * @param attemptsLeft as in {@link Verification#attemptsLeft()}
 */
public record GuessAnswer(Outcome outcome, boolean counted, int attemptsLeft) {
    /**
     * An engine's answer.
     *
     * @param verification the answer
     * @return it, without its OTP
     */
    public static GuessAnswer of(Verification verification) {
        return new GuessAnswer(verification.outcome(), verification.counted(), verification.attemptsLeft());
    }
}
