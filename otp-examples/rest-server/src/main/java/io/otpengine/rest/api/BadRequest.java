package io.otpengine.rest.api;

/** A request that cannot be served as it is; thrown from wherever that is seen. */
public final class BadRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The HTTP status. */
    private final int status;

    /** Why. */
    private final ErrorCode code;

    /**
     * Makes the exception.
     *
     * @param status the HTTP status
     * @param code why
     * @param message a sentence that repeats nothing of the request
     */
    public BadRequest(int status, ErrorCode code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    ErrorCode code() {
        return code;
    }
}
