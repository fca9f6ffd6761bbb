package io.otpengine;

import io.otpengine.internal.text.Mask;
import java.time.Instant;
import java.util.Optional;

/**
 * One request to prove one phone number, as it stood when a call returned. It holds no secret.
 *
 * <p>Keep {@link #id()} on the server and, once verified, compare {@link #number()} with the number that was to be
 * proved: an id alone says that <em>some</em> number was.
 *
 * @param id its handle
 * @param accountId the account it belongs to
 * @param applicationId the application it was sent under; never {@link ApplicationId#DEFAULT} but the id behind it
 * @param number the phone number, in E.164 with {@code +}
 * @param status where it stands; past {@code expires} an active one shows as {@link OtpStatus#EXPIRED}
 * @param attemptCount guesses used, the right one included
 * @param attemptsAllowed guesses it was sent with
 * @param sends times it was given to a channel, from 1
 * @param created when it was stored, in milliseconds
 * @param expires the first instant at which it can no longer be verified
 * @param referenceId the caller's own reference
 * @param channel the channel of the last send
 * @param language the language asked for, which may differ from that of the text found
 */
public record Otp(
        OtpId id,
        String accountId,
        ApplicationId applicationId,
        String number,
        OtpStatus status,
        int attemptCount,
        int attemptsAllowed,
        int sends,
        Instant created,
        Instant expires,
        Optional<String> referenceId,
        Channel channel,
        String language) {

    /**
     * Guesses left to the user.
     *
     * @return 0 unless {@link OtpStatus#ACTIVE}
     */
    public int attemptsLeft() {
        return status == OtpStatus.ACTIVE ? attemptsAllowed - attemptCount : 0;
    }

    /** Shows the number masked. */
    @Override
    public String toString() {
        return "Otp[" + id + " " + Mask.number(number) + " " + status + " " + attemptCount + "/" + attemptsAllowed
                + " by " + channel + " until " + expires + "]";
    }
}
