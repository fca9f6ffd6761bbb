package io.otpengine.testkit;

import io.otpengine.SendResult;
import io.otpengine.SendResult.Refused;

/** What came of a send or a resend, as an {@link OtpModel} says it and as an engine's answer reads in its words. */
public enum SendAnswer {
    /** Accepted by the channel. */
    SENT,
    /** Stored, and perhaps not delivered. */
    UNDELIVERED,
    /** A quota is used up. */
    THROTTLED,
    /** Refused: no such OTP or application. */
    UNKNOWN,
    /** Refused: the OTP is final. */
    NOT_ACTIVE,
    /** Refused: too many wrong guesses in a row. */
    NUMBER_BLOCKED,
    /** Refused: sent as often as one OTP may be. */
    TOO_MANY_SENDS,
    /** Refused for a reason that the model does not know. */
    OTHER_REFUSAL;

    /**
     * An engine's answer.
     *
     * @param result the answer
     * @return it, without its OTP
     */
    public static SendAnswer of(SendResult result) {
        if (result instanceof SendResult.Sent) {
            return SENT;
        }
        if (result instanceof Refused refused) {
            return switch (refused.reason()) {
                case UNKNOWN -> UNKNOWN;
                case NOT_ACTIVE -> NOT_ACTIVE;
                case NUMBER_BLOCKED -> NUMBER_BLOCKED;
                case TOO_MANY_SENDS -> TOO_MANY_SENDS;
                case REGION, NUMBER_TYPE, CAPACITY -> OTHER_REFUSAL;
            };
        }
        return result instanceof SendResult.Throttled ? THROTTLED : UNDELIVERED;
    }
}
