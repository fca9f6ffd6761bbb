package io.otpengine.sms;

import io.otpengine.InvalidRequestException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who an SMS comes from. Countries differ in what they let through: some replace or drop alphanumeric senders, some want
 * them registered, so the sender of a country goes before the one the message asks for.
 *
 * <p>A sender is alphanumeric (at most 11 of {@code A-Z a-z 0-9} and space, with a letter, no space at either end) or
 * numeric (3 to 15 digits, {@code +} allowed). Immutable.
 */
public final class SenderRules {
    private static final Pattern NUMERIC = Pattern.compile("\\+?[0-9]{3,15}");
    private static final Pattern ALPHANUMERIC =
            Pattern.compile("(?=.{1,11}$)(?=.*[A-Za-z])[A-Za-z0-9](?:[A-Za-z0-9 ]*[A-Za-z0-9])?");
    private static final Pattern PREFIX = Pattern.compile("\\+[1-9][0-9]{0,14}");
    private static final SenderRules NONE = new SenderRules(new TreeMap<>(), null, false);

    private final TreeMap<String, String> byPrefix;
    private final @Nullable String otherwise;
    private final boolean overruling;

    private SenderRules(Map<String, String> byPrefix, @Nullable String otherwise, boolean overruling) {
        // Backwards, so that the first key that fits is the longest.
        this.byPrefix = new TreeMap<>(Comparator.reverseOrder());
        this.byPrefix.putAll(byPrefix);
        this.otherwise = otherwise;
        this.overruling = overruling;
    }

    /**
     * Every message keeps the sender it asks for.
     *
     * @return the rules
     */
    public static SenderRules none() {
        return NONE;
    }

    /**
     * These rules and a sender for numbers that begin in one way; of several, the longest beginning counts.
     *
     * @param prefix {@code +} and digits: a calling code, or more of the number where countries share one
     * @param sender the sender for these numbers, whatever a message asks for
     * @return new rules
     * @throws InvalidRequestException if either is malformed
     */
    public SenderRules to(String prefix, String sender) {
        if (prefix == null || !PREFIX.matcher(prefix).matches()) {
            throw InvalidRequestException.malformed("prefix", "must be + and 1 to 15 digits, the first not 0");
        }
        SenderRules rules = new SenderRules(byPrefix, otherwise, overruling);
        rules.byPrefix.put(prefix, checked(sender));
        return rules;
    }

    /**
     * These rules and a sender for numbers without a rule whose messages ask for none.
     *
     * @param sender the sender
     * @return new rules
     * @throws InvalidRequestException if it is malformed
     */
    public SenderRules otherwise(String sender) {
        return new SenderRules(byPrefix, checked(sender), overruling);
    }

    /**
     * These rules, without regard to what a message asks for. The engine's messages always ask for a sender, the
     * application's or the policy's; with these rules alone a number that has none gets that of
     * {@link #otherwise(String)}, and without one the provider's account chooses, as Twilio's messaging services do.
     *
     * @return new rules
     */
    public SenderRules overruling() {
        return new SenderRules(byPrefix, otherwise, true);
    }

    /** The sender of a message, unchecked; empty leaves it to the provider's account. */
    Optional<String> senderFor(String number, @Nullable String wanted) {
        return byPrefix.entrySet().stream()
                .filter(entry -> number.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .or(() -> Optional.ofNullable(overruling ? null : wanted))
                .or(() -> Optional.ofNullable(otherwise));
    }

    static boolean isSender(String sender) {
        return NUMERIC.matcher(sender).matches() || ALPHANUMERIC.matcher(sender).matches();
    }

    private static String checked(@Nullable String sender) {
        if (sender == null || !isSender(sender)) {
            throw InvalidRequestException.malformed(
                    "sender", "must be at most 11 letters, digits and spaces with a letter, or 3 to 15 digits");
        }
        return sender;
    }
}
