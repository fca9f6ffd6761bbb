package io.otpengine.rest.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An answer to a request.
 *
 * @param status the HTTP status
 * @param entity what becomes the JSON body, or {@code null} for none
 * @param retryAfter when to try again, or {@code null}
 */
public record Answer(
        int status, @Nullable Object entity, @Nullable Duration retryAfter) {
    static Answer of(int status, Object entity) {
        return new Answer(status, entity, null);
    }

    static Answer empty(int status) {
        return new Answer(status, null, null);
    }

    Answer after(Duration retry) {
        return new Answer(status, entity, retry);
    }

    /** Shows the status alone. */
    @Override
    public String toString() {
        return "Answer[" + status + "]";
    }
}
