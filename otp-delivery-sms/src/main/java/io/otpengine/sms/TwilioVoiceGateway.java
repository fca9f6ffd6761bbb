package io.otpengine.sms;

import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Rejected.Reason;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Calls through Twilio's Calls, the words as TwiML. A region without a voice of its own hears another of the same
 * language; a language without one is refused, because Twilio would call and say nothing.
 *
 * <p>Immutable, safe for use by several threads.
 */
public final class TwilioVoiceGateway implements VoiceGateway {
    private static final Pattern CALL_ID = Pattern.compile("CA[0-9a-fA-F]{32}");

    private final Outcomes outcomes;
    private final TwilioAnswers answers;
    private final TwilioAccount account;
    private final URI calls;
    private final @Nullable URI receipts;
    private final HttpTransport http;

    private TwilioVoiceGateway(Builder builder) {
        this.outcomes = builder.outcomes();
        this.answers = new TwilioAnswers(outcomes, CALL_ID);
        this.account = builder.account();
        this.calls = builder.at(account.path("Calls.json"));
        this.receipts = builder.receipts();
        this.http = builder.transport(outcomes);
    }

    /**
     * Starts a gateway; an account is required. The message's reference is added to the query of the receipts' address.
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
        Optional<String> voice = Voices.TWILIO.of(call.language());
        if (voice.isEmpty()) {
            return outcomes.rejected(Reason.MESSAGE, "has no voice", "language");
        }
        Form form = new Form()
                .with("To", call.message().number())
                .with("From", call.caller())
                .with("Twiml", twiml(voice.get(), call.speech()))
                .with("StatusCallback", account.callback(receipts, call.message()));
        return http.post(() -> account.post(calls, form), call.limit(), answer -> answers.read(call.message(), answer));
    }

    private static String twiml(String voice, String speech) {
        return "<Response><Say language=\"" + voice + "\">" + escaped(speech) + "</Say></Response>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&apos;");
    }

    /** Builds a {@link TwilioVoiceGateway}. */
    public static final class Builder extends TwilioBuilder<Builder, TwilioVoiceGateway> {
        private Builder() {
            super(TwilioAccount.VOICE);
        }

        @Override
        public TwilioVoiceGateway build() {
            return new TwilioVoiceGateway(this);
        }
    }
}
