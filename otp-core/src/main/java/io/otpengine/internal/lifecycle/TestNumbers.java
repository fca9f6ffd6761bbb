package io.otpengine.internal.lifecycle;

import io.otpengine.OtpPolicy;
import java.time.Instant;
import java.util.Optional;

/** The policy's numbers that need no phone. */
final class TestNumbers {
    private final OtpPolicy policy;

    TestNumbers(OtpPolicy policy) {
        this.policy = policy;
    }

    /** The fixed code of a test number; empty for any other number, and for one whose time is over. */
    Optional<String> codeOf(String number, Instant now) {
        return policy.testNumbers().stream()
                .filter(test -> test.number().equals(number) && now.isBefore(test.until()))
                .map(OtpPolicy.TestNumber::code)
                .findFirst();
    }
}
