package io.otpengine.spi;

import io.otpengine.ApplicationId;
import io.otpengine.Channel;
import io.otpengine.OtpEvent;
import io.otpengine.OtpId;
import io.otpengine.OtpStatus;
import io.otpengine.internal.text.Mask;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All of one OTP, as a store keeps it. A store compares {@code id} and {@code version}, searches by {@code accountId},
 * {@code number}, {@code created} and {@code expires}, and gives everything back as it came.
 *
 * @param id primary key
 * @param version 1 when inserted, one more with each replacement
 * @param accountId {@code [A-Za-z0-9._-]{1,64}}
 * @param applicationId the application it was sent under, never {@link ApplicationId#DEFAULT}
 * @param number E.164 with {@code +}, at most 16 characters
 * @param status where it stands; a store never judges {@code expires}
 * @param attemptCount guesses used
 * @param attemptsAllowed guesses it was sent with
 * @param sends times it was given to a channel
 * @param created in milliseconds
 * @param expires in milliseconds
 * @param language the language asked for, at most 7 characters
 * @param channel the channel of the last send
 * @param sender the sender that a request asked for, at most 15 characters
 * @param caller the caller that a request asked for, at most 16 characters
 * @param referenceId the caller's own reference, at most 128 characters of any script
 * @param bindingDigest the SHA-256 of what the code is bound to, 32 bytes
 * @param sealed the code, at most 3072 bytes; gone once final
 * @param streakOpen whether the number had wrong guesses in a row when this OTP was sent
 * @param provider who accepted the last send, at most 64 characters
 * @param messageId the provider's id of the last send, at most 128 characters
 * @param events unmodifiable, at most 32, oldest first, each with at most 200 characters of detail
 */
public record OtpRecord(
        OtpId id,
        long version,
        String accountId,
        ApplicationId applicationId,
        String number,
        OtpStatus status,
        int attemptCount,
        int attemptsAllowed,
        int sends,
        Instant created,
        Instant expires,
        String language,
        Channel channel,
        @Nullable String sender,
        @Nullable String caller,
        @Nullable String referenceId,
        @Nullable Digest bindingDigest,
        @Nullable Sealed sealed,
        boolean streakOpen,
        @Nullable String provider,
        @Nullable String messageId,
        List<OtpEvent> events) {

    /**
     * Starts the record that may replace this one.
     *
     * @return a builder with these values and the next version
     */
    public OtpRecordBuilder next() {
        return new OtpRecordBuilder(this).version(version + 1);
    }

    /** Shows the number masked and nothing that was sent with it. */
    @Override
    public String toString() {
        return "OtpRecord[" + id + " v" + version + " " + Mask.number(number) + " " + status + " " + attemptCount + "/"
                + attemptsAllowed + " until " + expires + "]";
    }
}
