package io.otpengine.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The least that sending and verifying a sealed code can cost: the same calls to libphonenumber, a random code, one seal
 * and one put; one open, one comparison and one replace. No rules, no quotas, no events, no second thread.
 */
final class Floor {
    private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();

    private final SecureRandom random = new SecureRandom();
    private final SecretKey key = new SecretKeySpec(new byte[32], "AES");
    private final Cache<UUID, Entry> entries =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(5)).build();
    private final Cipher cipher;

    /** A class, not a record: replacing compares by identity, which costs nothing. */
    private static final class Entry {
        private final String number;
        private final byte[] sealed;
        private final int attempts;

        Entry(String number, byte[] sealed, int attempts) {
            this.number = number;
            this.sealed = sealed;
            this.attempts = attempts;
        }

        Entry used() {
            return new Entry(number, new byte[0], attempts + 1);
        }
    }

    Floor() throws GeneralSecurityException {
        cipher = Cipher.getInstance("AES/GCM/NoPadding");
    }

    /** Sends a code to a number and verifies it. */
    boolean sendAndVerify(String number) {
        try {
            byte[] code = code();
            UUID id = new UUID(random.nextLong(), random.nextLong());
            entries.put(id, new Entry(e164(number), seal(code), 0));
            Entry entry = entries.getIfPresent(id);
            return entry != null
                    && MessageDigest.isEqual(open(entry.sealed), code)
                    && entries.asMap().replace(id, entry, entry.used());
        } catch (GeneralSecurityException | NumberParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String e164(String number) throws NumberParseException {
        PhoneNumber parsed = PLANS.parse(number, null);
        PhoneNumberUtil.PhoneNumberType type = PLANS.getNumberType(parsed);
        String region = PLANS.getRegionCodeForNumber(parsed);
        if (type == PhoneNumberUtil.PhoneNumberType.UNKNOWN || region == null) {
            throw new IllegalStateException("a benchmark uses valid numbers");
        }
        return PLANS.format(parsed, PhoneNumberUtil.PhoneNumberFormat.E164);
    }

    private byte[] code() {
        byte[] code = new byte[6];
        for (int i = 0; i < code.length; i++) {
            code[i] = (byte) ('0' + random.nextInt(10));
        }
        return code;
    }

    private byte[] seal(byte[] code) throws GeneralSecurityException {
        byte[] nonce = new byte[12];
        random.nextBytes(nonce);
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce));
        byte[] sealed = Arrays.copyOf(nonce, nonce.length + code.length + 16);
        cipher.doFinal(code, 0, code.length, sealed, nonce.length);
        return sealed;
    }

    private byte[] open(byte[] sealed) throws GeneralSecurityException {
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, sealed, 0, 12));
        return cipher.doFinal(sealed, 12, sealed.length - 12);
    }
}
