package io.otpengine.sms;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Someone else's JSON, read without trust: what is missing or of another kind reads as nothing. */
record Json(@Nullable Object value) {
    static final String TYPE = "application/json";

    private static final Json NOTHING = new Json(null);

    static Json parse(String text) {
        try {
            return text.isBlank() ? NOTHING : new Json(JSON.std.anyFrom(text));
        } catch (IOException | RuntimeException e) {
            return NOTHING;
        }
    }

    static String write(@Nullable Object value) {
        try {
            return JSON.std.asString(value);
        } catch (IOException e) {
            throw new IllegalStateException("JSON could not be written");
        }
    }

    Json at(String key) {
        return value instanceof Map<?, ?> object ? new Json(object.get(key)) : NOTHING;
    }

    /** By a JSON pointer (RFC 6901). */
    Json atPointer(String pointer) {
        Json here = this;
        for (String step : pointer.split("/", -1)) {
            if (!step.isEmpty()) {
                here = here.step(step.replace("~1", "/").replace("~0", "~"));
            }
        }
        return here;
    }

    private Json step(String step) {
        if (value instanceof List<?> && step.matches("[0-9]{1,4}")) {
            List<Json> elements = elements();
            int index = Integer.parseInt(step);
            return index < elements.size() ? elements.get(index) : NOTHING;
        }
        return at(step);
    }

    /** The elements of an array; of anything else, none. */
    List<Json> elements() {
        return value instanceof List<?> list ? list.stream().map(Json::new).toList() : List.of();
    }

    /** The first element of an array. */
    Json first() {
        List<Json> elements = elements();
        return elements.isEmpty() ? NOTHING : elements.get(0);
    }

    /** A string, number or boolean as text. */
    @Nullable
    String text() {
        return value instanceof Map<?, ?> || value instanceof List<?> || value == null ? null : value.toString();
    }

    boolean isNothing() {
        return value == null;
    }

    @Override
    public String toString() {
        return "Json[***]";
    }
}
