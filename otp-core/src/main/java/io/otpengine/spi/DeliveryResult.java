package io.otpengine.spi;

import org.jspecify.annotations.Nullable;

/** What a channel made of a message. */
public sealed interface DeliveryResult {
    /**
     * Taken on: delivered, on its way, or queued.
     *
     * @param provider who took it, at most 64 characters
     * @param messageId the provider's id for it, at most 128 characters, or {@code null}
     */
    record Accepted(String provider, @Nullable String messageId) implements DeliveryResult {}

    /**
     * Certainly not sent.
     *
     * @param reason why
     * @param detail the provider's words, without code, text or number; cut at 200 characters
     */
    record Rejected(Reason reason, String detail) implements DeliveryResult {
        /** Why a message was not sent. */
        public enum Reason {
            /** This number cannot be reached this way. */
            RECIPIENT,
            /** The text was not accepted. */
            MESSAGE,
            /** The sender was not accepted. */
            SENDER,
            /** Credentials, credit or settings are wrong. */
            CONFIGURATION,
            /** Not now; the only reason for which trying again may help. */
            UNAVAILABLE
        }
    }

    /**
     * Nobody knows; the message may have been sent. It is never tried again by itself.
     *
     * @param detail what happened, without code, text or number; cut at 200 characters
     */
    record Unknown(String detail) implements DeliveryResult {}
}
