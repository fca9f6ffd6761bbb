package io.otpengine.quickstart;

import io.otpengine.Otp;
import io.otpengine.SendResult;
import io.otpengine.SendResult.Refused;
import io.otpengine.SendResult.Sent;
import io.otpengine.SendResult.Throttled;
import io.otpengine.SendResult.Undelivered;
import io.otpengine.Verification;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Results in words. A login page has one text for all failures; a demonstration tells them apart. */
final class Sentences {
    private Sentences() {}

    static String of(SendResult result) {
        if (result instanceof Sent sent) {
            Instant expires = sent.otp().expires().truncatedTo(ChronoUnit.SECONDS);
            return "Sent by " + sent.otp().channel() + "; expires at " + expires + ".";
        }
        if (result instanceof Throttled throttled) {
            return "Not sent: the quota of the " + throttled.scope().name().toLowerCase(Locale.ROOT)
                    + " has room again in " + throttled.retryAfter().toSeconds() + " s.";
        }
        if (result instanceof Refused refused) {
            return "Not sent: " + refused.reason() + ".";
        }
        return "Not delivered: " + ((Undelivered) result).detail() + ".";
    }

    static String of(Verification verification) {
        return switch (verification.outcome()) {
            case VERIFIED -> "Verified: " + verification.otp().map(Otp::number).orElseThrow() + ".";
            case WRONG_CODE -> "Wrong code; attempts left: " + verification.attemptsLeft() + ".";
            case TOO_MANY_ATTEMPTS -> "Wrong code; no attempts left.";
            case EXPIRED -> "The code has expired.";
            case ALREADY_VERIFIED -> "The code was used before.";
            case UNKNOWN -> "There is no such code.";
        };
    }
}
