package io.otpengine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An application's editable fields, as they are, for {@link Applications#update} to change. Immutable: each setter
 * returns a copy.
 *
 * @param name at most 64 characters
 * @param codeLength characters of a code
 * @param alphanumeric whether codes are digits and lower-case letters
 * @param attempts guesses an OTP has
 * @param expire how long an OTP lives
 * @param sender what the phone shows as sender
 * @param caller the number that calls come from, or {@code null}
 */
public record ApplicationEdit(
        String name,
        int codeLength,
        boolean alphanumeric,
        int attempts,
        Duration expire,
        String sender,
        @Nullable String caller) {

    /**
     * Sets the name.
     *
     * @param name at most 64 characters; only the default application is called {@code default}
     * @return a new edit
     */
    public ApplicationEdit name(String name) {
        return new ApplicationEdit(name, codeLength, alphanumeric, attempts, expire, sender, caller);
    }

    /**
     * Sets the length of codes.
     *
     * @param codeLength characters, within the policy's bounds
     * @return a new edit
     */
    public ApplicationEdit codeLength(int codeLength) {
        return new ApplicationEdit(name, codeLength, alphanumeric, attempts, expire, sender, caller);
    }

    /**
     * Sets what codes are made of.
     *
     * @param alphanumeric true for digits and lower-case letters, false for digits
     * @return a new edit
     */
    public ApplicationEdit alphanumeric(boolean alphanumeric) {
        return new ApplicationEdit(name, codeLength, alphanumeric, attempts, expire, sender, caller);
    }

    /**
     * Sets the guesses an OTP has.
     *
     * @param attempts from 1 to the policy's most
     * @return a new edit
     */
    public ApplicationEdit attempts(int attempts) {
        return new ApplicationEdit(name, codeLength, alphanumeric, attempts, expire, sender, caller);
    }

    /**
     * Sets how long an OTP lives.
     *
     * @param expire within the policy's bounds
     * @return a new edit
     */
    public ApplicationEdit expire(Duration expire) {
        return new ApplicationEdit(name, codeLength, alphanumeric, attempts, expire, sender, caller);
    }

    /**
     * Sets what the phone shows as sender.
     *
     * @param sender at most 15 characters
     * @return a new edit
     */
    public ApplicationEdit sender(String sender) {
        return new ApplicationEdit(name, codeLength, alphanumeric, attempts, expire, sender, caller);
    }

    /**
     * Sets the number that calls come from.
     *
     * @param caller at most 16 characters
     * @return a new edit
     */
    public ApplicationEdit caller(String caller) {
        return new ApplicationEdit(name, codeLength, alphanumeric, attempts, expire, sender, caller);
    }

    /**
     * Lets calls come from the channel's own number.
     *
     * @return a new edit
     */
    public ApplicationEdit clearCaller() {
        return new ApplicationEdit(name, codeLength, alphanumeric, attempts, expire, sender, null);
    }
}
