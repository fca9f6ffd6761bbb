package io.otpengine.sms;

import io.otpengine.InvalidRequestException;
import java.util.function.Supplier;

/**
 * A key, token or password. Prints nothing of itself. Equal to itself alone.
 *
 * <p>Does not promise that the value leaves the memory once it was read: providers' credentials become headers, and
 * headers are Strings.
 */
public final class Secret {
    private final Supplier<String> value;

    private Secret(Supplier<String> value) {
        this.value = value;
    }

    /**
     * A secret that does not change.
     *
     * @param value the secret
     * @return a holder for it
     * @throws InvalidRequestException if it is null or blank, or has control characters, as what is read from a file
     *     with the end of its line has
     */
    public static Secret of(String value) {
        if (value == null || value.isBlank()) {
            throw InvalidRequestException.required("secret");
        }
        // No header takes one; the JDK's exception would repeat the secret.
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw InvalidRequestException.malformed(
                    "secret", "must have no control characters; is there a line feed at its end?");
        }
        return new Secret(() -> value);
    }

    /**
     * A secret that is read anew for each use, so that it can be rotated.
     *
     * @param source where it is read; called on the sending thread, so it must be quick
     * @return a holder for it
     */
    public static Secret from(Supplier<String> source) {
        if (source == null) {
            throw InvalidRequestException.required("secret");
        }
        return new Secret(source);
    }

    /**
     * The one way out.
     *
     * @return the value
     */
    public String reveal() {
        return value.get();
    }

    @Override
    public String toString() {
        return "Secret[***]";
    }
}
