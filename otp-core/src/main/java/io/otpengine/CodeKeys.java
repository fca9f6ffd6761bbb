package io.otpengine;

import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The keys that seal codes at rest: one primary that seals, and retired ones that still open. Immutable.
 *
 * <p>To rotate, first give every node the new key as retired, then make it primary everywhere and the old one retired,
 * then drop the old one when the last OTP sealed with it has expired. A node that meets a key id it does not know
 * refuses to judge, and counts nothing.
 */
public final class CodeKeys {
    /** Bytes of a key: AES-256. */
    private static final int KEY_BYTES = 32;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,32}");

    private final String primaryId;
    private final Map<String, byte[]> keys;

    private CodeKeys(String primaryId, Map<String, byte[]> keys) {
        this.primaryId = primaryId;
        this.keys = keys;
    }

    /**
     * A primary key.
     *
     * @param id its name, {@code [A-Za-z0-9._-]{1,32}}, stored in clear in front of what it seals
     * @param key 32 random bytes; copied
     * @return the keys
     * @throws InvalidRequestException if the id or the key is not as above
     */
    public static CodeKeys of(String id, byte[] key) {
        return new CodeKeys(checkId(id), Map.of(id, checkKey(key)));
    }

    /**
     * A random primary key that ends with the process: for a store that does too. Engines that share a store must be
     * given the same keys.
     *
     * @return the keys
     */
    public static CodeKeys random() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        // An id of its own: two engines that meet in one store then refuse to judge, rather than call right codes
        // wrong.
        return of("process-" + UUID.randomUUID().toString().substring(0, 8), key);
    }

    /**
     * These keys and one more that opens and does not seal.
     *
     * @param id its name, different from all others here
     * @param key 32 random bytes; copied
     * @return new keys
     * @throws InvalidRequestException if the id or the key is not as above
     */
    public CodeKeys retired(String id, byte[] key) {
        if (keys.containsKey(checkId(id))) {
            throw new InvalidRequestException(
                    "keys.id", InvalidRequestException.Reason.CONTRADICTION, "must differ from key to key");
        }
        Map<String, byte[]> more = new LinkedHashMap<>(keys);
        more.put(id, checkKey(key));
        return new CodeKeys(primaryId, more);
    }

    /**
     * The key that seals.
     *
     * @return its id
     */
    public String primaryId() {
        return primaryId;
    }

    /**
     * All keys.
     *
     * @return their ids
     */
    public Set<String> ids() {
        return Set.copyOf(keys.keySet());
    }

    /**
     * The bytes of one key, for whoever must use it. This is the only way out.
     *
     * @param id one of {@link #ids()}
     * @return a copy
     * @throws java.util.NoSuchElementException if there is no such key
     */
    public byte[] exportKey(String id) {
        byte[] key = keys.get(id);
        if (key == null) {
            throw new java.util.NoSuchElementException("no key with that id");
        }
        return key.clone();
    }

    /** Shows the ids alone. */
    @Override
    public String toString() {
        return "CodeKeys" + keys.keySet();
    }

    private static String checkId(String id) {
        if (id == null) {
            throw InvalidRequestException.required("keys.id");
        }
        if (!ID.matcher(id).matches()) {
            throw InvalidRequestException.malformed("keys.id", "must be 1 to 32 letters, digits, '.', '_' or '-'");
        }
        return id;
    }

    private static byte[] checkKey(byte[] key) {
        if (key == null) {
            throw InvalidRequestException.required("keys.key");
        }
        if (key.length != KEY_BYTES) {
            throw InvalidRequestException.outOfRange("keys.key", "exactly 32 bytes long");
        }
        return key.clone();
    }
}
