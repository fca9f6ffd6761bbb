package io.otpengine.internal.codes;

import io.otpengine.CodeKeys;
import io.otpengine.OtpException;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.Sealed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts a code for the row it belongs to, and for no other: AES-256-GCM with a random nonce.
 *
 * <pre>
 * sealed     = format 1, key id length, key id, nonce (12), ciphertext and tag (16)
 * plaintext  = see {@link Padding}
 * bound data = format 1, account, application, OTP id, number, expiry, SHA-256 of the binding or nothing,
 *              each with its length in front
 * </pre>
 */
public final class CodeSealer {
    private static final byte FORMAT = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int SHORTEST = 2 + 1 + NONCE_BYTES + 16 + TAG_BITS / 8;

    /** Making one costs ten times what using one does. */
    private final ThreadLocal<Cipher> ciphers = ThreadLocal.withInitial(CodeSealer::newCipher);

    private final Map<String, SecretKey> keys = new HashMap<>();
    private final byte[] primaryId;
    private final SecretKey primary;
    private final RandomSource random;

    public CodeSealer(CodeKeys codeKeys, RandomSource random) {
        for (String id : codeKeys.ids()) {
            keys.put(id, new SecretKeySpec(codeKeys.exportKey(id), "AES"));
        }
        this.primaryId = codeKeys.primaryId().getBytes(StandardCharsets.US_ASCII);
        this.primary = new SecretKeySpec(codeKeys.exportKey(codeKeys.primaryId()), "AES");
        this.random = random;
    }

    /** Seals a secret to a record: to what of it never changes. */
    public Sealed seal(Secret secret, OtpRecord owner) {
        byte[] nonce = random.bytes(NONCE_BYTES);
        byte[] ciphertext;
        try {
            Cipher cipher = ciphers.get();
            cipher.init(Cipher.ENCRYPT_MODE, primary, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(boundData(owner));
            ciphertext = cipher.doFinal(Padding.pad(secret));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing with a checked key cannot fail", e);
        }
        ByteBuffer sealed = ByteBuffer.allocate(2 + primaryId.length + NONCE_BYTES + ciphertext.length);
        sealed.put(FORMAT)
                .put((byte) primaryId.length)
                .put(primaryId)
                .put(nonce)
                .put(ciphertext);
        return Sealed.of(sealed.array());
    }

    /**
     * Opens what a record holds.
     *
     * @return the secret, or empty if there is none or it was not sealed to this very record
     * @throws OtpException if the key is not among those of this engine: then nobody can judge a guess
     */
    public Optional<Secret> open(OtpRecord record) {
        Sealed sealed = record.sealed();
        if (sealed == null) {
            return Optional.empty();
        }
        byte[] bytes = sealed.toBytes();
        if (bytes.length < SHORTEST || bytes[0] != FORMAT || bytes[1] < 1 || bytes.length < SHORTEST - 1 + bytes[1]) {
            return Optional.empty();
        }
        String keyId = new String(bytes, 2, bytes[1], StandardCharsets.US_ASCII);
        SecretKey key = keys.get(keyId);
        if (key == null) {
            throw new OtpException(
                    "an OTP was sealed with a key that this engine was not given: give every node a new key as retired"
                            + " before one makes it primary",
                    null,
                    record.id());
        }
        int nonceAt = 2 + bytes[1];
        int ciphertextAt = nonceAt + NONCE_BYTES;
        try {
            Cipher cipher = ciphers.get();
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, bytes, nonceAt, NONCE_BYTES));
            cipher.updateAAD(boundData(record));
            return Optional.of(Padding.unpad(cipher.doFinal(bytes, ciphertextAt, bytes.length - ciphertextAt)));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("opening with a checked key can fail at the tag alone", e);
        }
    }

    private static ByteBuffer boundData(OtpRecord owner) {
        return new LengthPrefixed()
                .add(new byte[] {FORMAT})
                .add(owner.accountId())
                .add(owner.applicationId().value())
                .add(owner.id().high(), owner.id().low())
                .add(owner.number())
                .add(owner.expires().toEpochMilli())
                .add(
                        owner.bindingDigest() == null
                                ? new byte[0]
                                : owner.bindingDigest().toBytes())
                .toBuffer();
    }

    private static Cipher newCipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has AES/GCM/NoPadding", e);
        }
    }
}
