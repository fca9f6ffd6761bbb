package io.otpengine.internal.codes;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Joins fields so that no two different lists of fields give the same bytes: each has its length in front. */
final class LengthPrefixed {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(192);

    LengthPrefixed add(byte[] field) {
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(field.length).array());
        bytes.writeBytes(field);
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
        return bytes.toByteArray();
    }
}
