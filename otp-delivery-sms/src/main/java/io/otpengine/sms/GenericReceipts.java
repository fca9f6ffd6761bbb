package io.otpengine.sms;

import io.otpengine.DeliveryReport.State;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Receipts of any provider that posts JSON or a form, described by data alone. In a form, a pointer is a slash and the
 * field's name. Immutable, safe for use by several threads.
 */
public final class GenericReceipts implements ReceiptHandler {
    private final Outcomes provider;
    private final String reference;
    private final String status;
    private final Map<String, State> states;
    private final ReceiptAuth auth;
    private final InstantSource clock;

    private GenericReceipts(Builder builder) {
        this.provider = new Outcomes(builder.name);
        this.reference = Settings.required("reference", builder.reference);
        this.status = Settings.required("status", builder.status);
        this.states = Map.copyOf(builder.states);
        this.auth = Settings.required("auth", builder.auth);
        this.clock = InstantSource.system();
    }

    /**
     * Starts a handler; reference, status and auth are required.
     *
     * @param name the provider's name for events
     * @return a builder
     */
    public static Builder builder(String name) {
        return new Builder(Settings.required("name", name));
    }

    @Override
    public ReceiptAnswer handle(String method, URI address, Map<String, List<String>> headers, byte[] body) {
        return Receipt.read(method, address, headers, body, this::read);
    }

    private ReceiptAnswer read(Receipt receipt) {
        if (!auth.passes(receipt)) {
            return ReceiptAnswer.refused(401);
        }
        Json parsed = Json.parse(receipt.body());
        Json fields = parsed.value() instanceof Map ? parsed : new Json(Form.parse(receipt.body()));
        String word = Objects.requireNonNullElse(fields.atPointer(status).text(), "");
        return ReceiptAnswer.taken(Receipt.report(
                fields.atPointer(reference).text(),
                states.get(word),
                clock.instant(),
                provider.provider(),
                word,
                null));
    }

    /** Builds {@link GenericReceipts}. Not safe for use by several threads. */
    public static final class Builder {
        private final String name;
        private final Map<String, State> states = new HashMap<>();
        private @Nullable String reference;
        private @Nullable String status;
        private @Nullable ReceiptAuth auth;

        private Builder(String name) {
            this.name = name;
        }

        /**
         * Sets where the receipt has the message's reference, required.
         *
         * @param pointer where (RFC 6901)
         * @return this
         */
        public Builder reference(String pointer) {
            this.reference = pointer;
            return this;
        }

        /**
         * Sets where the receipt has the message's status, required.
         *
         * @param pointer where (RFC 6901)
         * @return this
         */
        public Builder status(String pointer) {
            this.status = pointer;
            return this;
        }

        /**
         * Tells what a status means; others make no report.
         *
         * @param word the status, to the letter
         * @param state what it means
         * @return this
         */
        public Builder means(String word, State state) {
            states.put(Settings.required("word", word), Settings.required("state", state));
            return this;
        }

        /**
         * Sets how receipts are known to be the provider's, required.
         *
         * @param rule the rule
         * @return this
         */
        public Builder auth(ReceiptAuth rule) {
            this.auth = rule;
            return this;
        }

        /**
         * Makes the handler.
         *
         * @return the handler
         * @throws io.otpengine.InvalidRequestException if something required is missing
         */
        public GenericReceipts build() {
            return new GenericReceipts(this);
        }
    }
}
