package io.otpengine;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The handle of one {@link Otp}: 128 random bits, printed in the shape of a UUID.
 *
 * <p>The id is what a guess is counted against. Keep it on the server, in the session that asked for it.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record OtpId(long high, long low) {
    private static final Pattern FORM = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    /**
     * Reads what {@link #toString()} printed, in either case.
     *
     * @param text any text
     * @return the id, or empty for anything malformed, so that an adapter can treat it like an id that does not exist
     */
    public static Optional<OtpId> parse(String text) {
        if (text == null || text.length() != 36 || !FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        UUID uuid = UUID.fromString(text);
        return Optional.of(new OtpId(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits()));
    }

    @Override
    public String toString() {
        return new UUID(high, low).toString();
    }
}
