package io.otpengine;

/** A store has reached its bound and wrote nothing. Unlike its parent this outcome is known. */
public final class OtpCapacityException extends OtpStoreException {
    private static final long serialVersionUID = 1L;

    /**
     * For a store to throw.
     *
     * @param message which bound was reached
     */
    public OtpCapacityException(String message) {
        super(message, null);
    }
}
