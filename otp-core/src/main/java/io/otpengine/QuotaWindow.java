package io.otpengine;

import java.time.Duration;

/**
 * So many in so long. A window opens with its first charge and lasts its length.
 *
 * @param limit the most, from 1
 * @param length the time, from 1 second to 366 days, in whole milliseconds
 */
public record QuotaWindow(int limit, Duration length) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(366);

    /**
     * Checks the bounds.
     *
     * @param limit as above
     * @param length as above
     * @throws InvalidRequestException if one is outside
     */
    public QuotaWindow {
        if (limit < 1) {
            throw InvalidRequestException.outOfRange("limit", "at least 1");
        }
        if (length == null) {
            throw InvalidRequestException.required("length");
        }
        if (length.compareTo(SHORTEST) < 0
                || length.compareTo(LONGEST) > 0
                || !length.equals(Duration.ofMillis(length.toMillis()))) {
            throw InvalidRequestException.outOfRange("length", "from 1 second to 366 days, in whole milliseconds");
        }
    }

    /**
     * A window.
     *
     * @param limit the most, from 1
     * @param length the time, from 1 second to 366 days
     * @return the window
     */
    public static QuotaWindow of(int limit, Duration length) {
        return new QuotaWindow(limit, length);
    }
}
