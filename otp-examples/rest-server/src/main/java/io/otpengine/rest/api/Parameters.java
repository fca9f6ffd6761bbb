package io.otpengine.rest.api;

import io.otpengine.InvalidRequestException;
import io.otpengine.InvalidRequestException.Reason;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one request, wherever they came from. A name may come twice with one value, not with two. Names that
 * nobody asks for are not looked at: clients send back whole entities.
 */
final class Parameters {
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,40}");

    private final Map<String, String> values = new HashMap<>();
    private final Set<String> contradictory = new HashSet<>();
    private final Set<String> unreadable = new HashSet<>();

    void put(String name, String value) {
        String before = values.put(name, value);
        if (before != null && !before.equals(value)) {
            contradictory.add(name);
        }
    }

    /** A list or an object where one value belongs. */
    void putUnreadable(String name) {
        unreadable.add(name);
    }

    /** As it came, or null. */
    @Nullable
    String text(String name) {
        if (contradictory.contains(name)) {
            throw new InvalidRequestException(name, Reason.CONTRADICTION, "must not come twice with different values");
        }
        if (unreadable.contains(name)) {
            throw InvalidRequestException.malformed(name, "must be a single value");
        }
        return values.get(name);
    }

    String required(String name) {
        String value = text(name);
        if (value == null) {
            throw InvalidRequestException.required(name);
        }
        return value;
    }

    /** A whole number; one beyond all bounds is the largest or smallest, which the engine then refuses. */
    @Nullable
    Integer integer(String name) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        if (!WHOLE.matcher(value).matches()) {
            throw InvalidRequestException.malformed(name, "must be a whole number");
        }
        return new BigInteger(value)
                .max(BigInteger.valueOf(Integer.MIN_VALUE))
                .min(BigInteger.valueOf(Integer.MAX_VALUE))
                .intValueExact();
    }

    @Nullable
    Boolean flag(String name) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw InvalidRequestException.malformed(name, "must be true or false");
        };
    }

    /** Shows the names alone. */
    @Override
    public String toString() {
        return "Parameters" + values.keySet();
    }
}
