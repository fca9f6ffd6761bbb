package io.otpengine.internal.codes;

import io.otpengine.spi.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** SHA-256 and what is made of it. */
public final class Hashes {
    private static final String HMAC = "HmacSHA256";

    private Hashes() {}

    /** What a record keeps of a binding. */
    public static @Nullable Digest ofBinding(@Nullable String binding) {
        return binding == null ? null : Digest.of(sha256(binding));
    }

    /** What a quota key has of a subject, in hexadecimal. */
    public static String ofSubject(String subject) {
        return HexFormat.of().formatHex(sha256(subject));
    }

    static byte[] hmac(byte[] key, ByteBuffer message) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            mac.update(message);
            return mac.doFinal();
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java runtime has " + HMAC, e);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
