package io.otpengine.sms;

import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.OtpMessage;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * SMS through Infobip's SMS API, version 3. Infobip says in the body of a 200 whether it took the message.
 *
 * <p>Immutable, safe for use by several threads.
 */
public final class InfobipGateway implements SmsGateway {
    static final String NAME = "infobip";

    private final Outcomes outcomes;
    private final InfobipAnswers answers;
    private final URI messages;
    private final Secret apiKey;
    private final @Nullable URI receipts;
    private final HttpTransport http;

    private InfobipGateway(Builder builder) {
        this.outcomes = builder.outcomes();
        this.answers = new InfobipAnswers(outcomes);
        this.messages = builder.at("/sms/3/messages");
        this.apiKey = builder.apiKey();
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
        return outcomes.provider();
    }

    @Override
    public DeliveryResult send(Sms sms) {
        return http.post(
                () -> Post.json(
                        messages, Map.of("Authorization", "App " + apiKey.reveal(), "Accept", Json.TYPE), body(sms)),
                sms.limit(),
                answer -> answers.read(sms.message(), answer));
    }

    private Map<String, Object> body(Sms sms) {
        OtpMessage message = sms.message();
        Map<String, Object> one = new LinkedHashMap<>();
        if (sms.sender() != null) {
            one.put("sender", sms.sender());
        }
        one.put("destinations", List.of(Map.of("to", sms.digits(), "messageId", message.reference())));
        one.put("content", Map.of("text", message.text()));
        long seconds = Durations.inUnits(sms.lifetime(), TimeUnit.SECONDS, 1, 172_800);
        one.put("options", Map.of("validityPeriod", Map.of("amount", seconds, "timeUnit", "SECONDS")));
        if (receipts != null) {
            one.put(
                    "webhooks",
                    Map.of(
                            "delivery", Map.of("url", receipts.toString(), "intermediateReport", false),
                            "contentType", Json.TYPE,
                            "callbackData", message.reference()));
        }
        // Both are on unless told otherwise, and both rewrite the text.
        Map<String, Object> tracking = Map.of("shortenUrl", false, "trackClicks", false);
        return Map.of("messages", List.of(one), "options", Map.of("tracking", tracking));
    }

    /** Builds an {@link InfobipGateway}. */
    public static final class Builder extends ApiKeyBuilder<Builder, InfobipGateway> {
        private Builder() {
            super(NAME, null);
        }

        @Override
        public InfobipGateway build() {
            return new InfobipGateway(this);
        }
    }
}
