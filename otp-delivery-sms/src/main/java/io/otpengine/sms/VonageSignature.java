package io.otpengine.sms;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The signature over the fields of a receipt, which has the time in it. */
record VonageSignature(String algorithm, Secret secret) {
    private static final Duration WINDOW = Duration.ofMinutes(5);

    /** Whether the fields are signed, and within the last or the next five minutes. */
    boolean vouchesFor(Map<String, String> fields, Instant now) {
        return isFresh(fields.getOrDefault("timestamp", ""), now) && isSigned(fields);
    }

    private static boolean isFresh(String timestamp, Instant now) {
        if (!timestamp.matches("[0-9]{1,12}")) {
            return false;
        }
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now);
        return age.abs().compareTo(WINDOW) <= 0;
    }

    private boolean isSigned(Map<String, String> fields) {
        byte[] mac = Signatures.hmac(algorithm, secret.reveal(), signed(fields).getBytes(StandardCharsets.UTF_8));
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
