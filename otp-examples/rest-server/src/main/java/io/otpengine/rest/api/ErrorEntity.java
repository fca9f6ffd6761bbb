package io.otpengine.rest.api;

import java.time.Instant;

/**
 * What went wrong.
 *
 * @param message a sentence for the developer; it repeats nothing of the request
 * @param code one of {@link ErrorCode}
 * @param timestamp when, in milliseconds since the epoch
 */
public record ErrorEntity(String message, String code, long timestamp) {
    static ErrorEntity of(ErrorCode code, String message, Instant at) {
        return new ErrorEntity(message, code.code(), at.toEpochMilli());
    }
}
