package io.otpengine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says later about a message it accepted.
 *
 * @param reference the reference that went out with the message; it authenticates the report
 * @param state how far the message came
 * @param at when, by the provider's clock
 * @param provider who says so
 * @param detail the provider's words, or {@code null}; what is too long is cut
 */
public record DeliveryReport(
        String reference,
        State state,
        Instant at,
        String provider,
        @Nullable String detail) {
    /** How far a message came. */
    public enum State {
        /** On its way; adds no event. */
        ACCEPTED,
        /** On the phone. */
        DELIVERED,
        /** Given up. */
        UNDELIVERABLE
    }

    /** Shows neither the reference, which authenticates, nor the detail, which may repeat the number. */
    @Override
    public String toString() {
        return "DeliveryReport[" + state + " by " + provider + " at " + at + "]";
    }
}
