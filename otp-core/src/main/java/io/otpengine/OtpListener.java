package io.otpengine;

/**
 * Hears what happens, for metrics, audit and alarms. Called on the caller's thread, after the write that the event
 * reports. What it throws is logged and changes nothing; the time it takes is its caller's.
 */
@FunctionalInterface
public interface OtpListener {
    /**
     * An event was stored with an OTP.
     *
     * @param otp the OTP as it then was
     * @param event the event
     */
    void on(Otp otp, OtpEvent event);

    /**
     * A send or resend came to nothing.
     *
     * @param accountId the account that asked
     * @param result a {@link SendResult.Throttled} or a {@link SendResult.Refused}
     */
    default void refused(String accountId, SendResult result) {}
}
