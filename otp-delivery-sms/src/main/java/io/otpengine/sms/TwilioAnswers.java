package io.otpengine.sms;

import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Rejected.Reason;
import io.otpengine.spi.OtpMessage;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How Twilio answers, to a message or a call, whose ids differ. */
record TwilioAnswers(Outcomes outcomes, Pattern id) {

    DeliveryResult read(OtpMessage message, HttpAnswer answer) {
        Json json = answer.json();
        if (!answer.isSuccess()) {
            String code = json.at("code").text();
            // Whatever the code: Twilio promises that nothing was done.
            Reason reason = answer.status() == 429 ? Reason.UNAVAILABLE : reason(code);
            return reason == null
                    ? outcomes.refused(message, answer, code)
                    : outcomes.rejected(message, reason, answer, code);
        }
        String sid = json.at("sid").text();
        String status = json.at("status").text();
        if (sid == null || status == null || !id.matcher(sid).matches()) {
            return outcomes.unknown("HTTP " + answer.status() + " without an id and a status");
        }
        return switch (status) {
            case "failed", "undelivered", "canceled", "busy", "no-answer" -> {
                String code = json.at("error_code").text();
                Reason reason = Objects.requireNonNullElse(reason(code), Reason.RECIPIENT);
                yield outcomes.rejected(message, reason, answer, code);
            }
            default -> outcomes.accepted(message, sid);
        };
    }

    /** Twilio adds codes now and then, so an unknown one says no more than what came with it. */
    private static @Nullable Reason reason(@Nullable String code) {
        return switch (code == null ? "" : code) {
            case "21211", "21214", "21215", "21217", "21610", "21614" -> Reason.RECIPIENT;
            // This account or sender may not send there; the number may be reached by another.
            case "21219", "21408", "21608", "21612" -> Reason.SENDER;
            case "21210", "21212", "21603", "21606", "21659" -> Reason.SENDER;
            case "21602", "21617", "30007" -> Reason.MESSAGE;
            case "20003", "30002" -> Reason.CONFIGURATION;
            case "20429", "21611", "30001" -> Reason.UNAVAILABLE;
            default -> null;
        };
    }
}
