package io.otpengine;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A configuration to send under.
 *
 * @param id its handle
 * @param version counts its edits, from 1; 0 is a default application that was never edited
 * @param accountId the account it belongs to
 * @param name for people, at most 64 characters, not unique
 * @param codeLength characters of a code
 * @param alphanumeric whether codes are digits and lower-case letters, rather than digits
 * @param attempts guesses an OTP has
 * @param expire how long an OTP lives
 * @param sender what the phone shows as sender, at most 15 characters
 * @param caller the number that calls come from, at most 16 characters, or {@code null}
 * @param templates the texts put into this application, unmodifiable; a key is a language, {@code pt-BR}, or a language
 *     and a channel, {@code en-voice}
 * @param created when it was created, in milliseconds; the epoch for a default application
 */
public record Application(
        ApplicationId id,
        long version,
        String accountId,
        String name,
        int codeLength,
        boolean alphanumeric,
        int attempts,
        Duration expire,
        String sender,
        @Nullable String caller,
        Map<String, String> templates,
        Instant created) {}
