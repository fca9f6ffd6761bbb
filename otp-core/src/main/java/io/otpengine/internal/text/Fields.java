package io.otpengine.internal.text;

import io.otpengine.InvalidRequestException;
import io.otpengine.InvalidRequestException.Reason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The checks that many fields share. Length comes first, so that a huge value costs nothing. */
public final class Fields {
    private Fields() {}

    /** A text that must be there, in one line. */
    public static void required(String field, @Nullable String value, int atMost) {
        if (value == null) {
            throw InvalidRequestException.required(field);
        }
        atMost(field, value, atMost);
        if (value.isBlank()) {
            throw InvalidRequestException.required(field);
        }
        if (Texts.hasControls(value)) {
            throw InvalidRequestException.malformed(
                    field, "must be one line without control, format or bidirectional characters");
        }
    }

    /** A text that may be missing; if it is there, it is not blank. */
    public static void optional(String field, @Nullable String value, int atMost) {
        if (value != null) {
            required(field, value, atMost);
        }
    }

    public static void atMost(String field, String value, int atMost) {
        if (value.length() > atMost) {
            throw new InvalidRequestException(field, Reason.TOO_LONG, "must be at most " + atMost + " characters long");
        }
    }

    public static <T> T present(String field, @Nullable T value) {
        if (value == null) {
            throw InvalidRequestException.required(field);
        }
        return value;
    }

    public static void range(String field, int value, int from, int to) {
        if (value < from || value > to) {
            throw InvalidRequestException.outOfRange(field, "from " + from + " to " + to);
        }
    }

    /** A span of time, whole milliseconds since instants are kept so. */
    public static void range(String field, Duration value, Duration from, Duration to) {
        present(field, value);
        if (value.compareTo(from) < 0 || value.compareTo(to) > 0) {
            throw InvalidRequestException.outOfRange(
                    field, "from " + from.toSeconds() + " to " + to.toSeconds() + " seconds");
        }
        if (value.toNanosPart() % 1_000_000 != 0) {
            throw InvalidRequestException.outOfRange(field, "in whole milliseconds");
        }
    }
}
