package io.otpengine.rest.api;

/** The codes of errors. The first three are tyntec's, those from 9000 are ours. */
public enum ErrorCode {
    /** The length of a code is outside its bounds. */
    PIN_LENGTH("1006"),
    /** The life of a code is outside its bounds. */
    EXPIRATION("1008"),
    /** The name is kept for the default application. */
    NAME_RESERVED("1017"),

    /** A parameter is missing or blank. */
    REQUIRED("9001"),
    /** A parameter has too many characters. */
    TOO_LONG("9002"),
    /** A number is outside its bounds. */
    OUT_OF_RANGE("9003"),
    /** A parameter does not have its form. */
    MALFORMED("9004"),
    /** A text lacks {@code {{OTP}}}. */
    MISSING_PLACEHOLDER("9005"),
    /** A text has something in braces that is no placeholder. */
    UNKNOWN_PLACEHOLDER("9006"),
    /** Two parameters exclude each other. */
    CONTRADICTION("9007"),
    /** There is no such channel. */
    UNKNOWN_CHANNEL("9008"),
    /** The default application cannot be deleted. */
    NOT_DELETABLE("9009"),
    /** There is no such application to send under. */
    UNKNOWN_APPLICATION("9010"),
    /** Nothing is sent to this region. */
    REGION("9011"),
    /** Nothing is sent to this kind of number. */
    NUMBER_TYPE("9012"),
    /** The request cannot be read. */
    UNREADABLE("9013"),

    /** There is no valid API key. */
    UNAUTHORIZED("9020"),
    /** The OTP is final. */
    NOT_ACTIVE("9021"),
    /** Too many wrong guesses in a row at this number. */
    NUMBER_BLOCKED("9022"),
    /** The OTP was sent as often as one may be. */
    TOO_MANY_SENDS("9023"),
    /** A quota has no room for now. */
    THROTTLED("9024"),

    /** This account has nothing of that id, or there is nothing at that path. */
    NOT_FOUND("9030"),
    /** The path knows other methods. */
    METHOD("9031"),
    /** The request took too long. */
    TIMEOUT("9032"),
    /** Body, address or headers are too large. */
    TOO_LARGE("9033"),
    /** The body is neither a form nor JSON. */
    MEDIA_TYPE("9034"),

    /** Something broke. */
    INTERNAL("9040"),
    /** Something is down or full; trying later may help. */
    UNAVAILABLE("9041");

    private final String code;

    ErrorCode(String code) {
        this.code = code;
    }

    /**
     * The code.
     *
     * @return four digits
     */
    public String code() {
        return code;
    }
}
