package io.otpengine.sms;

import io.otpengine.sms.internal.Identifiers;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Accepted;
import io.otpengine.spi.DeliveryResult.Rejected;
import io.otpengine.spi.DeliveryResult.Rejected.Reason;
import io.otpengine.spi.DeliveryResult.Unknown;
import io.otpengine.spi.OtpMessage;
import org.jspecify.annotations.Nullable;

/**
 * The results of one provider in words that are safe to log. Of what a provider says only identifiers pass, never
 * sentences: they repeat numbers and texts.
 */
record Outcomes(String provider) {
    DeliveryResult accepted(OtpMessage message, @Nullable String messageId) {
        return new Accepted(provider, Identifiers.isSafe(message, messageId) ? messageId : null);
    }

    DeliveryResult rejected(OtpMessage message, Reason reason, HttpAnswer answer, @Nullable String code) {
        String shown = Identifiers.isSafe(message, code) ? ", code " + code : "";
        return rejected(reason, "refused", "HTTP " + answer.status() + shown);
    }

    DeliveryResult rejected(Reason reason, String what, Object detail) {
        return new Rejected(reason, provider + " " + what + " (" + detail + ")");
    }

    DeliveryResult withoutSender() {
        return rejected(Reason.SENDER, "needs a sender", "none given");
    }

    DeliveryResult unknown(String what) {
        return new Unknown(provider + ": " + what);
    }

    /**
     * What an HTTP status alone says about a refusal. A 400 may be one number's fault, so it blames the message. Others
     * than these may speak of a message that was taken, as 409 does where a reference is known already.
     */
    DeliveryResult refused(OtpMessage message, HttpAnswer answer, @Nullable String code) {
        return switch (answer.status()) {
            case 400 -> rejected(message, Reason.MESSAGE, answer, code);
            case 401, 402, 403, 404, 405 -> rejected(message, Reason.CONFIGURATION, answer, code);
            case 429 -> rejected(message, Reason.UNAVAILABLE, answer, code);
            default -> unknown("HTTP " + answer.status());
        };
    }
}
