package io.otpengine.sms;

import io.otpengine.spi.DeliveryResult;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * SMS through tyntec's SMS API, version 1. tyntec wants a sender with every message.
 *
 * <p>Immutable, safe for use by several threads.
 */
public final class TyntecGateway implements SmsGateway {
    static final String NAME = "tyntec";

    private final Outcomes outcomes;
    private final TyntecAnswers answers;
    private final URI messages;
    private final Secret apiKey;
    private final @Nullable URI receipts;
    private final HttpTransport http;

    private TyntecGateway(Builder builder) {
        this.outcomes = builder.outcomes();
        this.answers = new TyntecAnswers(outcomes);
        this.messages = builder.at("/messaging/v1/sms");
        this.apiKey = builder.apiKey();
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
        return outcomes.provider();
    }

    @Override
    public Concatenation concatenation() {
        return Concatenation.SIXTEEN_BIT;
    }

    @Override
    public DeliveryResult send(Sms sms) {
        if (sms.sender() == null) {
            return outcomes.withoutSender();
        }
        return http.post(
                () -> Post.json(messages, Map.of("apikey", apiKey.reveal()), body(sms)),
                sms.limit(),
                answer -> answers.sms(sms.message(), answer));
    }

    private Map<String, Object> body(Sms sms) {
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
        body.put("validity", Long.toString(Durations.inUnits(sms.lifetime(), TimeUnit.MINUTES, 1, 2880)));
        body.put("reference", sms.message().reference());
        if (receipts != null) {
            body.put("callbackUrl", receipts.toString());
            body.put("callbackMethod", "POST");
        }
        return body;
    }

    /** Builds a {@link TyntecGateway}. */
    public static final class Builder extends ApiKeyBuilder<Builder, TyntecGateway> {
        private Builder() {
            super(NAME, URI.create("https://api.tyntec.com"));
        }

        @Override
        public TyntecGateway build() {
            return new TyntecGateway(this);
        }
    }
}
