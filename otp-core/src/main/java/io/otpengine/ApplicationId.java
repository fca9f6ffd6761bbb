package io.otpengine;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The handle of an {@link Application}.
 *
 * @param value {@code default}, which every account understands as its own default application, or a UUID in lower case
 */
public record ApplicationId(String value) {
    private static final Pattern FORM = Pattern.compile("default|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** Stands for the default application of whichever account uses it. */
    public static final ApplicationId DEFAULT = new ApplicationId("default");

    /**
     * Checks the value.
     *
     * @param value as above
     * @throws InvalidRequestException if the value is neither {@code default} nor a UUID in lower case
     */
    public ApplicationId {
        if (value == null) {
            throw InvalidRequestException.required("application");
        }
        if (value.length() > 36 || !FORM.matcher(value).matches()) {
            throw InvalidRequestException.malformed("application", "must be 'default' or a UUID in lower case");
        }
    }

    /**
     * Reads an id in either case.
     *
     * @param text any text
     * @return the id, or empty for anything malformed, so that an adapter can treat it like an id that does not exist
     */
    public static Optional<ApplicationId> parse(String text) {
        if (text == null || text.length() > 36) {
            return Optional.empty();
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return FORM.matcher(lower).matches() ? Optional.of(new ApplicationId(lower)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
