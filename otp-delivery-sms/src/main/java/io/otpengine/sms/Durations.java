package io.otpengine.sms;

import io.otpengine.InvalidRequestException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The few things said about spans of time here. */
final class Durations {
    private Durations() {}

    static Duration check(String field, Duration value, Duration most) {
        if (value == null) {
            throw InvalidRequestException.required(field);
        }
        if (value.isNegative() || value.isZero() || value.compareTo(most) > 0) {
            throw InvalidRequestException.outOfRange(field, "above 0 and at most " + most.toSeconds() + " s");
        }
        return value;
    }

    static Duration shortest(Duration... candidates) {
        return Collections.min(List.of(candidates));
    }

    /** In units, rounded up, so that what lives a moment longer is not cut short, and within bounds. */
    static long inUnits(Duration value, TimeUnit unit, long least, long most) {
        long units = unit.convert(value.plusNanos(unit.toNanos(1) - 1));
        return Math.max(least, Math.min(most, units));
    }
}
