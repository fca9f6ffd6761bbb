package io.otpengine.rest.api;

import io.otpengine.ApplicationId;
import io.otpengine.Channel;
import io.otpengine.InvalidRequestException;
import io.otpengine.OtpEngine;
import io.otpengine.OtpId;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request of a known account.
 *
 * @param engine the view on the account
 * @param id the id in the path, or empty
 * @param parameters from the query and the body
 */
record Call(OtpEngine engine, String id, Parameters parameters) {
    private static final String AUTO = "auto";

    /** Empty for what cannot be an id, which is then answered like one that does not exist. */
    Optional<OtpId> otp() {
        return OtpId.parse(id);
    }

    Optional<ApplicationId> application() {
        return ApplicationId.parse(id);
    }

    @Nullable
    String text(String name) {
        return parameters.text(name);
    }

    /** Whether the engine is to choose, which is not the same as to say nothing: a resend keeps its channel then. */
    boolean isAuto() {
        return AUTO.equalsIgnoreCase(text("via"));
    }

    /** The channel of that name in either case, or null for AUTO and for nothing. */
    @Nullable
    Channel channel(String name) {
        String value = text(name);
        if (value == null || AUTO.equalsIgnoreCase(value)) {
            return null;
        }
        try {
            return new Channel(value.toLowerCase(Locale.ROOT));
        } catch (InvalidRequestException e) {
            throw InvalidRequestException.malformed(name, "must be AUTO, SMS, VOICE or the name of another channel");
        }
    }
}
