package io.otpengine;

/**
 * An argument broke a rule that its caller could have known. Nothing was counted, charged, written or sent.
 *
 * <p>The message is one sentence that begins with the field's name and tells its bounds. It never repeats the value,
 * which may be a code or a phone number.
 */
public final class InvalidRequestException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** Why a value was refused. The names are stable: adapters map them to codes of their own. */
    public enum Reason {
        /** The value is missing or blank. */
        REQUIRED,
        /** The value has more characters than its field takes. */
        TOO_LONG,
        /** A number or duration is outside its bounds. */
        OUT_OF_RANGE,
        /** The value does not have the field's form. */
        MALFORMED,
        /** The name is kept for the engine. */
        RESERVED,
        /** A text lacks {@code {{OTP}}}. */
        MISSING_PLACEHOLDER,
        /** A text has something in braces that is no placeholder. */
        UNKNOWN_PLACEHOLDER,
        /** Two values exclude each other. */
        CONTRADICTION,
        /** No channel of that name was given to the engine. */
        UNKNOWN_CHANNEL,
        /** The default application cannot be deleted. */
        NOT_DELETABLE
    }

    /** The name of the argument. */
    private final String field;

    /** Why it was refused. */
    private final Reason reason;

    /**
     * Makes the exception.
     *
     * @param field the name of the argument, as the API spells it
     * @param reason why it was refused
     * @param rule what the field must be, to follow its name in a sentence; without the value itself
     */
    public InvalidRequestException(String field, Reason reason, String rule) {
        super(field + " " + rule);
        this.field = field;
        this.reason = reason;
    }

    /**
     * A value that is missing.
     *
     * @param field the name of the argument
     * @return the exception, to be thrown
     */
    public static InvalidRequestException required(String field) {
        return new InvalidRequestException(field, Reason.REQUIRED, "is required and must not be null or blank");
    }

    /**
     * A value without the form of its field.
     *
     * @param field the name of the argument
     * @param rule what it must be
     * @return the exception, to be thrown
     */
    public static InvalidRequestException malformed(String field, String rule) {
        return new InvalidRequestException(field, Reason.MALFORMED, rule);
    }

    /**
     * A number or duration outside its bounds.
     *
     * @param field the name of the argument
     * @param bounds the bounds in words
     * @return the exception, to be thrown
     */
    public static InvalidRequestException outOfRange(String field, String bounds) {
        return new InvalidRequestException(field, Reason.OUT_OF_RANGE, "must be " + bounds);
    }

    /**
     * The name of the argument that was refused.
     *
     * @return the name, as the API spells it
     */
    public String field() {
        return field;
    }

    /**
     * Why it was refused.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }
}
