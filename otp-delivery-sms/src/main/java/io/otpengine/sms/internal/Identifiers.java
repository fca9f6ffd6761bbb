package io.otpengine.sms.internal;

import io.otpengine.InvalidRequestException;
import io.otpengine.spi.OtpMessage;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names of providers, and what providers call messages and errors. */
public final class Identifiers {
    private static final Pattern NAME = Pattern.compile("[!-~]{1,64}");
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");

    private Identifiers() {}

    /**
     * A provider's name.
     *
     * @throws InvalidRequestException if it is none
     */
    public static String name(@Nullable String name) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw InvalidRequestException.malformed(
                    "name", "must be 1 to 64 printable ASCII characters without spaces");
        }
        return name;
    }

    /** A provider may say anything, so what repeats the number or the code is no identifier. */
    public static boolean isSafe(OtpMessage message, @Nullable String identifier) {
        return identifier != null
                && SAFE.matcher(identifier).matches()
                && !identifier.toLowerCase(Locale.ROOT).contains(message.code().toLowerCase(Locale.ROOT))
                && !identifier.contains(message.number().substring(1));
    }
}
