package io.otpengine;

import org.jspecify.annotations.Nullable;

/**
 * The store failed, and what it was asked to do may or may not have happened. The engine reveals nothing about a guess
 * whose count could not be written; the attempt may have been counted.
 */
public class OtpStoreException extends OtpException {
    private static final long serialVersionUID = 1L;

    /**
     * For a store to throw.
     *
     * @param message what failed and what to look at, without secrets
     * @param cause what lies beneath, itself free of secrets, or {@code null}
     */
    public OtpStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * With the OTP that the failed call was about.
     *
     * @param message what failed and what to look at, without secrets
     * @param cause what lies beneath, itself free of secrets, or {@code null}
     * @param otpId the OTP, or {@code null} if none is known
     */
    public OtpStoreException(String message, @Nullable Throwable cause, @Nullable OtpId otpId) {
        super(message, cause, otpId);
    }
}
