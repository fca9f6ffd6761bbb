package io.otpengine.internal.codes;

import io.otpengine.ApplicationId;
import io.otpengine.OtpException;
import io.otpengine.OtpId;
import java.security.SecureRandom;
import java.util.UUID;

/** Everything random: codes, ids, nonces. A generator that fails is an {@link OtpException}, never a weaker value. */
public final class RandomSource {
    private static final char[] ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz".toCharArray();
    private static final int DIGITS = 10;
    private static final int BYTE_VALUES = 256;

    /** A fair generator needs more than three once in a million codes. */
    private static final int MOST_DRAWS = 1_000;

    private final SecureRandom random;

    public RandomSource(SecureRandom random) {
        this.random = random;
    }

    /** A code in which every position takes every character with the same probability. */
    public String code(int length, boolean alphanumeric) {
        int characters = alphanumeric ? ALPHABET.length : DIGITS;
        // Bytes from here on are thrown away: the rest of a byte divided by 10 or 36 would favour the low characters.
        int fair = BYTE_VALUES - BYTE_VALUES % characters;
        char[] code = new char[length];
        int filled = 0;
        for (int draw = 0; filled < length; draw++) {
            if (draw == MOST_DRAWS) {
                throw new OtpException("the random number generator gives the same again and again", null);
            }
            byte[] bytes = bytes(length - filled);
            for (byte b : bytes) {
                int value = Byte.toUnsignedInt(b);
                if (value < fair) {
                    code[filled++] = ALPHABET[value % characters];
                }
            }
        }
        return new String(code);
    }

    public OtpId otpId() {
        UUID uuid = uuid();
        return new OtpId(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }

    public ApplicationId applicationId() {
        return new ApplicationId(uuid().toString());
    }

    byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        try {
            random.nextBytes(bytes);
        } catch (RuntimeException e) {
            throw new OtpException(
                    "the random number generator failed: " + e.getClass().getName(), null);
        }
        return bytes;
    }

    private UUID uuid() {
        java.nio.ByteBuffer bytes = java.nio.ByteBuffer.wrap(bytes(16));
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
