package io.otpengine.rest.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The body of a request: a form or a JSON object. */
public final class Body {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Pattern UTF_8 = Pattern.compile("charset=(utf-8|\"utf-8\")\\s*(;.*)?");
    private static final byte[] NONE = {};

    private Body() {}

    /**
     * Reads all of it or refuses it.
     *
     * @param request the request
     * @param limit the most bytes
     * @return its bytes
     * @throws BadRequest if there are more, or the client is gone or too slow
     */
    public static byte[] bytes(HttpServletRequest request, int limit) {
        long length = request.getContentLengthLong();
        if (length == 0) {
            return NONE;
        }
        if (length > limit) {
            throw tooLarge(limit);
        }
        byte[] bytes;
        try {
            bytes = request.getInputStream().readNBytes(limit + 1);
        } catch (IOException e) {
            throw new BadRequest(408, ErrorCode.TIMEOUT, "The request took too long or was not complete.");
        }
        if (bytes.length > limit) {
            throw tooLarge(limit);
        }
        return bytes;
    }

    static void read(byte[] bytes, @Nullable String contentType, Parameters into) {
        if (bytes.length == 0) {
            return;
        }
        String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        int semicolon = type.indexOf(';');
        String media = (semicolon < 0 ? type : type.substring(0, semicolon)).strip();
        int charset = type.indexOf("charset=");
        if (charset >= 0 && !UTF_8.matcher(type.substring(charset)).matches()) {
            throw mediaType();
        }
        switch (media) {
            case "application/x-www-form-urlencoded" -> Encoded.read(Encoded.utf8(bytes), into::put);
            case "application/json" -> object(Encoded.utf8(bytes)).forEach(field -> put(field, into));
            default -> throw mediaType();
        }
    }

    private static void put(Map.Entry<String, JsonNode> field, Parameters into) {
        JsonNode value = field.getValue();
        if (value.isContainerNode()) {
            into.putUnreadable(field.getKey());
        } else if (!value.isNull()) {
            into.put(field.getKey(), value.asText());
        }
    }

    private static Iterable<Map.Entry<String, JsonNode>> object(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            if (node.isObject()) {
                return node.properties();
            }
        } catch (JsonProcessingException e) {
            // Its message quotes the body.
        }
        throw new BadRequest(400, ErrorCode.UNREADABLE, "The body must be one JSON object, each name once.");
    }

    private static BadRequest tooLarge(int limit) {
        return new BadRequest(413, ErrorCode.TOO_LARGE, "The body must be at most " + limit + " bytes long.");
    }

    private static BadRequest mediaType() {
        return new BadRequest(
                415,
                ErrorCode.MEDIA_TYPE,
                "The body must be application/json or application/x-www-form-urlencoded in UTF-8.");
    }
}
