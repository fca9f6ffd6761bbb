package io.otpengine.sms;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Builds a gateway to Twilio. Not safe for use by several threads.
 *
 * @param <B> the builder
 * @param <G> what it builds
 */
public abstract class TwilioBuilder<B extends TwilioBuilder<B, G>, G> extends GatewayBuilder<B, G> {
    private @Nullable TwilioAccount account;

    TwilioBuilder(String name) {
        super(name, URI.create("https://api.twilio.com"));
    }

    /**
     * Sets who sends, required.
     *
     * @param sender the account
     * @return this
     */
    public B account(TwilioAccount sender) {
        this.account = sender;
        return self();
    }

    TwilioAccount account() {
        return Settings.required("account", account);
    }
}
