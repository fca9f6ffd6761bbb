package io.otpengine.internal.lifecycle;

import io.otpengine.OtpPolicy;
import io.otpengine.internal.numbers.PhoneNumber;
import io.otpengine.internal.numbers.PhoneNumbers;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /** A test number that only has to be possible; empty for any other number. */
    Optional<PhoneNumber> parse(String number, @Nullable String country, Instant now) {
        if (policy.testNumbers().isEmpty() || policy.validity() == OtpPolicy.Validity.POSSIBLE) {
            return Optional.empty();
        }
        return Optional.of(PhoneNumbers.parse(number, country, OtpPolicy.Validity.POSSIBLE))
                .filter(possible -> codeOf(possible.e164(), now).isPresent());
    }
}
