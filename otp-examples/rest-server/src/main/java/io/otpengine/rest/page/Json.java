package io.otpengine.rest.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The page's JSON: small bodies in, records out. */
final class Json {
    private static final int MOST_BYTES = 16 * 1024;
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /**
     * Reads a request's body.
     *
     * @throws Refusal if it is no JSON of that form
     */
    static <T> T read(Context context, Class<T> type) {
        // Not contentType(): Jetty looks for the charset in it, and fails at one that it does not know.
        String contentType = context.header(Header.CONTENT_TYPE);
        if (contentType == null || !contentType.startsWith("application/json")) {
            throw new Refusal(415, "The body must be JSON.");
        }
        try (InputStream in = context.bodyInputStream()) {
            byte[] body = in.readNBytes(MOST_BYTES + 1);
            if (body.length > MOST_BYTES) {
                throw new Refusal(413, "The body must have at most 16 KiB.");
            }
            T value = MAPPER.readValue(body, type);
            if (value == null) {
                throw new Refusal(400, "The body must be a JSON object.");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new Refusal(400, "The body is not the JSON that belongs here.");
        } catch (IOException e) {
            throw new Refusal(400, "The body ended early.");
        }
    }

    static void write(Context context, Object value) {
        context.contentType("application/json").result(text(value).getBytes(StandardCharsets.UTF_8));
    }

    static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view that cannot be written", e);
        }
    }
}
