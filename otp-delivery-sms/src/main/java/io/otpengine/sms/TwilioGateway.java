package io.otpengine.sms;

import io.otpengine.spi.DeliveryResult;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * SMS through Twilio's Messages. Twilio wants a sender with every message, or a messaging service that has them.
 *
 * <p>Immutable, safe for use by several threads.
 */
public final class TwilioGateway implements SmsGateway {
    private static final Pattern SERVICE = Pattern.compile("MG[0-9a-fA-F]{32}");
    private static final Pattern MESSAGE_ID = Pattern.compile("(?:SM|MM)[0-9a-fA-F]{32}");

    private final Outcomes outcomes;
    private final TwilioAnswers answers;
    private final TwilioAccount account;
    private final URI messages;
    private final @Nullable String messagingService;
    private final @Nullable URI receipts;
    private final HttpTransport http;

    private TwilioGateway(Builder builder) {
        this.outcomes = builder.outcomes();
        this.answers = new TwilioAnswers(outcomes, MESSAGE_ID);
        this.account = builder.account();
        this.messages = builder.at(account.path("Messages.json"));
        this.messagingService = builder.messagingService;
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
    public DeliveryResult send(Sms sms) {
        if (sms.sender() == null && messagingService == null) {
            return outcomes.withoutSender();
        }
        Form form = new Form()
                .with("To", sms.message().number())
                .with("From", sms.sender())
                .with("MessagingServiceSid", messagingService)
                .with("Body", sms.message().text())
                .with("ValidityPeriod", Durations.inUnits(sms.lifetime(), TimeUnit.SECONDS, 1, 14_400))
                .with("ShortenUrls", false)
                .with("StatusCallback", account.callback(receipts, sms.message()));
        return http.post(
                () -> account.post(messages, form), sms.limit(), answer -> answers.read(sms.message(), answer));
    }

    /** Builds a {@link TwilioGateway}. */
    public static final class Builder extends TwilioBuilder<Builder, TwilioGateway> {
        private @Nullable String messagingService;

        private Builder() {
            super(TwilioAccount.NAME);
        }

        /**
         * Sets the messaging service that chooses a sender where the message names none.
         *
         * @param sid {@code MG} and 32 hexadecimal digits
         * @return this
         */
        public Builder messagingService(String sid) {
            this.messagingService =
                    Settings.matching("messagingService", sid, SERVICE, "must be MG and 32 hexadecimal digits");
            return this;
        }

        @Override
        public TwilioGateway build() {
            return new TwilioGateway(this);
        }
    }
}
