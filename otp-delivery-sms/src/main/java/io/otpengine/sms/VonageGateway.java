package io.otpengine.sms;

import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Rejected.Reason;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * SMS through Vonage's SMS API. Vonage answers 200 to everything, with a status for each part of the message, and wants
 * a sender with every message.
 *
 * <p>Immutable, safe for use by several threads.
 */
public final class VonageGateway implements SmsGateway {
    static final String NAME = "vonage";

    private final Outcomes outcomes = new Outcomes(NAME);
    private final URI messages;
    private final String apiKey;
    private final Secret apiSecret;
    private final @Nullable URI receipts;
    private final HttpTransport http;

    private VonageGateway(Builder builder) {
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
        return NAME;
    }

    @Override
    public DeliveryResult send(Sms sms) {
        if (sms.sender() == null) {
            return outcomes.rejected(Reason.SENDER, "needs a sender", "none given");
        }
        Form form = new Form()
                .with("api_key", apiKey)
                .with("api_secret", apiSecret.reveal())
                .with("from", sms.sender())
                .with("to", sms.digits())
                .with("text", sms.message().text())
                .with("type", sms.size().encoding() == SmsEncoding.UCS_2 ? "unicode" : "text")
                .with("ttl", Durations.inUnits(sms.lifetime(), Duration.ofMillis(1), 20_000, 604_800_000))
                .with("client-ref", sms.message().reference())
                .with("status-report-req", receipts == null ? null : 1)
                .with("callback", receipts);
        return http.post(
                HttpRequest.newBuilder(messages), Form.TYPE, form.encoded(), sms.limit(), answer -> read(sms, answer));
    }

    private DeliveryResult read(Sms sms, HttpAnswer answer) {
        if (!answer.isSuccess()) {
            return outcomes.rejected(sms.message(), Outcomes.reason(answer.status()), answer, null);
        }
        List<Json> parts = answer.json().at("messages").elements();
        List<String> failures = parts.stream()
                .map(part -> Objects.requireNonNullElse(part.at("status").text(), "none"))
                .filter(status -> !status.equals("0"))
                .toList();
        if (parts.isEmpty() || failures.contains("none")) {
            return outcomes.unknown("HTTP " + answer.status() + " without a status");
        }
        if (failures.isEmpty()) {
            return outcomes.accepted(
                    sms.message(), parts.get(0).at("message-id").text());
        }
        if (failures.size() < parts.size()) {
            return outcomes.unknown(failures.size() + " of " + parts.size() + " parts refused");
        }
        return outcomes.rejected(sms.message(), reason(failures.get(0)), answer, failures.get(0));
    }

    private static Reason reason(String status) {
        return switch (status) {
            case "1", "5", "10" -> Reason.UNAVAILABLE;
            case "4", "8", "9", "11", "14", "32" -> Reason.CONFIGURATION;
            case "6", "7", "29", "33" -> Reason.RECIPIENT;
            case "15" -> Reason.SENDER;
            default -> Reason.MESSAGE;
        };
    }

    /** Builds a {@link VonageGateway}. */
    public static final class Builder extends GatewayBuilder<Builder, VonageGateway> {
        private @Nullable String apiKey;
        private @Nullable Secret apiSecret;

        private Builder() {
            super(URI.create("https://rest.nexmo.com"));
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

        @Override
        Builder self() {
            return this;
        }
    }
}
