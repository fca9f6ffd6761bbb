package io.otpengine.sms;

import io.otpengine.spi.DeliveryResult;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * SMS through Vonage's SMS API. Vonage answers 200 to everything, with a status for each part of the message, and wants
 * a sender with every message.
 *
 * <p>Immutable, safe for use by several threads.
 */
public final class VonageGateway implements SmsGateway {
    static final String NAME = "vonage";

    private final Outcomes outcomes;
    private final VonageAnswers answers;
    private final URI messages;
    private final String apiKey;
    private final Secret apiSecret;
    private final @Nullable URI receipts;
    private final HttpTransport http;

    private VonageGateway(Builder builder) {
        this.outcomes = builder.outcomes();
        this.answers = new VonageAnswers(outcomes);
        this.messages = builder.at("/sms/json");
        this.apiKey = Settings.required("apiKey", builder.apiKey);
        this.apiSecret = Settings.required("apiSecret", builder.apiSecret);
        this.receipts = builder.receipts();
        this.http = builder.transport(outcomes);
    }

    /**
     * Starts a gateway; key and secret are required.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String name() {
        return outcomes.provider();
    }

    @Override
    public DeliveryResult send(Sms sms) {
        if (sms.sender() == null) {
            return outcomes.withoutSender();
        }
        return http.post(
                () -> Post.form(messages, Map.of(), form(sms)),
                sms.limit(),
                answer -> answers.read(sms.message(), answer));
    }

    private Form form(Sms sms) {
        return new Form()
                .with("api_key", apiKey)
                .with("api_secret", apiSecret.reveal())
                .with("from", sms.sender())
                .with("to", sms.digits())
                .with("text", sms.message().text())
                .with("type", sms.size().encoding() == SmsEncoding.UCS_2 ? "unicode" : "text")
                .with("ttl", Durations.inUnits(sms.lifetime(), TimeUnit.MILLISECONDS, 20_000, 604_800_000))
                .with("client-ref", sms.message().reference())
                .with("status-report-req", receipts == null ? null : true)
                .with("callback", receipts);
    }

    /** Builds a {@link VonageGateway}. */
    public static final class Builder extends GatewayBuilder<Builder, VonageGateway> {
        private @Nullable String apiKey;
        private @Nullable Secret apiSecret;

        private Builder() {
            super(NAME, URI.create("https://rest.nexmo.com"));
        }

        /**
         * Sets the account's key, required; it is no secret.
         *
         * @param key the key
         * @return this
         */
        public Builder apiKey(String key) {
            this.apiKey = key;
            return this;
        }

        /**
         * Sets the account's secret, required.
         *
         * @param secret the secret
         * @return this
         */
        public Builder apiSecret(Secret secret) {
            this.apiSecret = secret;
            return this;
        }

        @Override
        public VonageGateway build() {
            return new VonageGateway(this);
        }
    }
}
