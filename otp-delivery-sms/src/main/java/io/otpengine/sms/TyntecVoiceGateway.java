package io.otpengine.sms;

import io.otpengine.InvalidRequestException;
import io.otpengine.spi.DeliveryResult;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls through tyntec's text-to-speech API, version 1, a closed beta.
 *
 * <p>Immutable, safe for use by several threads.
 */
public final class TyntecVoiceGateway implements VoiceGateway {
    private final Outcomes outcomes = new Outcomes("tyntec-voice");
    private final URI calls;
    private final Secret apiKey;
    private final HttpTransport http;

    private TyntecVoiceGateway(Builder builder) {
        if (builder.receipts() != null) {
            throw InvalidRequestException.malformed("receipts", "must be left out: tyntec documents none for calls");
        }
        this.calls = builder.at("/tts/v1/calls");
        this.apiKey = Settings.required("apiKey", builder.apiKey);
        this.http = builder.transport(outcomes);
    }

    /**
     * Starts a gateway; an API key is required, and receipts are not to be had.
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
    public DeliveryResult call(VoiceCall call) {
        String body = Json.write(Map.of(
                "from", digits(call.caller()),
                "to", digits(call.message().number()),
                "message", call.speech(),
                "language", call.language().replace('-', '_').toLowerCase(Locale.ROOT)));
        HttpRequest.Builder request = HttpRequest.newBuilder(calls).header("apikey", apiKey.reveal());
        return http.post(request, "application/json", body, call.limit(), answer -> read(call, answer));
    }

    private DeliveryResult read(VoiceCall call, HttpAnswer answer) {
        Json json = answer.json();
        if (!answer.isSuccess()) {
            return outcomes.rejected(call.message(), Outcomes.reason(answer.status()), answer, null);
        }
        String id = json.at("callId").text();
        return id == null
                ? outcomes.unknown("HTTP " + answer.status() + " without an id")
                : outcomes.accepted(call.message(), id);
    }

    private static String digits(String number) {
        return number.replace("+", "");
    }

    /** Builds a {@link TyntecVoiceGateway}. */
    public static final class Builder extends GatewayBuilder<Builder, TyntecVoiceGateway> {
        private @Nullable Secret apiKey;

        private Builder() {
            super(URI.create("https://api.tyntec.com"));
        }

        /**
         * Sets the API key, required.
         *
         * @param key the key
         * @return this
         */
        public Builder apiKey(Secret key) {
            this.apiKey = key;
            return this;
        }

        @Override
        public TyntecVoiceGateway build() {
            return new TyntecVoiceGateway(this);
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
