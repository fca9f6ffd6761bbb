package io.otpengine;

import java.time.Duration;
import java.util.Optional;

/** What became of a send or a resend. */
public sealed interface SendResult {
    /**
     * A channel accepted the message.
     *
     * @param otp the OTP
     */
    record Sent(Otp otp) implements SendResult {}

    /**
     * A quota is used up. Nothing was sent; charges made before the one that refused may stay.
     *
     * @param scope whose quota
     * @param retryAfter how long until that quota has room again, more than zero
     */
    record Throttled(Scope scope, Duration retryAfter) implements SendResult {
        /** Whose quota. */
        public enum Scope {
            /** The subject that the request named. */
            SUBJECT,
            /** The phone number. */
            NUMBER,
            /** The application's day. */
            APPLICATION
        }
    }

    /**
     * A rule says no, and waiting alone will not change that. Nothing was sent.
     *
     * @param reason which rule
     * @param otp the OTP, for {@link Reason#NOT_ACTIVE} and {@link Reason#TOO_MANY_SENDS}; empty otherwise
     */
    record Refused(Reason reason, Optional<Otp> otp) implements SendResult {
        /** Which rule. */
        public enum Reason {
            /** This account has no such OTP or no such application. */
            UNKNOWN,
            /** The OTP is final. */
            NOT_ACTIVE,
            /** Too many wrong guesses in a row for this number, across OTPs; see {@link OtpEngine#unblock(String)}. */
            NUMBER_BLOCKED,
            /** The policy does not allow the number's region. */
            REGION,
            /** Nobody should send a code to this kind of number, or no channel reaches it. */
            NUMBER_TYPE,
            /** The OTP was sent as often as one may be, 5 times. */
            TOO_MANY_SENDS,
            /** The store is full. */
            CAPACITY
        }
    }

    /**
     * The OTP is stored and active, and its message was not, or not certainly, accepted. It can be resent.
     *
     * @param otp the OTP
     * @param mayHaveArrived false if the channel said no, true if nobody knows
     * @param detail what the channel said, at most 200 characters, without secrets
     */
    record Undelivered(Otp otp, boolean mayHaveArrived, String detail) implements SendResult {}

    /**
     * The OTP if the user may have its code.
     *
     * @return the OTP of {@link Sent}, or of {@link Undelivered} if the message may have arrived
     * @throws OtpDeliveryException if the message certainly did not arrive
     * @throws OtpException if nothing was sent
     */
    default Otp orElseThrow() {
        if (this instanceof Sent sent) {
            return sent.otp();
        }
        if (this instanceof Undelivered undelivered) {
            if (undelivered.mayHaveArrived()) {
                return undelivered.otp();
            }
            throw new OtpDeliveryException(
                    "not delivered: " + undelivered.detail(), undelivered.otp().id());
        }
        if (this instanceof Refused refused) {
            throw new OtpException(
                    "not sent: refused because of " + refused.reason(),
                    null,
                    refused.otp().map(Otp::id).orElse(null));
        }
        Throttled throttled = (Throttled) this;
        throw new OtpException(
                "not sent: the quota of the " + throttled.scope() + " has room again in " + throttled.retryAfter(),
                null);
    }
}
