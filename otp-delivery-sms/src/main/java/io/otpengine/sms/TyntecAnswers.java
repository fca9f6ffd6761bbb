package io.otpengine.sms;

import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Rejected.Reason;
import io.otpengine.spi.OtpMessage;
import org.jspecify.annotations.Nullable;

/** How tyntec answers: in its own words to what it took, as a problem (RFC 7807) to what it refused. */
record TyntecAnswers(Outcomes outcomes) {

    DeliveryResult sms(OtpMessage message, HttpAnswer answer) {
        if (!answer.isSuccess()) {
            return refused(message, answer);
        }
        if (answer.status() == 201 && answer.body().isEmpty()) {
            return outcomes.accepted(message, null);
        }
        Json json = answer.json();
        String status = json.at("status").text();
        String id = json.at("requestId").text();
        if (status == null || id == null) {
            return outcomes.unknown("HTTP " + answer.status() + " without a status and an id");
        }
        return switch (status) {
            case "ACCEPTED", "BUFFERED", "DELIVERED" -> outcomes.accepted(message, id);
            case "REJECTED", "UNDELIVERABLE", "EXPIRED" ->
                outcomes.rejected(
                        message, Reason.RECIPIENT, answer, json.at("errorCode").text());
            default -> outcomes.unknown("a status that is not documented");
        };
    }

    DeliveryResult call(OtpMessage message, HttpAnswer answer) {
        if (!answer.isSuccess()) {
            return refused(message, answer);
        }
        String id = answer.json().at("callId").text();
        return id == null
                ? outcomes.unknown("HTTP " + answer.status() + " without an id")
                : outcomes.accepted(message, id);
    }

    private DeliveryResult refused(OtpMessage message, HttpAnswer answer) {
        return outcomes.refused(message, answer, problem(answer.json()));
    }

    /** A problem's type is an address whose last part names it. */
    private static @Nullable String problem(Json json) {
        String type = json.at("type").text();
        return type == null ? null : type.substring(type.lastIndexOf('/') + 1);
    }
}
