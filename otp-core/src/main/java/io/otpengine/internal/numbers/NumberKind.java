package io.otpengine.internal.numbers;

/** What a number is good for. */
public enum NumberKind {
    /** Mobile, fixed or mobile, VoIP, or unknown to the number plans: may receive a text. */
    TEXT,
    /** A fixed line: can be called. */
    LANDLINE,
    /** Premium, shared cost, toll-free, pager, voicemail, personal, company-wide: never a person's own phone. */
    REFUSED
}
