package io.otpengine.internal.quotas;

import io.otpengine.ApplicationId;
import io.otpengine.SendResult.Throttled.Scope;
import io.otpengine.internal.codes.Hashes;

/**
 * The keys of quotas: {@code scope|account|what}. They are stored, so their form is part of the stored format. The
 * scopes have one letter: a store in memory keeps one key for each number.
 */
final class QuotaKeys {
    private QuotaKeys() {}

    static String subject(String accountId, String subject) {
        return "s|" + accountId + "|" + Hashes.ofSubject(subject);
    }

    static String number(String accountId, String number) {
        return "n|" + accountId + "|" + number;
    }

    static String application(String accountId, ApplicationId applicationId, long day) {
        return "a|" + accountId + "|" + applicationId + "|" + day;
    }

    /** Wrong guesses in a row. */
    static String streak(String accountId, String number) {
        return "w|" + accountId + "|" + number;
    }

    static Scope scopeOf(String key) {
        return switch (key.charAt(0)) {
            case 's' -> Scope.SUBJECT;
            case 'n' -> Scope.NUMBER;
            default -> Scope.APPLICATION;
        };
    }
}
