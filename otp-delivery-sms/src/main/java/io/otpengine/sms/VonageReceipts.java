package io.otpengine.sms;

import io.otpengine.DeliveryReport.State;
import io.otpengine.InvalidRequestException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
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
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final @Nullable Algorithm algorithm;
    private final @Nullable Secret secret;
    private final InstantSource clock;

    private VonageReceipts(@Nullable Algorithm algorithm, @Nullable Secret secret, InstantSource clock) {
        this.algorithm = algorithm;
        this.secret = secret;
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
                Settings.required("algorithm", algorithm), Settings.required("secret", secret), InstantSource.system());
    }

    /**
     * A handler for an account whose receipts are not signed. The unguessable reference alone vouches for them.
     *
     * @return the handler
     */
    public static VonageReceipts unsigned() {
        return new VonageReceipts(null, null, InstantSource.system());
    }

    /**
     * Sets the clock that the age of signatures is judged by.
     *
     * @param source the engine's
     * @return a copy with it
     * @throws InvalidRequestException if it is null
     */
    public VonageReceipts clock(InstantSource source) {
        return new VonageReceipts(algorithm, secret, Settings.required("clock", source));
    }

    @Override
    public ReceiptAnswer handle(String method, URI address, Map<String, List<String>> headers, byte[] body) {
        return Receipt.read(method, address, headers, body, this::read);
    }

    private ReceiptAnswer read(Receipt receipt) {
        Map<String, String> fields = fields(receipt);
        if (algorithm != null && secret != null && !(isFresh(fields) && isSigned(fields, algorithm, secret))) {
            return ReceiptAnswer.refused(401);
        }
        String status = fields.getOrDefault("status", "");
        State state = state(status);
        if (state == null) {
            return new ReceiptAnswer(200, List.of());
        }
        return new ReceiptAnswer(
                200,
                Receipt.report(
                        fields.get("client-ref"),
                        state,
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

    private boolean isFresh(Map<String, String> fields) {
        String timestamp = fields.getOrDefault("timestamp", "");
        if (!timestamp.matches("[0-9]{1,12}")) {
            return false;
        }
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), clock.instant());
        return age.abs().compareTo(WINDOW) <= 0;
    }

    private static boolean isSigned(Map<String, String> fields, Algorithm algorithm, Secret secret) {
        byte[] mac =
                Signatures.hmac(algorithm.mac, secret.reveal(), signed(fields).getBytes(StandardCharsets.UTF_8));
        String given = fields.get("sig");
        return Signatures.equal(HexFormat.of().formatHex(mac), given == null ? null : given.toLowerCase(Locale.ROOT));
    }

    /** The fields in the order of their names, as Vonage strings them together. */
    static String signed(Map<String, String> fields) {
        StringBuilder signed = new StringBuilder();
        new TreeMap<>(fields).forEach((name, value) -> {
            if (!name.equals("sig") && !value.isBlank()) {
                signed.append('&').append(plain(name)).append('=').append(plain(value));
            }
        });
        return signed.toString();
    }

    private static String plain(String text) {
        return text.replaceAll("[=&]", "_");
    }
}
