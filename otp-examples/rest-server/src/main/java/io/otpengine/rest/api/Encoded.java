package io.otpengine.rest.api;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Text as queries and forms carry it ({@code application/x-www-form-urlencoded}). Strict, unlike the JDK's decoder: what
 * is not UTF-8 is refused, not replaced, so that nothing is ever stored that nobody sent.
 */
final class Encoded {
    private Encoded() {}

    /** Takes each pair of a query or form. */
    interface Pairs {
        void pair(String name, String value);
    }

    static void read(String form, Pairs pairs) {
        int start = 0;
        while (start < form.length()) {
            int end = form.indexOf('&', start);
            end = end < 0 ? form.length() : end;
            if (end > start) {
                int equals = form.indexOf('=', start);
                boolean named = equals >= 0 && equals < end;
                String name = form.substring(start, named ? equals : end);
                String value = named ? form.substring(equals + 1, end) : "";
                pairs.pair(decoded(name), decoded(value));
            }
            start = end + 1;
        }
    }

    /** Bytes that must be UTF-8. */
    static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadRequest(400, ErrorCode.UNREADABLE, "The request must be UTF-8.");
        }
    }

    private static String decoded(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0 && isAscii(text)) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes.write(octet(text, i));
                i += 2;
            } else if (c == '+') {
                bytes.write(' ');
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return utf8(bytes.toByteArray());
    }

    private static int octet(String text, int at) {
        int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
        int low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), 16) : -1;
        if (high < 0 || low < 0) {
            throw new BadRequest(400, ErrorCode.UNREADABLE, "Every % must be followed by two hexadecimal digits.");
        }
        return high * 16 + low;
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
