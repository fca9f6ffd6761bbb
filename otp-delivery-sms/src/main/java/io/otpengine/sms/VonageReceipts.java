package io.otpengine.sms;

import io.otpengine.DeliveryReport.State;
import io.otpengine.InvalidRequestException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Vonage's delivery receipts, as JSON or as a form. Signed ones must be at most five minutes old.
 *
 * <p>Signatures are switched on at Vonage for a whole account, with an algorithm to choose; {@code MD5 hash} and the
 * other unkeyed or broken ones are not taken.
 */
public final class VonageReceipts implements ReceiptHandler {
    private final @Nullable VonageSignature signature;
    private final InstantSource clock;

    private VonageReceipts(@Nullable VonageSignature signature, InstantSource clock) {
        this.signature = signature;
        this.clock = clock;
    }

    /** How receipts are signed. */
    public enum Algorithm {
        /** HMAC with SHA-256. */
        HMAC_SHA256("HmacSHA256"),
        /** HMAC with SHA-512. */
        HMAC_SHA512("HmacSHA512");

        private final String mac;

        Algorithm(String mac) {
            this.mac = mac;
        }
    }

    /**
     * A handler for an account whose receipts are signed.
     *
     * @param algorithm as chosen in the account's settings
     * @param secret the account's signature secret
     * @return the handler
     */
    public static VonageReceipts signed(Algorithm algorithm, Secret secret) {
        return new VonageReceipts(
                new VonageSignature(Settings.required("algorithm", algorithm).mac, Settings.required("secret", secret)),
                InstantSource.system());
    }

    /**
     * A handler for an account whose receipts are not signed. The unguessable reference alone vouches for them.
     *
     * @return the handler
     */
    public static VonageReceipts unsigned() {
        return new VonageReceipts(null, InstantSource.system());
    }

    /**
     * Sets the clock that the age of signatures is judged by.
     *
     * @param source the engine's
     * @return a copy with it
     * @throws InvalidRequestException if it is null
     */
    public VonageReceipts clock(InstantSource source) {
        return new VonageReceipts(signature, Settings.required("clock", source));
    }

    @Override
    public ReceiptAnswer handle(String method, URI address, Map<String, List<String>> headers, byte[] body) {
        return Receipt.read(method, address, headers, body, this::read);
    }

    private ReceiptAnswer read(Receipt receipt) {
        Map<String, String> fields = fields(receipt);
        if (signature != null && !signature.vouchesFor(fields, clock.instant())) {
            return ReceiptAnswer.refused(401);
        }
        String status = fields.getOrDefault("status", "");
        return ReceiptAnswer.taken(Receipt.report(
                fields.get("client-ref"),
                state(status),
                clock.instant(),
                VonageGateway.NAME,
                status,
                fields.get("err-code")));
    }

    private static Map<String, String> fields(Receipt receipt) {
        if (!(Json.parse(receipt.body()).value() instanceof Map<?, ?> object)) {
            return Form.parse(receipt.body());
        }
        Map<String, String> fields = new TreeMap<>();
        object.forEach((name, value) -> {
            String text = new Json(value).text();
            if (text != null) {
                fields.put(String.valueOf(name), text);
            }
        });
        return fields;
    }

    private static @Nullable State state(String status) {
        return switch (status) {
            case "delivered" -> State.DELIVERED;
            case "expired", "failed", "rejected" -> State.UNDELIVERABLE;
            case "accepted", "buffered" -> State.ACCEPTED;
            default -> null;
        };
    }
}
