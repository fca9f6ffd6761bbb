package io.otpengine.sms;

import io.otpengine.InvalidRequestException;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Rejected.Reason;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * SMS through any provider that takes a POST, described by data alone.
 *
 * <p>Templates may use {@code {to}} (E.164), {@code {toDigits}} (without {@code +}), {@code {from}}, {@code {text}},
 * {@code {ref}}, {@code {ttlSeconds}}, {@code {callback}} and {@code {encoding}} (GSM_7 or UCS_2). Each is encoded for
 * the place where it stands: address, form or JSON.
 *
 * <p>A redirect is a refusal; 408 and 5xx are unknown. With any other status a declared error code is a refusal. Without
 * one, a success is HTTP 2xx and, if asked for, one of some values in the JSON answer; 400 to 405 and 429 are refusals;
 * anything else is unknown. If success is asked for, an answer that is no JSON is unknown; if not, any 2xx is a success,
 * whatever is in it. Immutable, safe for use by several threads.
 */
public final class GenericHttpGateway implements SmsGateway {
    private final Outcomes outcomes;
    private final String origin;
    private final String path;
    private final Map<String, Secret> headers;
    private final Map<String, String> fields;
    private final Map<String, Secret> secretFields;
    private final @Nullable Object json;
    private final @Nullable URI callback;
    private final AnswerRules rules;
    private final HttpTransport http;

    private GenericHttpGateway(Builder builder) {
        this.outcomes = builder.outcomes();
        this.origin = origin(builder.at("/"));
        this.path = Settings.required("path", builder.path);
        this.headers = Map.copyOf(builder.headers);
        this.fields = new LinkedHashMap<>(builder.fields);
        this.secretFields = Map.copyOf(builder.secretFields);
        this.json = builder.json;
        checkBody();
        this.callback = builder.receipts();
        if (builder.errorCode == null && !builder.refusals.isEmpty()) {
            throw new InvalidRequestException(
                    "refusal", InvalidRequestException.Reason.CONTRADICTION, "must come with an errorCode");
        }
        this.rules = new AnswerRules(
                builder.successPointer,
                builder.successValues,
                builder.messageId,
                builder.errorCode,
                Map.copyOf(builder.refusals));
        this.http = builder.transport(outcomes);
        tryOut();
    }

    private void checkBody() {
        boolean isForm = !fields.isEmpty() || !secretFields.isEmpty();
        if (isForm && json != null) {
            throw new InvalidRequestException(
                    "json", InvalidRequestException.Reason.CONTRADICTION, "must not come with the fields of a form");
        }
        if (!isForm) {
            Settings.required("json", json);
        }
    }

    /** Fills the templates, so that one that makes no address or header is found now, not by every message. */
    private void tryOut() {
        String field = "path";
        try {
            Post bare = Post.form(address(Placeholders.sample("0")), Map.of(), new Form());
            bare.within(Duration.ofSeconds(1));
            Post.form(address(Placeholders.sample("")), Map.of(), new Form()).within(Duration.ofSeconds(1));
            field = "header";
            Map<String, String> names = new LinkedHashMap<>();
            headers.keySet().forEach(name -> names.put(name, "0"));
            Post.form(bare.address(), names, new Form()).within(Duration.ofSeconds(1));
        } catch (IllegalArgumentException e) {
            throw InvalidRequestException.malformed(field, "must be what HTTP takes when it is filled");
        }
    }

    /**
     * Starts a gateway; endpoint, path and either form fields or a JSON body are required.
     *
     * @param name the provider's name for events and logs, 1 to 64 printable ASCII characters without spaces
     * @return a builder
     * @throws InvalidRequestException if it is none
     */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    @Override
    public String name() {
        return outcomes.provider();
    }

    @Override
    public DeliveryResult send(Sms sms) {
        Placeholders values = Placeholders.of(sms, callback);
        return http.post(() -> post(values), sms.limit(), answer -> rules.read(outcomes, sms.message(), answer));
    }

    private Post post(Placeholders values) {
        Map<String, String> revealed = new LinkedHashMap<>();
        headers.forEach((name, value) -> revealed.put(name, value.reveal()));
        return json == null
                ? Post.form(address(values), revealed, form(values))
                : Post.json(address(values), revealed, values.fillLeaves(json));
    }

    private static String origin(URI endpoint) {
        return endpoint.getScheme() + "://" + endpoint.getRawAuthority();
    }

    /** Not resolved against the endpoint: two slashes, as an empty value leaves them, would name another server. */
    private URI address(Placeholders values) {
        return URI.create(origin + values.fill(path, Form::encodeInPath));
    }

    private Form form(Placeholders values) {
        Form form = new Form();
        fields.forEach((name, template) -> form.with(name, values.fill(template, UnaryOperator.identity())));
        secretFields.forEach((name, value) -> form.with(name, value.reveal()));
        return form;
    }

    /** Builds a {@link GenericHttpGateway}. */
    public static final class Builder extends GatewayBuilder<Builder, GenericHttpGateway> {
        private final Map<String, Secret> headers = new LinkedHashMap<>();
        private final Map<String, String> fields = new LinkedHashMap<>();
        private final Map<String, Secret> secretFields = new LinkedHashMap<>();
        private final Map<String, Reason> refusals = new LinkedHashMap<>();
        private @Nullable String path;
        private @Nullable Object json;
        private @Nullable String successPointer;
        private Set<String> successValues = Set.of();
        private @Nullable String messageId;
        private @Nullable String errorCode;

        private Builder(String name) {
            super("", null);
            name(name);
        }

        /**
         * Sets where on the server messages are posted to, required.
         *
         * @param template path and query, beginning with a slash; no fragment
         * @return this
         * @throws InvalidRequestException if it is anything else or has an unknown placeholder
         */
        public Builder path(String template) {
            this.path = Placeholders.check("path", template);
            if (!template.startsWith("/") || template.startsWith("//") || template.contains("#")) {
                throw InvalidRequestException.malformed("path", "must begin with one slash and have no fragment");
            }
            return this;
        }

        /**
         * Adds a header; it takes no placeholders.
         *
         * @param header the header's name
         * @param value its value
         * @return this
         */
        public Builder header(String header, Secret value) {
            headers.put(Settings.required("header", header), Settings.required("header", value));
            return this;
        }

        /**
         * Adds a field of a form.
         *
         * @param field the field's name
         * @param template its value
         * @return this
         */
        public Builder field(String field, String template) {
            fields.put(Settings.required("field", field), Placeholders.check("field", template));
            return this;
        }

        /**
         * Adds a field of a form that holds a key or password; it takes no placeholders.
         *
         * @param field the field's name
         * @param value its value
         * @return this
         */
        public Builder field(String field, Secret value) {
            secretFields.put(Settings.required("field", field), Settings.required("field", value));
            return this;
        }

        /**
         * Sets a JSON body, instead of the fields of a form.
         *
         * @param template a JSON object whose strings may have placeholders
         * @return this
         * @throws InvalidRequestException if it is no JSON object or has an unknown placeholder
         */
        public Builder json(String template) {
            Object parsed = Json.parse(Settings.required("json", template)).value();
            if (!(parsed instanceof Map)) {
                throw InvalidRequestException.malformed("json", "must be a JSON object");
            }
            Placeholders.checkLeaves("json", parsed);
            this.json = parsed;
            return this;
        }

        /**
         * Sets what an answer must say besides 2xx to be a success. Unless set, any 2xx is one.
         *
         * @param pointer where in the JSON answer (RFC 6901)
         * @param values the values that mean success, at least one
         * @return this
         * @throws InvalidRequestException if there is no pointer or no value
         */
        public Builder successWhen(String pointer, Set<String> values) {
            if (values == null || values.isEmpty() || values.stream().anyMatch(Objects::isNull)) {
                throw InvalidRequestException.required("values");
            }
            this.successPointer = Settings.required("pointer", pointer);
            this.successValues = Set.copyOf(values);
            return this;
        }

        /**
         * Sets where the answer has the message's id. A success without one is a success without an id.
         *
         * @param pointer where in the JSON answer (RFC 6901)
         * @return this
         */
        public Builder messageId(String pointer) {
            this.messageId = Settings.required("pointer", pointer);
            return this;
        }

        /**
         * Sets where the answer has an error code.
         *
         * @param pointer where in the JSON answer (RFC 6901)
         * @return this
         */
        public Builder errorCode(String pointer) {
            this.errorCode = Settings.required("pointer", pointer);
            return this;
        }

        /**
         * Declares that an error code means certainly not sent; needs {@link #errorCode}.
         *
         * @param code the code
         * @param reason why
         * @return this
         */
        public Builder refusal(String code, Reason reason) {
            refusals.put(Settings.required("code", code), Settings.required("reason", reason));
            return this;
        }

        /**
         * Makes the gateway.
         *
         * @return the gateway
         * @throws InvalidRequestException if something required is missing, there are both a form and JSON, or refusals
         *     without an errorCode, or path and headers are none that HTTP takes
         */
        @Override
        public GenericHttpGateway build() {
            return new GenericHttpGateway(this);
        }
    }
}
