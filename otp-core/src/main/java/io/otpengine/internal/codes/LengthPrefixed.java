package io.otpengine.internal.codes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Joins fields so that no two different lists of fields give the same bytes: each has its length in front. */
final class LengthPrefixed {
    private final List<byte[]> fields = new ArrayList<>();
    private int length;

    LengthPrefixed add(byte[] field) {
        fields.add(field);
        length += Integer.BYTES + field.length;
        return this;
    }

    LengthPrefixed add(String field) {
        return add(field.getBytes(StandardCharsets.UTF_8));
    }

    LengthPrefixed add(long... field) {
        ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES * field.length);
        for (long value : field) {
            buffer.putLong(value);
        }
        return add(buffer.array());
    }

    byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        for (byte[] field : fields) {
            bytes.putInt(field.length).put(field);
        }
        return bytes.array();
    }
}
