package io.otpengine.sms;

import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Rejected.Reason;
import io.otpengine.spi.OtpMessage;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How Vonage answers: with a status for each part of the message, whatever the HTTP status. */
record VonageAnswers(Outcomes outcomes) {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");

    DeliveryResult read(OtpMessage message, HttpAnswer answer) {
        if (!answer.isSuccess()) {
            return outcomes.refused(message, answer, null);
        }
        List<Json> parts = answer.json().at("messages").elements();
        List<String> statuses = parts.stream()
                .map(part -> Objects.requireNonNullElse(part.at("status").text(), ""))
                .toList();
        List<String> failures =
                statuses.stream().filter(status -> !status.equals("0")).toList();
        if (parts.isEmpty() || !statuses.stream().allMatch(NUMBER.asMatchPredicate())) {
            return outcomes.unknown("HTTP " + answer.status() + " without a status");
        }
        if (failures.isEmpty()) {
            return outcomes.accepted(message, parts.get(0).at("message-id").text());
        }
        if (failures.size() < parts.size()) {
            return outcomes.unknown(failures.size() + " of " + parts.size() + " parts refused");
        }
        Reason reason = reason(failures.get(0));
        return reason == null
                ? outcomes.unknown("a status that is not documented")
                : outcomes.rejected(message, reason, answer, failures.get(0));
    }

    private static @Nullable Reason reason(String status) {
        return switch (status) {
            case "1", "5", "10" -> Reason.UNAVAILABLE;
            case "4", "8", "9", "11", "14", "32" -> Reason.CONFIGURATION;
            case "6", "7", "29", "33" -> Reason.RECIPIENT;
            case "15" -> Reason.SENDER;
            case "2", "3", "12", "22", "23" -> Reason.MESSAGE;
            default -> null;
        };
    }
}
