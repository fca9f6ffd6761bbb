package io.otpengine;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something the engine stands on broke, or a result without an OTP was asked for one. The message, like those of all
 * causes the engine attaches, holds no code, no key and no full phone number.
 */
public class OtpException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // the handle is for the process that threw; an exception that travels goes without it
    private final transient @Nullable OtpId otpId;

    /**
     * Makes an exception that concerns no OTP in particular.
     *
     * @param message what broke and what to look at, without secrets
     * @param cause what lies beneath, or {@code null}
     */
    public OtpException(String message, @Nullable Throwable cause) {
        this(message, cause, null);
    }

    /**
     * Makes an exception that concerns one OTP.
     *
     * @param message what broke and what to look at, without secrets
     * @param cause what lies beneath, or {@code null}
     * @param otpId the OTP, or {@code null} if none is known
     */
    public OtpException(String message, @Nullable Throwable cause, @Nullable OtpId otpId) {
        super(message, cause);
        this.otpId = otpId;
    }

    /**
     * The OTP that the failed call was about.
     *
     * @return its id; present on every exception raised once an OTP may have been stored
     */
    public Optional<OtpId> otpId() {
        return Optional.ofNullable(otpId);
    }
}
