package io.otpengine.internal.codes;

import io.otpengine.spi.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a user typed and what for, compared in constant time. Prints nothing. */
public final class Guess {
    private static final int LONGEST = 64;
    private static final char LAST_ASCII = 127;

    private final byte[] code;
    private final @Nullable Digest binding;

    private Guess(byte[] code, @Nullable Digest binding) {
        this.code = code;
        this.binding = binding;
    }

    /**
     * Reads what a user typed: surrounding white space, ASCII spaces, hyphens and case do not matter. What is longer
     * than 64 characters or outside ASCII is a guess like any other, and never right: no digit of another script is
     * taken for an ASCII one.
     */
    public static Guess of(String typed, @Nullable Digest binding) {
        return new Guess(readable(typed).getBytes(StandardCharsets.US_ASCII), binding);
    }

    /** Whether code and binding are right. Both are always compared. */
    public boolean matches(Optional<Secret> secret, @Nullable Digest expectedBinding) {
        byte[] expected = secret.map(Secret::code).orElse("").getBytes(StandardCharsets.US_ASCII);
        // Two empty sides would be equal: an erased or unreadable code must match nothing.
        boolean comparable = code.length > 0 && expected.length > 0;
        boolean sameCode = MessageDigest.isEqual(code, expected);
        boolean sameBinding = isSameBinding(expectedBinding);
        return comparable && sameCode && sameBinding;
    }

    private boolean isSameBinding(@Nullable Digest expected) {
        if (binding == null || expected == null) {
            return binding == null && expected == null;
        }
        return MessageDigest.isEqual(binding.toBytes(), expected.toBytes());
    }

    private static String readable(String typed) {
        if (typed.length() > LONGEST) {
            return "";
        }
        String stripped = typed.strip();
        for (int i = 0; i < stripped.length(); i++) {
            if (stripped.charAt(i) > LAST_ASCII) {
                return "";
            }
        }
        return stripped.replace(" ", "").replace("-", "").toLowerCase(Locale.ROOT);
    }
}
