package io.otpengine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a new application is to be; what is {@code null} comes from the policy.
 *
 * @param name at most 64 characters; not {@code default}; {@code null} makes {@code App-} and the time
 * @param codeLength characters of a code, within the policy's bounds
 * @param alphanumeric whether codes are digits and lower-case letters; {@code null} is digits
 * @param attempts guesses an OTP has, from 1 to the policy's most
 * @param expire how long an OTP lives, within the policy's bounds
 * @param sender what the phone shows as sender, at most 15 characters
 * @param caller the number that calls come from, at most 16 characters
 */
public record ApplicationSpec(
        @Nullable String name,
        @Nullable Integer codeLength,
        @Nullable Boolean alphanumeric,
        @Nullable Integer attempts,
        @Nullable Duration expire,
        @Nullable String sender,
        @Nullable String caller) {

    /**
     * An application with everything from the policy.
     *
     * @return the specification
     */
    public static ApplicationSpec defaults() {
        return new ApplicationSpec(null, null, null, null, null, null, null);
    }

    /**
     * An application with a name and everything else from the policy.
     *
     * @param name at most 64 characters; not {@code default}
     * @return the specification
     */
    public static ApplicationSpec named(String name) {
        return defaults().name(name);
    }

    /**
     * Sets the name.
     *
     * @param name at most 64 characters; not {@code default}
     * @return a new specification
     */
    public ApplicationSpec name(@Nullable String name) {
        return new ApplicationSpec(name, codeLength, alphanumeric, attempts, expire, sender, caller);
    }

    /**
     * Sets the length of codes.
     *
     * @param codeLength characters, within the policy's bounds
     * @return a new specification
     */
    public ApplicationSpec codeLength(@Nullable Integer codeLength) {
        return new ApplicationSpec(name, codeLength, alphanumeric, attempts, expire, sender, caller);
    }

    /**
     * Sets what codes are made of.
     *
     * @param alphanumeric true for digits and lower-case letters, false for digits
     * @return a new specification
     */
    public ApplicationSpec alphanumeric(@Nullable Boolean alphanumeric) {
        return new ApplicationSpec(name, codeLength, alphanumeric, attempts, expire, sender, caller);
    }

    /**
     * Sets the guesses an OTP has.
     *
     * @param attempts from 1 to the policy's most
     * @return a new specification
     */
    public ApplicationSpec attempts(@Nullable Integer attempts) {
        return new ApplicationSpec(name, codeLength, alphanumeric, attempts, expire, sender, caller);
    }

    /**
     * Sets how long an OTP lives.
     *
     * @param expire within the policy's bounds
     * @return a new specification
     */
    public ApplicationSpec expire(@Nullable Duration expire) {
        return new ApplicationSpec(name, codeLength, alphanumeric, attempts, expire, sender, caller);
    }

    /**
     * Sets what the phone shows as sender.
     *
     * @param sender at most 15 characters
     * @return a new specification
     */
    public ApplicationSpec sender(@Nullable String sender) {
        return new ApplicationSpec(name, codeLength, alphanumeric, attempts, expire, sender, caller);
    }

    /**
     * Sets the number that calls come from.
     *
     * @param caller at most 16 characters
     * @return a new specification
     */
    public ApplicationSpec caller(@Nullable String caller) {
        return new ApplicationSpec(name, codeLength, alphanumeric, attempts, expire, sender, caller);
    }
}
