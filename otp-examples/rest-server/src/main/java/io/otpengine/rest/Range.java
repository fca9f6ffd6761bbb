package io.otpengine.rest;

import io.otpengine.InvalidRequestException;

/** What numbers may be set to. */
final class Range {
    private Range() {}

    /** @throws InvalidRequestException that names the setting and its bounds */
    static void check(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw InvalidRequestException.outOfRange(name, "from " + least + " to " + most);
        }
    }
}
