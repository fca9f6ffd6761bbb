package io.otpengine.sms;

import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Rejected.Reason;
import io.otpengine.spi.OtpMessage;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How {@link GenericHttpGateway} understands an answer. Each pointer (RFC 6901) may be missing. */
record AnswerRules(
        @Nullable String success,
        Set<String> successValues,
        @Nullable String messageId,
        @Nullable String errorCode,
        Map<String, Reason> refusals) {

    DeliveryResult read(Outcomes outcomes, OtpMessage message, HttpAnswer answer) {
        Json json = answer.json();
        String code = text(json, errorCode);
        Reason declared = code == null ? null : refusals.get(code);
        if (declared != null) {
            return outcomes.rejected(message, declared, answer, code);
        }
        if (!answer.isSuccess()) {
            return outcomes.refused(message, answer, code);
        }
        String sign = text(json, success);
        if (success != null && (sign == null || !successValues.contains(sign))) {
            return outcomes.unknown("HTTP " + answer.status() + " without the sign of success");
        }
        return outcomes.accepted(message, text(json, messageId));
    }

    private static @Nullable String text(Json json, @Nullable String pointer) {
        return pointer == null ? null : json.atPointer(pointer).text();
    }
}
