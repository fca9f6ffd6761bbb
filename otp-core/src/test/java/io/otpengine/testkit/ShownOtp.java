package io.otpengine.testkit;

import io.otpengine.Otp;
import io.otpengine.OtpStatus;
import java.time.Instant;

/**
 * What of an OTP can be seen from outside and is known to an {@link OtpModel}.
 *
 * @param status as in {@link Otp#status()}
 * @param attemptCount as in {@link Otp#attemptCount()}
 * @param attemptsAllowed as in {@link Otp#attemptsAllowed()}
 * @param sends as in {@link Otp#sends()}
 * @param expires as in {@link Otp#expires()}
 */
public record ShownOtp(OtpStatus status, int attemptCount, int attemptsAllowed, int sends, Instant expires) {
    /**
     * An engine's view.
     *
     * @param otp the view
     * @return what of it the model knows
     */
    public static ShownOtp of(Otp otp) {
        return new ShownOtp(otp.status(), otp.attemptCount(), otp.attemptsAllowed(), otp.sends(), otp.expires());
    }
}
