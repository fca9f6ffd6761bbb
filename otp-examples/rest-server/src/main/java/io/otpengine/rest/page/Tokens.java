package io.otpengine.rest.page;

import java.security.SecureRandom;
import java.util.Base64;

/** Names that cannot be guessed, for sessions and flows. */
final class Tokens {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 18;

    private Tokens() {}

    /** 144 bits as 24 characters that need no escaping in a cookie or a URL. */
    static String next() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
