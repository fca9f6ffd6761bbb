package io.otpengine;

/** A message was certainly not delivered, and its caller asked for an OTP all the same. The OTP can be resent. */
public final class OtpDeliveryException extends OtpException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what the channel said, without secrets
     * @param otpId the OTP that was stored and not delivered
     */
    public OtpDeliveryException(String message, OtpId otpId) {
        super(message, null, otpId);
    }
}
