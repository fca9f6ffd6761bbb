package io.otpengine.rest.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.otpengine.Otp;
import org.jspecify.annotations.Nullable;

/**
 * An OTP as tyntec's API shows it. The code is not part of it.
 *
 * @param accountId the account
 * @param applicationId the application it was sent under
 * @param otpId its id
 * @param number E.164 with {@code +}
 * @param attemptCount guesses so far
 * @param otpStatus ACTIVE, VERIFIED, EXPIRED or TOO_MANY_ATTEMPTS
 * @param referenceId the caller's own reference, left out if there is none
 * @param expire when it expires, in milliseconds since the epoch
 * @param created when it was created, in milliseconds since the epoch
 * @param timestampCreated the same in ISO 8601
 * @param timestampExpire when it expires in ISO 8601
 * @param allowedAttempts guesses it has in all; left out where the fields of tyntec's API alone are wanted
 */
@JsonInclude(Include.NON_NULL)
record OtpEntity(
        String accountId,
        String applicationId,
        String otpId,
        String number,
        int attemptCount,
        String otpStatus,
        @Nullable String referenceId,
        long expire,
        long created,
        String timestampCreated,
        String timestampExpire,
        @Nullable Integer allowedAttempts) {
    static OtpEntity of(Otp otp, boolean tyntecsFieldsAlone) {
        return new OtpEntity(
                otp.accountId(),
                otp.applicationId().value(),
                otp.id().toString(),
                otp.number(),
                otp.attemptCount(),
                otp.status().name(),
                otp.referenceId().orElse(null),
                otp.expires().toEpochMilli(),
                otp.created().toEpochMilli(),
                Timestamps.of(otp.created()),
                Timestamps.of(otp.expires()),
                tyntecsFieldsAlone ? null : otp.attemptsAllowed());
    }

    /** Shows the id alone. */
    @Override
    public String toString() {
        return "OtpEntity[" + otpId + "]";
    }
}
