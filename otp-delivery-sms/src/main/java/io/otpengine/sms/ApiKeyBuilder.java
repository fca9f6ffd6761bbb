package io.otpengine.sms;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Builds a gateway that signs in with an API key. Not safe for use by several threads.
 *
 * @param <B> the builder
 * @param <G> what it builds
 */
public abstract class ApiKeyBuilder<B extends ApiKeyBuilder<B, G>, G> extends GatewayBuilder<B, G> {
    private @Nullable Secret apiKey;

    ApiKeyBuilder(String name, @Nullable URI endpoint) {
        super(name, endpoint);
    }

    /**
     * Sets the API key, required.
     *
     * @param key the key
     * @return this
     */
    public B apiKey(Secret key) {
        this.apiKey = key;
        return self();
    }

    Secret apiKey() {
        return Settings.required("apiKey", apiKey);
    }
}
