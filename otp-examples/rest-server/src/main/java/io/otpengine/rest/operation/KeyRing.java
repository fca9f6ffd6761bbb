package io.otpengine.rest.operation;

import io.otpengine.CodeKeys;
import io.otpengine.InvalidRequestException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The server's keys, as text: {@code id:base64} a line, or separated by commas. The first seals codes, the others still
 * open them; the one called {@code pepper} hashes API keys.
 */
public final class KeyRing {
    private static final String PEPPER = "pepper";
    private static final int KEY_BYTES = 32;
    private static final Pattern SEPARATOR = Pattern.compile("[\n,]");

    private final CodeKeys codeKeys;
    private final byte[] pepper;

    private KeyRing(CodeKeys codeKeys, byte[] pepper) {
        this.codeKeys = codeKeys;
        this.pepper = pepper;
    }

    /**
     * Reads keys.
     *
     * @param text as above; lines may be comments that begin with {@code #}
     * @return the keys
     * @throws InvalidRequestException if the text is not as above; it does not repeat it
     */
    public static KeyRing parse(String text) {
        Map<String, byte[]> keys = new LinkedHashMap<>();
        for (String line : SEPARATOR.split(text, -1)) {
            String entry = line.strip();
            if (!entry.isEmpty() && !entry.startsWith("#")) {
                int colon = entry.indexOf(':');
                if (colon < 1 || keys.put(entry.substring(0, colon), key(entry.substring(colon + 1))) != null) {
                    throw malformed();
                }
            }
        }
        byte[] pepper = keys.remove(PEPPER);
        if (pepper == null || keys.isEmpty()) {
            throw malformed();
        }
        return new KeyRing(codeKeys(keys), pepper);
    }

    /**
     * The keys that seal codes.
     *
     * @return the keys
     */
    public CodeKeys codeKeys() {
        return codeKeys;
    }

    /**
     * The key that hashes API keys.
     *
     * @return a copy
     */
    public byte[] pepper() {
        return pepper.clone();
    }

    /** Shows the ids of the keys that seal codes. */
    @Override
    public String toString() {
        return "KeyRing" + codeKeys.ids();
    }

    /** New keys as text, a key a line. */
    static String generate() {
        return "k1:" + random() + "\n" + PEPPER + ":" + random() + "\n";
    }

    private static String random() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    private static byte[] key(String base64) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        if (key.length != KEY_BYTES) {
            throw malformed();
        }
        return key;
    }

    private static CodeKeys codeKeys(Map<String, byte[]> keys) {
        CodeKeys ring = null;
        for (Map.Entry<String, byte[]> key : keys.entrySet()) {
            ring = ring == null
                    ? CodeKeys.of(key.getKey(), key.getValue())
                    : ring.retired(key.getKey(), key.getValue());
        }
        if (ring == null) {
            throw malformed();
        }
        return ring;
    }

    private static InvalidRequestException malformed() {
        return InvalidRequestException.malformed(
                "keys",
                "must be lines of id:key with 32 bytes in Base64 as 'openssl rand -base64 32' prints them, each id"
                        + " once, one of them 'pepper'");
    }
}
