package io.otpengine.sms.smpp;

import io.otpengine.InvalidRequestException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks what a gateway is built from. */
final class Checks {
    private Checks() {}

    static <T> T required(String field, @Nullable T value) {
        if (value == null || (value instanceof String text && text.isBlank())) {
            throw InvalidRequestException.required(field);
        }
        return value;
    }

    static String ascii(String field, String value, int longest) {
        if (value.length() > longest || value.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw InvalidRequestException.outOfRange(field, "at most " + longest + " characters of ASCII");
        }
        return value;
    }

    static int number(String field, int value, int most) {
        if (value < 1 || value > most) {
            throw InvalidRequestException.outOfRange(field, String.format(Locale.ROOT, "1 to %,d", most));
        }
        return value;
    }

    /** Sockets and the library count milliseconds, and none of them is no limit. */
    static Duration time(String field, @Nullable Duration value) {
        if (value == null || value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(Duration.ofMinutes(1)) > 0) {
            throw InvalidRequestException.outOfRange(field, "1 ms to 60 s");
        }
        return value;
    }
}
