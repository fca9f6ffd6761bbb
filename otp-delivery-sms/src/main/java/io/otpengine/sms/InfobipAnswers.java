package io.otpengine.sms;

import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Rejected.Reason;
import io.otpengine.spi.OtpMessage;
import java.util.Objects;

/** How Infobip answers: a 200 with a group of statuses, which may be a refusal, and a status in that group. */
record InfobipAnswers(Outcomes outcomes) {

    DeliveryResult read(OtpMessage message, HttpAnswer answer) {
        Json json = answer.json();
        if (!answer.isSuccess()) {
            return outcomes.refused(message, answer, json.at("errorCode").text());
        }
        Json sent = json.at("messages").first();
        Json status = sent.at("status");
        String group = Objects.requireNonNullElse(status.at("groupName").text(), "");
        String name = Objects.requireNonNullElse(status.at("name").text(), "");
        return switch (group) {
            case "ACCEPTED", "PENDING", "DELIVERED" ->
                outcomes.accepted(message, sent.at("messageId").text());
            case "REJECTED", "UNDELIVERABLE", "EXPIRED" -> refused(message, answer, group, name);
            default -> outcomes.unknown("HTTP " + answer.status() + " without a known status");
        };
    }

    private DeliveryResult refused(OtpMessage message, HttpAnswer answer, String group, String name) {
        return switch (name) {
            // Nobody knows what became of the one; of the other, that a message with our id came before.
            case "EXPIRED_DLR_UNKNOWN", "REJECTED_DUPLICATE_MESSAGE_ID" -> outcomes.unknown(name);
            default -> outcomes.rejected(message, reason(group, name), answer, name);
        };
    }

    private static Reason reason(String group, String name) {
        return switch (name) {
            case "REJECTED_NOT_ENOUGH_CREDITS", "REJECTED_PREPAID_PACKAGE_EXPIRED", "REJECTED_ROUTE_NOT_AVAILABLE" ->
                Reason.CONFIGURATION;
            case "REJECTED_SOURCE", "REJECTED_SENDER" -> Reason.SENDER;
            // This account may not send there; the number may be reached by another.
            case "REJECTED_NETWORK", "REJECTED_DESTINATION_NOT_REGISTERED" -> Reason.SENDER;
            case "REJECTED_SYSTEM_ERROR" -> Reason.UNAVAILABLE;
            case "REJECTED_PREFIX_MISSING",
                    "REJECTED_DND",
                    "REJECTED_DESTINATION",
                    "REJECTED_DESTINATION_BLOCKLISTED",
                    "REJECTED_FLOODING_FILTER",
                    "SIGNALS_BLOCKED",
                    "MISSING_TO" -> Reason.RECIPIENT;
            default -> group.equals("REJECTED") ? Reason.MESSAGE : Reason.RECIPIENT;
        };
    }
}
