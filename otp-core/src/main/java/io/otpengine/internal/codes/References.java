package io.otpengine.internal.codes;

import io.otpengine.CodeKeys;
import io.otpengine.OtpId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The reference that goes out with a message and comes back with its receipt: OTP id (16 bytes), send number (1), and
 * the first 12 bytes of an HMAC-SHA-256 over account, id and send; 39 characters of Base64url. Only who was given a
 * reference can name it.
 */
public final class References {
    private static final int MAC_BYTES = 12;
    private static final int BYTES = 16 + 1 + MAC_BYTES;
    private static final int CHARACTERS = 39;
    private static final byte[] PURPOSE = "otpengine/reference/1".getBytes(StandardCharsets.US_ASCII);

    private final Map<String, byte[]> keys = new LinkedHashMap<>();
    private final String primaryId;

    /** A reference whose form is right and whose signature is not yet checked. */
    public static final class Claim {
        private final OtpId id;
        private final int send;
        private final byte[] mac;

        private Claim(OtpId id, int send, byte[] mac) {
            this.id = id;
            this.send = send;
            this.mac = mac;
        }

        public OtpId id() {
            return id;
        }

        public int send() {
            return send;
        }
    }

    public References(CodeKeys codeKeys) {
        for (String id : codeKeys.ids()) {
            keys.put(id, Hashes.hmac(codeKeys.exportKey(id), ByteBuffer.wrap(PURPOSE)));
        }
        primaryId = codeKeys.primaryId();
    }

    public String of(String accountId, OtpId id, int send) {
        byte[] key = keys.getOrDefault(primaryId, new byte[0]);
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .putLong(id.high())
                .putLong(id.low())
                .put((byte) send)
                .put(mac(key, accountId, id, send));
        return encoded(bytes.array());
    }

    /** Reads a reference; empty for anything without its form. */
    public static Optional<Claim> parse(String reference) {
        if (reference.length() != CHARACTERS) {
            return Optional.empty();
        }
        try {
            byte[] decoded = Base64.getUrlDecoder().decode(reference);
            // Two bits of the last character mean nothing; with them set it is another text, and none that went out.
            if (!encoded(decoded).equals(reference)) {
                return Optional.empty();
            }
            ByteBuffer bytes = ByteBuffer.wrap(decoded);
            OtpId id = new OtpId(bytes.getLong(), bytes.getLong());
            int send = bytes.get();
            byte[] mac = new byte[MAC_BYTES];
            bytes.get(mac);
            return Optional.of(new Claim(id, send, mac));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether this engine, under any of its keys, made the reference for an OTP of this account. */
    public boolean isAuthentic(Claim claim, String accountId) {
        boolean authentic = false;
        for (byte[] key : keys.values()) {
            authentic |= MessageDigest.isEqual(mac(key, accountId, claim.id, claim.send), claim.mac);
        }
        return authentic;
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] mac(byte[] key, String accountId, OtpId id, int send) {
        ByteBuffer message = new LengthPrefixed()
                .add(accountId)
                .add(id.high(), id.low())
                .add(new byte[] {(byte) send})
                .toBuffer();
        return Arrays.copyOf(Hashes.hmac(key, message), MAC_BYTES);
    }
}
