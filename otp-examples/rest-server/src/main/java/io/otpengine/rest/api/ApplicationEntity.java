package io.otpengine.rest.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.otpengine.Application;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An application as tyntec's API shows it.
 *
 * @param accountId the account
 * @param applicationId its id
 * @param name for people
 * @param pinLength characters of a code
 * @param alphanumeric whether codes have letters
 * @param attempts guesses an OTP has
 * @param expire seconds an OTP lives
 * @param template the words by {@code lang} or {@code lang-channel} in lower case
 * @param sender what the phone shows as sender
 * @param caller the number that calls come from, left out if there is none
 * @param created when it was created, in milliseconds since the epoch
 */
@JsonInclude(Include.NON_NULL)
record ApplicationEntity(
        String accountId,
        String applicationId,
        String name,
        int pinLength,
        boolean alphanumeric,
        int attempts,
        long expire,
        Map<String, String> template,
        String sender,
        @Nullable String caller,
        long created) {
    private static final String ENGLISH = "en";

    /**
     * @param builtIn the words that apply where the application has none in English
     */
    static ApplicationEntity of(Application application, Map<String, String> builtIn) {
        return new ApplicationEntity(
                application.accountId(),
                application.id().value(),
                application.name(),
                application.codeLength(),
                application.alphanumeric(),
                application.attempts(),
                application.expire().toSeconds(),
                words(application.templates(), builtIn),
                application.sender(),
                application.caller(),
                application.created().toEpochMilli());
    }

    /** Own English words hide all built-in ones from the engine, so they hide them here. */
    private static Map<String, String> words(Map<String, String> own, Map<String, String> builtIn) {
        Map<String, String> words = new TreeMap<>();
        if (!own.containsKey(ENGLISH)) {
            words.putAll(builtIn);
        }
        own.forEach((key, text) -> words.put(key.toLowerCase(Locale.ROOT), text));
        return words;
    }
}
