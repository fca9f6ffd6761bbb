package io.otpengine.rest.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.time.Duration;

/** How answers are written. */
public final class Json {
    private final ObjectMapper mapper = JsonMapper.builder().build();

    /**
     * Answers a request.
     *
     * @param context the request
     * @param answer the answer
     */
    void answer(Context context, Answer answer) {
        context.status(answer.status());
        Duration retryAfter = answer.retryAfter();
        if (retryAfter != null) {
            // Rounded up: who comes back at that second is not refused for a fraction of it.
            context.header(
                    Header.RETRY_AFTER,
                    Long.toString(Math.max(1, retryAfter.plusMillis(999).toSeconds())));
        }
        Object entity = answer.entity();
        if (entity == null) {
            context.res().setContentType(null);
            context.result("");
        } else {
            context.contentType("application/json").result(bytes(entity));
        }
        context.header(Header.CACHE_CONTROL, "no-store");
    }

    byte[] bytes(Object entity) {
        try {
            return mapper.writeValueAsBytes(entity);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an entity cannot be written", e);
        }
    }
}
