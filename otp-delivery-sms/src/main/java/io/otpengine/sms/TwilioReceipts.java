package io.otpengine.sms;

import io.otpengine.DeliveryReport.State;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Twilio's status callbacks, signed with the account's auth token, even where messages are sent with an API key.
 *
 * <p>The signature covers the address Twilio called, so it must be handed over as the public one. It covers no time:
 * a callback caught on the way could be sent again, and would add nothing.
 */
public final class TwilioReceipts implements ReceiptHandler {
    static final String REFERENCE = "ref";

    private final Secret authToken;
    private final InstantSource clock;

    private TwilioReceipts(Secret authToken, InstantSource clock) {
        this.authToken = Settings.required("authToken", authToken);
        this.clock = clock;
    }

    /**
     * A handler for one account.
     *
     * @param authToken the account's auth token
     * @return the handler
     */
    public static TwilioReceipts of(Secret authToken) {
        return new TwilioReceipts(authToken, InstantSource.system());
    }

    @Override
    public ReceiptAnswer handle(String method, URI address, Map<String, List<String>> headers, byte[] body) {
        return Receipt.read(method, address, headers, body, this::read);
    }

    private ReceiptAnswer read(Receipt receipt) {
        Map<String, String> fields = Form.parse(receipt.body());
        if (!Signatures.equal(signature(receipt.address(), fields), receipt.header("X-Twilio-Signature"))) {
            return ReceiptAnswer.refused(401);
        }
        String status = status(fields);
        // Its own field for the time has no zone, and two digits for the year.
        return ReceiptAnswer.taken(Receipt.report(
                Form.parse(receipt.address().getRawQuery()).get(REFERENCE),
                state(status),
                clock.instant(),
                fields.containsKey("CallStatus") ? TwilioAccount.VOICE : TwilioAccount.NAME,
                status,
                fields.get("ErrorCode")));
    }

    private static String status(Map<String, String> fields) {
        return Objects.requireNonNullElse(fields.get("MessageStatus"), fields.getOrDefault("CallStatus", ""));
    }

    private static @Nullable State state(String status) {
        return switch (status) {
            case "delivered", "read", "completed" -> State.DELIVERED;
            case "undelivered", "failed", "canceled", "busy", "no-answer" -> State.UNDELIVERABLE;
            case "accepted", "scheduled", "queued", "sending", "sent", "initiated", "ringing", "in-progress" ->
                State.ACCEPTED;
            default -> null;
        };
    }

    private String signature(URI address, Map<String, String> fields) {
        StringBuilder signed = new StringBuilder(address.toString());
        fields.forEach((name, value) -> signed.append(name).append(value));
        byte[] mac = Signatures.hmac(
                "HmacSHA1", authToken.reveal(), signed.toString().getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(mac);
    }
}
