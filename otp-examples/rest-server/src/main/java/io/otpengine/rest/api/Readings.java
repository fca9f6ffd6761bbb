package io.otpengine.rest.api;

import io.otpengine.InvalidRequestException;
import io.otpengine.InvalidRequestException.Reason;
import io.otpengine.Otp;
import io.otpengine.OtpEvent;
import io.otpengine.SendResult;
import io.otpengine.SendResult.Refused;
import io.otpengine.SendResult.Sent;
import io.otpengine.SendResult.Throttled;
import io.otpengine.SendResult.Undelivered;
import io.otpengine.Verification;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What each outcome of the engine is in HTTP. Where the vendor's pages contradict each other, the reading is taken here
 * and nowhere else; the README has the table.
 */
public final class Readings {
    private static final Map<String, String> SEEDS_NAMES =
            Map.of("codeLength", "pinLength", "code", "otpCode", "application", "applicationId");

    private final InstantSource clock;
    private final boolean tyntecsFieldsAlone;

    /**
     * Makes the readings.
     *
     * @param clock when errors happen
     * @param tyntecsFieldsAlone whether entities have nothing that those of tyntec's API do not have
     */
    public Readings(InstantSource clock, boolean tyntecsFieldsAlone) {
        this.clock = clock;
        this.tyntecsFieldsAlone = tyntecsFieldsAlone;
    }

    OtpEntity entity(Otp otp) {
        return OtpEntity.of(otp, tyntecsFieldsAlone);
    }

    /** A send that came to nothing leaves an OTP that can be sent again, so it is one all the same; its events tell. */
    Answer sent(SendResult result) {
        if (result instanceof Sent sent) {
            return ok(sent.otp());
        }
        if (result instanceof Undelivered undelivered) {
            return ok(undelivered.otp());
        }
        if (result instanceof Throttled throttled) {
            return error(
                            429,
                            ErrorCode.THROTTLED,
                            "Too many sends for this "
                                    + switch (throttled.scope()) {
                                        case SUBJECT -> "subject";
                                        case NUMBER -> "number";
                                        case APPLICATION -> "application";
                                    }
                                    + ".")
                    .after(throttled.retryAfter());
        }
        Refused refused = (Refused) result;
        return switch (refused.reason()) {
            case UNKNOWN -> unknownApplication();
            case REGION -> error(400, ErrorCode.REGION, "Nothing is sent to numbers of this region.");
            case NUMBER_TYPE -> error(400, ErrorCode.NUMBER_TYPE, "Nothing is sent to numbers of this kind.");
            case NOT_ACTIVE -> error(401, ErrorCode.NOT_ACTIVE, "The OTP is not active any more.");
            case NUMBER_BLOCKED ->
                error(403, ErrorCode.NUMBER_BLOCKED, "Too many wrong codes in a row were entered for this number.");
            case TOO_MANY_SENDS -> error(403, ErrorCode.TOO_MANY_SENDS, "The OTP was sent as often as one may be.");
            case CAPACITY -> error(503, ErrorCode.UNAVAILABLE, "There is no room for another OTP at present.");
        };
    }

    /** Not 404: the path exists, and the vendor documents 400 alone for sends. */
    Answer unknownApplication() {
        return error(400, ErrorCode.UNKNOWN_APPLICATION, "There is no such application.");
    }

    /** What is unknown to a resend is the OTP, or its application that was deleted. */
    Answer resent(SendResult result) {
        return result instanceof Refused refused && refused.reason() == Refused.Reason.UNKNOWN
                ? notFound()
                : sent(result);
    }

    /**
     * The guess that used up the last attempt is 403, every call after it 410. After the end of the time, 410. Success
     * is 202. An OTP whose application was deleted is 404.
     */
    Answer checked(Verification verification) {
        Optional<Otp> otp = verification.otp();
        return otp.isEmpty()
                ? notFound()
                : Answer.of(
                        switch (verification.outcome()) {
                            case VERIFIED -> 202;
                            case WRONG_CODE -> 401;
                            case TOO_MANY_ATTEMPTS -> verification.counted() ? 403 : 410;
                            case EXPIRED, ALREADY_VERIFIED -> 410;
                            case UNKNOWN -> 404;
                        },
                        entity(otp.get()));
    }

    /** Creating and editing is 200 too, not 201. */
    Answer found(Optional<?> found) {
        return found.map(present -> Answer.of(200, present)).orElseGet(this::notFound);
    }

    Answer listed(List<?> list) {
        return list.isEmpty() ? Answer.empty(204) : Answer.of(200, list);
    }

    Answer notFound() {
        return error(404, ErrorCode.NOT_FOUND, "There is nothing of that id.");
    }

    Answer invalid(InvalidRequestException refusal) {
        String field = SEEDS_NAMES.getOrDefault(refusal.field(), refusal.field());
        String rule = String.valueOf(refusal.getMessage());
        rule = rule.startsWith(refusal.field()) ? rule.substring(refusal.field().length()) : " " + rule;
        return error(400, codeOf(refusal.field(), refusal.reason()), field + rule + ".");
    }

    Answer error(int status, ErrorCode code, String message) {
        return Answer.of(status, ErrorEntity.of(code, message, clock.instant()));
    }

    /** Events that are neither have no status. */
    static @Nullable String statusOf(OtpEvent.Type type) {
        return switch (type) {
            case DELIVER_OTP_RES_OK, DELIVERED, VERIFIED -> "success";
            case DELIVER_OTP_RES_FAIL, UNDELIVERABLE, CHECK_FAIL, TOO_MANY_ATTEMPTS, EXPIRED -> "failed";
            case CREATED, DELIVER_OTP_REQ, DELIVER_OTP_RES_UNKNOWN -> null;
        };
    }

    private Answer ok(Otp otp) {
        return Answer.of(200, entity(otp));
    }

    private static ErrorCode codeOf(String field, Reason reason) {
        return switch (reason) {
            case REQUIRED -> ErrorCode.REQUIRED;
            case TOO_LONG -> ErrorCode.TOO_LONG;
            case OUT_OF_RANGE ->
                switch (field) {
                    case "codeLength" -> ErrorCode.PIN_LENGTH;
                    case "expire" -> ErrorCode.EXPIRATION;
                    default -> ErrorCode.OUT_OF_RANGE;
                };
            case MALFORMED -> ErrorCode.MALFORMED;
            case RESERVED -> ErrorCode.NAME_RESERVED;
            case MISSING_PLACEHOLDER -> ErrorCode.MISSING_PLACEHOLDER;
            case UNKNOWN_PLACEHOLDER -> ErrorCode.UNKNOWN_PLACEHOLDER;
            case CONTRADICTION -> ErrorCode.CONTRADICTION;
            case UNKNOWN_CHANNEL -> ErrorCode.UNKNOWN_CHANNEL;
            case NOT_DELETABLE -> ErrorCode.NOT_DELETABLE;
        };
    }
}
