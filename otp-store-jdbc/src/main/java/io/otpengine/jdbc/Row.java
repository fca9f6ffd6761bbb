package io.otpengine.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The columns of a row, read from the first to the last. */
final class Row {
    private final ResultSet result;
    private int last;

    Row(ResultSet result) {
        this.result = result;
    }

    String text() throws SQLException {
        String value = textOrNull();
        if (value == null) {
            throw new IllegalStateException("a column that must have a value is null");
        }
        return value;
    }

    @Nullable
    String textOrNull() throws SQLException {
        return result.getString(++last);
    }

    long number() throws SQLException {
        return result.getLong(++last);
    }

    Instant time() throws SQLException {
        return Instant.ofEpochMilli(number());
    }

    int count() throws SQLException {
        return result.getInt(++last);
    }

    boolean flag() throws SQLException {
        return result.getBoolean(++last);
    }

    byte @Nullable [] bytes() throws SQLException {
        return result.getBytes(++last);
    }
}
