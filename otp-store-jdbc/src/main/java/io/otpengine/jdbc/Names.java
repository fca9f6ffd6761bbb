package io.otpengine.jdbc;

import io.otpengine.InvalidRequestException;
import java.util.regex.Pattern;

/**
 * What the tables are called. They go into SQL as they are, so nothing but a plain identifier is let in.
 *
 * @param schema a schema, or nothing for the connection's own
 * @param prefix what the name of each table begins with
 */
record Names(String schema, String prefix) {
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,30}");

    static String identifier(String field, String value) {
        if (value == null) {
            throw InvalidRequestException.required(field);
        }
        if (!IDENTIFIER.matcher(value).matches()) {
            throw InvalidRequestException.malformed(field, "must match " + IDENTIFIER.pattern());
        }
        return value;
    }

    String table(String name) {
        return (schema.isEmpty() ? "" : schema + ".") + prefix + name;
    }
}
