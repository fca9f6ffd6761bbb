package io.otpengine.sms;

import io.otpengine.InvalidRequestException;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Rejected.Reason;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Calls through tyntec's text-to-speech API, version 1, a closed beta. A region without a voice of its own hears
 * another of the same language.
 *
 * <p>Immutable, safe for use by several threads.
 */
public final class TyntecVoiceGateway implements VoiceGateway {
    private final Outcomes outcomes;
    private final TyntecAnswers answers;
    private final URI calls;
    private final Secret apiKey;
    private final HttpTransport http;

    private TyntecVoiceGateway(Builder builder) {
        this.outcomes = builder.outcomes();
        this.answers = new TyntecAnswers(outcomes);
        if (builder.receipts() != null) {
            throw InvalidRequestException.malformed("receipts", "must be left out: tyntec documents none for calls");
        }
        this.calls = builder.at("/tts/v1/calls");
        this.apiKey = builder.apiKey();
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
        Optional<String> voice = Voices.TYNTEC.of(call.language());
        if (voice.isEmpty()) {
            return outcomes.rejected(Reason.MESSAGE, "has no voice", "language");
        }
        Map<String, Object> body = Map.of(
                "from", digits(call.caller()),
                "to", digits(call.message().number()),
                "message", call.speech(),
                "language", voice.get().replace('-', '_').toLowerCase(Locale.ROOT));
        return http.post(
                () -> Post.json(calls, Map.of("apikey", apiKey.reveal()), body),
                call.limit(),
                answer -> answers.call(call.message(), answer));
    }

    private static String digits(String number) {
        return number.replace("+", "");
    }

    /** Builds a {@link TyntecVoiceGateway}. */
    public static final class Builder extends ApiKeyBuilder<Builder, TyntecVoiceGateway> {
        private Builder() {
            super("tyntec-voice", URI.create("https://api.tyntec.com"));
        }

        @Override
        public TyntecVoiceGateway build() {
            return new TyntecVoiceGateway(this);
        }
    }
}
