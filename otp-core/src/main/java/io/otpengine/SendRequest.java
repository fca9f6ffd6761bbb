package io.otpengine;

import io.otpengine.internal.text.Mask;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a code to be sent to one phone. Immutable: each setter returns a copy. What is not set comes from the
 * application. Values are checked by {@link OtpEngine#send(SendRequest)}, before anything is charged or written.
 */
public final class SendRequest {
    private final Fields fields;

    private SendRequest(Fields fields) {
        this.fields = fields;
    }

    /**
     * Starts a request.
     *
     * @param number the phone number, at most 32 characters: international with {@code +} or {@code 00} or without
     *     either, or national beside a {@link #country(String)}
     * @return a request with everything else unset
     * @throws InvalidRequestException if the number is null or blank
     */
    public static SendRequest to(String number) {
        if (number == null || number.isBlank()) {
            throw InvalidRequestException.required("number");
        }
        return new SendRequest(new Fields(number));
    }

    /**
     * Sets the application whose settings and words apply.
     *
     * @param application its id; unset is {@link ApplicationId#DEFAULT}
     * @return a new request
     */
    public SendRequest application(@Nullable ApplicationId application) {
        return with(f -> f.application = application);
    }

    /**
     * Sets the country in which a national number is read.
     *
     * @param country ISO 3166-1 alpha-2, in either case
     * @return a new request
     */
    public SendRequest country(@Nullable String country) {
        return with(f -> f.country = country);
    }

    /**
     * Sets the channel.
     *
     * @param via the channel; unset lets the engine choose: SMS for what can receive it, voice for landlines
     * @return a new request
     */
    public SendRequest via(@Nullable Channel via) {
        return with(f -> f.via = via);
    }

    /**
     * Sets the language of the message.
     *
     * @param language {@code de} or {@code pt-BR}; unset follows the number's country
     * @return a new request
     */
    public SendRequest language(@Nullable String language) {
        return with(f -> f.language = language);
    }

    /**
     * Sets the words of this message, in place of the application's template.
     *
     * @param text at most 640 characters, with {@code {{OTP}}} unless the request brings its own code
     * @return a new request
     */
    public SendRequest text(@Nullable String text) {
        return with(f -> f.text = text);
    }

    /**
     * Sets the code, in place of a random one.
     *
     * @param code digits and lower-case ASCII letters, as long as the policy allows
     * @return a new request
     */
    public SendRequest code(@Nullable String code) {
        return with(f -> f.code = code);
    }

    /**
     * Sets the length of the random code.
     *
     * @param codeLength characters, within the policy's bounds; does not matter beside a {@link #code(String)}
     * @return a new request
     */
    public SendRequest codeLength(@Nullable Integer codeLength) {
        return with(f -> f.codeLength = codeLength);
    }

    /**
     * Sets what the phone shows as sender.
     *
     * @param sender at most 15 characters
     * @return a new request
     */
    public SendRequest sender(@Nullable String sender) {
        return with(f -> f.sender = sender);
    }

    /**
     * Sets the number that a call comes from.
     *
     * @param caller at most 16 characters
     * @return a new request
     */
    public SendRequest caller(@Nullable String caller) {
        return with(f -> f.caller = caller);
    }

    /**
     * Sets a reference of the caller's own, kept beside the OTP.
     *
     * @param referenceId at most 128 characters
     * @return a new request
     */
    public SendRequest referenceId(@Nullable String referenceId) {
        return with(f -> f.referenceId = referenceId);
    }

    /**
     * Sets whose quota pays: an address, a user, a session. The engine keeps a hash of it for as long as its windows
     * are open.
     *
     * @param subject at most 256 characters
     * @return a new request
     */
    public SendRequest subject(@Nullable String subject) {
        return with(f -> f.subject = subject);
    }

    /**
     * Sets what the code is good for: amount and payee, a purpose, a session. A guess must bring the same text.
     *
     * @param binding at most 1024 characters; the engine keeps its SHA-256
     * @return a new request
     */
    public SendRequest binding(@Nullable String binding) {
        return with(f -> f.binding = binding);
    }

    /**
     * The phone number as given.
     *
     * @return the number, not normalised
     */
    public String number() {
        return fields.number;
    }

    /**
     * The application.
     *
     * @return its id, or {@code null} for the default one
     */
    public @Nullable ApplicationId application() {
        return fields.application;
    }

    /**
     * The country of a national number.
     *
     * @return ISO 3166-1 alpha-2, or {@code null}
     */
    public @Nullable String country() {
        return fields.country;
    }

    /**
     * The channel.
     *
     * @return the channel, or {@code null} if the engine is to choose
     */
    public @Nullable Channel via() {
        return fields.via;
    }

    /**
     * The language.
     *
     * @return the language, or {@code null} for that of the number's country
     */
    public @Nullable String language() {
        return fields.language;
    }

    /**
     * The words of this message.
     *
     * @return the text, or {@code null} for the application's template
     */
    public @Nullable String text() {
        return fields.text;
    }

    /**
     * The caller's own code.
     *
     * @return the code, or {@code null} for a random one
     */
    public @Nullable String code() {
        return fields.code;
    }

    /**
     * The length of the random code.
     *
     * @return characters, or {@code null} for the application's
     */
    public @Nullable Integer codeLength() {
        return fields.codeLength;
    }

    /**
     * The sender.
     *
     * @return the sender, or {@code null} for the application's
     */
    public @Nullable String sender() {
        return fields.sender;
    }

    /**
     * The number a call comes from.
     *
     * @return the caller, or {@code null} for the application's
     */
    public @Nullable String caller() {
        return fields.caller;
    }

    /**
     * The caller's own reference.
     *
     * @return the reference, or {@code null}
     */
    public @Nullable String referenceId() {
        return fields.referenceId;
    }

    /**
     * Whose quota pays.
     *
     * @return the subject, or {@code null} for none
     */
    public @Nullable String subject() {
        return fields.subject;
    }

    /**
     * What the code is good for.
     *
     * @return the binding, or {@code null} for none
     */
    public @Nullable String binding() {
        return fields.binding;
    }

    /** Shows the number masked, and the channel. */
    @Override
    public String toString() {
        return "SendRequest[" + Mask.number(fields.number) + " via " + (fields.via == null ? "auto" : fields.via) + "]";
    }

    private SendRequest with(Consumer<Fields> edit) {
        Fields copy = new Fields(fields);
        edit.accept(copy);
        return new SendRequest(copy);
    }

    /** Written before it is shared and never after, so that the final reference to it publishes all of it. */
    private static final class Fields {
        private final String number;
        private @Nullable ApplicationId application;
        private @Nullable String country;
        private @Nullable Channel via;
        private @Nullable String language;
        private @Nullable String text;
        private @Nullable String code;
        private @Nullable Integer codeLength;
        private @Nullable String sender;
        private @Nullable String caller;
        private @Nullable String referenceId;
        private @Nullable String subject;
        private @Nullable String binding;

        private Fields(String number) {
            this.number = number;
        }

        private Fields(Fields from) {
            number = from.number;
            application = from.application;
            country = from.country;
            via = from.via;
            language = from.language;
            text = from.text;
            code = from.code;
            codeLength = from.codeLength;
            sender = from.sender;
            caller = from.caller;
            referenceId = from.referenceId;
            subject = from.subject;
            binding = from.binding;
        }
    }
}
