package io.otpengine.sms;

import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Rejected.Reason;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * SMS through tyntec's SMS API, version 1. tyntec wants a sender with every message.
 *
 * <p>Immutable, safe for use by several threads.
 */
public final class TyntecGateway implements SmsGateway {
    static final String NAME = "tyntec";

    private final Outcomes outcomes = new Outcomes(NAME);
    private final URI messages;
    private final Secret apiKey;
    private final @Nullable URI receipts;
    private final HttpTransport http;

    private TyntecGateway(Builder builder) {
        this.messages = builder.at("/messaging/v1/sms");
        this.apiKey = Settings.required("apiKey", builder.apiKey);
        this.receipts = builder.receipts();
        this.http = builder.transport(outcomes);
    }

    /**
     * Starts a gateway; an API key is required.
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
    public Concatenation concatenation() {
        return Concatenation.SIXTEEN_BIT;
    }

    @Override
    public DeliveryResult send(Sms sms) {
        if (sms.sender() == null) {
            return outcomes.rejected(Reason.SENDER, "needs a sender", "none given");
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(messages).header("apikey", apiKey.reveal());
        return http.post(request, "application/json", body(sms), sms.limit(), answer -> read(sms, answer));
    }

    private String body(Sms sms) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("to", sms.message().number());
        body.put("from", sms.sender());
        body.put("message", sms.message().text());
        body.put("encoding", sms.size().encoding() == SmsEncoding.UCS_2 ? "UNICODE" : "AUTO");
        // Otherwise the transcoder may rewrite letters, which breaks what phones look for in the last line.
        body.put("trate", 0);
        body.put("mrate", 0);
        body.put("upperCased", false);
        body.put("partLimit", sms.size().parts());
        body.put("validity", Long.toString(Durations.inUnits(sms.lifetime(), Duration.ofMinutes(1), 1, 2880)));
        body.put("reference", sms.message().reference());
        if (receipts != null) {
            body.put("callbackUrl", receipts.toString());
            body.put("callbackMethod", "POST");
        }
        return Json.write(body);
    }

    private DeliveryResult read(Sms sms, HttpAnswer answer) {
        Json json = answer.json();
        if (!answer.isSuccess()) {
            String type = json.at("type").text();
            String problem = type == null ? null : type.substring(type.lastIndexOf('/') + 1);
            return outcomes.rejected(sms.message(), Outcomes.reason(answer.status()), answer, problem);
        }
        if (answer.status() == 201 && answer.body().isEmpty()) {
            return outcomes.accepted(sms.message(), null);
        }
        String status = json.at("status").text();
        String id = json.at("requestId").text();
        if (status == null || id == null) {
            return outcomes.unknown("HTTP " + answer.status() + " without a status and an id");
        }
        return switch (status) {
            case "ACCEPTED", "BUFFERED", "DELIVERED" -> outcomes.accepted(sms.message(), id);
            case "REJECTED", "UNDELIVERABLE", "EXPIRED" ->
                outcomes.rejected(
                        sms.message(),
                        Reason.RECIPIENT,
                        answer,
                        json.at("errorCode").text());
            default -> outcomes.unknown("a status that is not documented");
        };
    }

    /** Builds a {@link TyntecGateway}. */
    public static final class Builder extends GatewayBuilder<Builder, TyntecGateway> {
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
        public TyntecGateway build() {
            return new TyntecGateway(this);
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
