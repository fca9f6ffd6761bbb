package io.otpengine.internal.codes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Joins fields so that no two different lists of fields give the same bytes: each has its length in front. */
final class LengthPrefixed {
    private static final int USUAL = 160;

    private ByteBuffer joined = ByteBuffer.allocate(USUAL);

    LengthPrefixed add(byte[] field) {
        begin(field.length).put(field);
        return this;
    }

    LengthPrefixed add(String field) {
        return add(field.getBytes(StandardCharsets.UTF_8));
    }

    LengthPrefixed add(long field) {
        begin(Long.BYTES).putLong(field);
        return this;
    }

    LengthPrefixed add(long high, long low) {
        begin(2 * Long.BYTES).putLong(high).putLong(low);
        return this;
    }

    private ByteBuffer begin(int length) {
        int needed = joined.position() + Integer.BYTES + length;
        if (needed > joined.capacity()) {
            joined = ByteBuffer.allocate(2 * needed).put(joined.flip());
        }
        return joined.putInt(length);
    }

    ByteBuffer toBuffer() {
        return joined.flip();
    }
}
