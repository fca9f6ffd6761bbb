package io.otpengine;

import org.jspecify.annotations.Nullable;

/**
 * One guess, with all that may go with it.
 *
 * @param id the OTP
 * @param code what the user typed; surrounding white space, ASCII spaces and hyphens do not matter, nor does case;
 *     more than 64 characters, or one outside ASCII, are a wrong guess that counts
 * @param binding what the code was asked for, exactly as given to {@link SendRequest#binding(String)}; at most 1024
 *     characters
 */
public record VerifyRequest(OtpId id, String code, @Nullable String binding) {
    /**
     * A guess without a binding.
     *
     * @param id the OTP
     * @param code what the user typed
     * @return the request
     */
    public static VerifyRequest of(OtpId id, String code) {
        return new VerifyRequest(id, code, null);
    }

    /**
     * The same guess for a binding.
     *
     * @param binding as given to {@link SendRequest#binding(String)}
     * @return a new request
     */
    public VerifyRequest binding(@Nullable String binding) {
        return new VerifyRequest(id, code, binding);
    }

    /** Shows the id alone. */
    @Override
    public String toString() {
        return "VerifyRequest[" + id + "]";
    }
}
