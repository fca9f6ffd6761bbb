package io.otpengine.internal.numbers;

import io.otpengine.internal.text.Mask;
import org.jspecify.annotations.Nullable;

/**
 * A number in its one form.
 *
 * @param e164 with {@code +}
 * @param region ISO 3166-1 alpha-2, or {@code null} if unknown or non-geographic; may differ from the country asked
 *     for, as in {@code GG} for +44 7911
 * @param kind what it is good for
 */
public record PhoneNumber(String e164, @Nullable String region, NumberKind kind) {

    /** Shows the number masked. */
    @Override
    public String toString() {
        return "PhoneNumber[" + Mask.number(e164) + " " + region + " " + kind + "]";
    }
}
