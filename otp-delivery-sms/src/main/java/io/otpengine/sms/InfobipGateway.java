package io.otpengine.sms;

import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Rejected.Reason;
import io.otpengine.spi.OtpMessage;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * SMS through Infobip's SMS API, version 3. Infobip says in the body of a 200 whether it took the message.
 *
 * <p>Immutable, safe for use by several threads.
 */
public final class InfobipGateway implements SmsGateway {
    static final String NAME = "infobip";

    private final Outcomes outcomes = new Outcomes(NAME);
    private final URI messages;
    private final Secret apiKey;
    private final @Nullable URI receipts;
    private final HttpTransport http;

    private InfobipGateway(Builder builder) {
        this.messages = builder.at("/sms/3/messages");
        this.apiKey = Settings.required("apiKey", builder.apiKey);
        this.receipts = builder.receipts();
        this.http = builder.transport(outcomes);
    }

    /**
     * Starts a gateway; the API key and the account's own server ({@code https://….api.infobip.com}) are required.
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
        HttpRequest.Builder request = HttpRequest.newBuilder(messages)
                .header("Authorization", "App " + apiKey.reveal())
                .header("Accept", "application/json");
        return http.post(request, "application/json", body(sms), sms.limit(), answer -> read(sms.message(), answer));
    }

    private String body(Sms sms) {
        OtpMessage message = sms.message();
        Map<String, Object> one = new LinkedHashMap<>();
        if (sms.sender() != null) {
            one.put("sender", sms.sender());
        }
        one.put("destinations", List.of(Map.of("to", sms.digits(), "messageId", message.reference())));
        one.put("content", Map.of("text", message.text()));
        long minutes = Durations.inUnits(sms.lifetime(), Duration.ofMinutes(1), 1, 2880);
        one.put("options", Map.of("validityPeriod", Map.of("amount", minutes, "timeUnit", "MINUTES")));
        if (receipts != null) {
            one.put(
                    "webhooks",
                    Map.of(
                            "delivery", Map.of("url", receipts.toString(), "intermediateReport", false),
                            "contentType", "application/json",
                            "callbackData", message.reference()));
        }
        // Both are on unless told otherwise, and both rewrite the text.
        Map<String, Object> tracking = Map.of("shortenUrl", false, "trackClicks", false);
        return Json.write(Map.of("messages", List.of(one), "options", Map.of("tracking", tracking)));
    }

    private DeliveryResult read(OtpMessage message, HttpAnswer answer) {
        Json json = answer.json();
        if (!answer.isSuccess()) {
            String code = json.at("errorCode").text();
            return outcomes.rejected(message, Outcomes.reason(answer.status()), answer, code);
        }
        Json sent = json.at("messages").first();
        Json status = sent.at("status");
        String group = Objects.requireNonNullElse(status.at("groupName").text(), "");
        String name = status.at("name").text();
        return switch (group) {
            case "PENDING", "DELIVERED" ->
                outcomes.accepted(message, sent.at("messageId").text());
            case "REJECTED" -> outcomes.rejected(message, reason(name), answer, name);
            case "UNDELIVERABLE", "EXPIRED" -> outcomes.rejected(message, Reason.RECIPIENT, answer, name);
            default -> outcomes.unknown("HTTP " + answer.status() + " without a known status");
        };
    }

    private static Reason reason(@Nullable String name) {
        String words = Objects.requireNonNullElse(name, "");
        if (words.contains("CREDIT") || words.contains("SYSTEM")) {
            return Reason.CONFIGURATION;
        }
        if (words.contains("SENDER") || words.contains("SOURCE")) {
            return Reason.SENDER;
        }
        if (words.contains("DESTINATION") || words.contains("PREFIX") || words.contains("NETWORK")) {
            return Reason.RECIPIENT;
        }
        return Reason.MESSAGE;
    }

    /** Builds an {@link InfobipGateway}. */
    public static final class Builder extends GatewayBuilder<Builder, InfobipGateway> {
        private @Nullable Secret apiKey;

        private Builder() {
            super(null);
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
        public InfobipGateway build() {
            return new InfobipGateway(this);
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
