package io.otpengine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to an OTP.
 *
 * @param at when, by the clock of the node that saw it, in milliseconds
 * @param type what
 * @param channel the channel concerned, for the types about delivery
 * @param detail at most 200 characters; for the types about delivery it begins with {@code send} and the send's number,
 *     from 1; never a code, a text or a full phone number
 */
public record OtpEvent(
        Instant at,
        Type type,
        @Nullable Channel channel,
        @Nullable String detail) {
    /** What happened. */
    public enum Type {
        /** The OTP was stored. */
        CREATED,
        /** A channel was about to be asked to deliver. */
        DELIVER_OTP_REQ,
        /** The channel accepted the message. */
        DELIVER_OTP_RES_OK,
        /** The channel refused the message; it was not sent. */
        DELIVER_OTP_RES_FAIL,
        /** The channel did not answer or broke; the message may have been sent. */
        DELIVER_OTP_RES_UNKNOWN,
        /** A receipt says that the phone has it. */
        DELIVERED,
        /** A receipt says that the phone cannot be reached. */
        UNDELIVERABLE,
        /** A wrong guess. */
        CHECK_FAIL,
        /** The right code. */
        VERIFIED,
        /** The wrong guess that used up the last attempt. */
        TOO_MANY_ATTEMPTS,
        /** A call found the OTP past its time. */
        EXPIRED
    }
}
