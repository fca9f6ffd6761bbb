package io.otpengine.sms;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Fields as {@code application/x-www-form-urlencoded}. */
final class Form {
    static final String TYPE = "application/x-www-form-urlencoded";

    private final Map<String, String> fields = new LinkedHashMap<>();

    /** Adds a field, or nothing for {@code null}. */
    Form with(String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value.toString());
        }
        return this;
    }

    String encoded() {
        StringBuilder form = new StringBuilder();
        fields.forEach((name, value) -> form.append(form.isEmpty() ? "" : "&")
                .append(encode(name))
                .append('=')
                .append(encode(value)));
        return form.toString();
    }

    static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** For any part of an address, where a plus would stay one. */
    static String encodeInPath(String value) {
        return encode(value).replace("+", "%20");
    }

    /** An address with one field more in its query. */
    static URI withQuery(URI address, String name, String value) {
        String sign = address.getRawQuery() == null ? "?" : "&";
        return URI.create(address + sign + encode(name) + "=" + encode(value));
    }

    /**
     * Reads a body or a query, sorted by name.
     *
     * @throws IllegalArgumentException if it is no form
     */
    static Map<String, String> parse(@Nullable String encoded) {
        Map<String, String> fields = new TreeMap<>();
        if (encoded != null && !encoded.isEmpty()) {
            for (String field : encoded.split("&", -1)) {
                int equals = field.indexOf('=');
                String name = equals < 0 ? field : field.substring(0, equals);
                fields.put(decode(name), equals < 0 ? "" : decode(field.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decode(String value) {
        return URLDecoder.decode(value, StandardCharsets.UTF_8);
    }
}
