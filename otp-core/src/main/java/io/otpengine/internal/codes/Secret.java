package io.otpengine.internal.codes;

import org.jspecify.annotations.Nullable;

/**
 * What is sealed: the code and, if the request brought one, the text. It lives from generation or opening to the
 * channel, and prints nothing.
 */
public record Secret(String code, @Nullable String text) {
    @Override
    public String toString() {
        return "Secret";
    }
}
