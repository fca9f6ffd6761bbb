package io.otpengine.jdbc;

/** The database undid a transaction because of another; nothing of it was written. */
final class LostRace extends Exception {
    private static final long serialVersionUID = 1L;

    LostRace(Throwable cause) {
        super(null, cause, false, false);
    }
}
