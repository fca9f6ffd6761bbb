package io.otpengine;

import org.jspecify.annotations.Nullable;

/**
 * Asks for the same code once more, perhaps by another way. Neither expiry nor attempts change.
 *
 * @param id the OTP
 * @param via the channel; {@code null} is the last one used, unless {@code chosenAnew}
 * @param chosenAnew whether the engine chooses by the kind of number, as a first send does
 * @param sender what the phone shows as sender from now on, at most 15 characters; {@code null} leaves it
 * @param caller the number a call comes from, from now on, at most 16 characters; {@code null} leaves it
 * @param subject whose quota pays, at most 256 characters; see {@link SendRequest#subject(String)}
 */
public record ResendRequest(
        OtpId id,
        @Nullable Channel via,
        boolean chosenAnew,
        @Nullable String sender,
        @Nullable String caller,
        @Nullable String subject) {

    /**
     * By the last channel, as it was.
     *
     * @param id the OTP
     * @return the request
     */
    public static ResendRequest of(OtpId id) {
        return new ResendRequest(id, null, false, null, null, null);
    }

    /**
     * By a given channel.
     *
     * @param via the channel, or {@code null} for the last one used
     * @return a new request
     */
    public ResendRequest via(@Nullable Channel via) {
        return new ResendRequest(id, via, false, sender, caller, subject);
    }

    /**
     * By the channel that suits the number, chosen anew.
     *
     * @return a new request
     */
    public ResendRequest auto() {
        return new ResendRequest(id, null, true, sender, caller, subject);
    }

    /**
     * From a given sender.
     *
     * @param sender at most 15 characters, or {@code null} to leave it
     * @return a new request
     */
    public ResendRequest sender(@Nullable String sender) {
        return new ResendRequest(id, via, chosenAnew, sender, caller, subject);
    }

    /**
     * From a given caller number.
     *
     * @param caller at most 16 characters, or {@code null} to leave it
     * @return a new request
     */
    public ResendRequest caller(@Nullable String caller) {
        return new ResendRequest(id, via, chosenAnew, sender, caller, subject);
    }

    /**
     * At the cost of a given subject.
     *
     * @param subject at most 256 characters, or {@code null} for none
     * @return a new request
     */
    public ResendRequest subject(@Nullable String subject) {
        return new ResendRequest(id, via, chosenAnew, sender, caller, subject);
    }

    /** Shows the id and the channel. */
    @Override
    public String toString() {
        return "ResendRequest[" + id + " via " + (chosenAnew ? "auto" : via == null ? "last" : via) + "]";
    }
}
