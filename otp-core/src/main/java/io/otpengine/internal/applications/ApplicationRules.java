package io.otpengine.internal.applications;

import io.otpengine.Application;
import io.otpengine.ApplicationEdit;
import io.otpengine.ApplicationId;
import io.otpengine.ApplicationSpec;
import io.otpengine.InvalidRequestException;
import io.otpengine.InvalidRequestException.Reason;
import io.otpengine.OtpPolicy;
import io.otpengine.internal.text.CodeSpace;
import io.otpengine.internal.text.Fields;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** What an application may be, as pure functions under one policy. */
public final class ApplicationRules {
    private static final String DEFAULT_NAME = "default";

    private final OtpPolicy policy;

    public ApplicationRules(OtpPolicy policy) {
        this.policy = policy;
    }

    /** The id behind {@link ApplicationId#DEFAULT}: the same on every node, before any row exists. */
    public static ApplicationId defaultId(String accountId) {
        byte[] name = ("otpengine/default/" + accountId).getBytes(StandardCharsets.UTF_8);
        return new ApplicationId(UUID.nameUUIDFromBytes(name).toString());
    }

    /** The default application of an account that never edited it: whatever the policy says. */
    Application defaultOf(String accountId) {
        return new Application(
                defaultId(accountId),
                0,
                accountId,
                DEFAULT_NAME,
                policy.codeLength(),
                false,
                policy.attempts(),
                policy.expire(),
                policy.sender(),
                null,
                Map.of(),
                Instant.EPOCH);
    }

    Application create(ApplicationSpec spec, ApplicationId id, String accountId, Instant now) {
        Application application = new Application(
                id,
                1,
                accountId,
                spec.name() == null ? "App-" + now.toEpochMilli() : spec.name(),
                spec.codeLength() == null ? policy.codeLength() : spec.codeLength(),
                spec.alphanumeric() != null && spec.alphanumeric(),
                spec.attempts() == null ? policy.attempts() : spec.attempts(),
                spec.expire() == null ? policy.expire() : spec.expire(),
                spec.sender() == null ? policy.sender() : spec.sender(),
                spec.caller(),
                Map.of(),
                now);
        check(application);
        return application;
    }

    static ApplicationEdit toEdit(Application from) {
        return new ApplicationEdit(
                from.name(),
                from.codeLength(),
                from.alphanumeric(),
                from.attempts(),
                from.expire(),
                from.sender(),
                from.caller());
    }

    Application edited(Application from, ApplicationEdit edit) {
        Application next = new Application(
                from.id(),
                from.version() + 1,
                from.accountId(),
                edit.name(),
                edit.codeLength(),
                edit.alphanumeric(),
                edit.attempts(),
                edit.expire(),
                edit.sender(),
                edit.caller(),
                from.templates(),
                from.created());
        check(next);
        return next;
    }

    static Application withTemplates(Application from, Map<String, String> templates) {
        return new Application(
                from.id(),
                from.version() + 1,
                from.accountId(),
                from.name(),
                from.codeLength(),
                from.alphanumeric(),
                from.attempts(),
                from.expire(),
                from.sender(),
                from.caller(),
                Map.copyOf(templates),
                from.created());
    }

    /** An application that was made under a wider policy, brought within this one; the same one if it is within. */
    Application tightened(Application from) {
        int codeLength = Math.min(Math.max(from.codeLength(), policy.minLength()), policy.maxLength());
        while (codeLength < policy.maxLength() && CodeSpace.of(from.alphanumeric(), codeLength) < policy.minCodes()) {
            codeLength++;
        }
        int attempts = Math.min(from.attempts(), policy.maxAttempts());
        Duration expire = from.expire().compareTo(policy.maxExpire()) > 0 ? policy.maxExpire() : from.expire();
        if (codeLength == from.codeLength() && attempts == from.attempts() && expire.equals(from.expire())) {
            return from;
        }
        return new Application(
                from.id(),
                from.version(),
                from.accountId(),
                from.name(),
                codeLength,
                from.alphanumeric(),
                attempts,
                expire,
                from.sender(),
                from.caller(),
                from.templates(),
                from.created());
    }

    /** Refuses a length of code that is outside the policy, for codes of one alphabet. */
    public void checkCodeLength(int codeLength, boolean alphanumeric) {
        int shortest = shortest(alphanumeric);
        if (codeLength < shortest || codeLength > policy.maxLength()) {
            throw InvalidRequestException.outOfRange(
                    "codeLength",
                    "from " + shortest + " to " + policy.maxLength() + " for "
                            + (alphanumeric ? "alphanumeric codes" : "digits") + ", to have at least "
                            + policy.minCodes() + " possible codes");
        }
    }

    private void check(Application application) {
        Fields.required("name", application.name(), 64);
        if (application.name().equalsIgnoreCase(DEFAULT_NAME)
                && !application.id().equals(defaultId(application.accountId()))) {
            throw new InvalidRequestException(
                    "name", Reason.RESERVED, "must not be 'default', which names the account's default application");
        }
        checkCodeLength(application.codeLength(), application.alphanumeric());
        Fields.range("attempts", application.attempts(), 1, policy.maxAttempts());
        Fields.range("expire", application.expire(), policy.minExpire(), policy.maxExpire());
        Fields.required("sender", application.sender(), 15);
        Fields.optional("caller", application.caller(), 16);
    }

    private int shortest(boolean alphanumeric) {
        int length = policy.minLength();
        while (length < policy.maxLength() && CodeSpace.of(alphanumeric, length) < policy.minCodes()) {
            length++;
        }
        return length;
    }
}
