package io.otpengine;

/** Where an OTP stands. Every status but {@link #ACTIVE} is final: it never changes again. */
public enum OtpStatus {
    /** The code can be verified and resent. */
    ACTIVE,
    /** The right code was given in time. */
    VERIFIED,
    /** Its time ran out. */
    EXPIRED,
    /** The last attempt was a wrong guess. */
    TOO_MANY_ATTEMPTS;

    /**
     * Whether this status never changes again.
     *
     * @return true for all but {@link #ACTIVE}
     */
    public boolean isFinal() {
        return this != ACTIVE;
    }
}
