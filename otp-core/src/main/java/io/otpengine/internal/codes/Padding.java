package io.otpengine.internal.codes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Gives secrets of different lengths the same length: the code fills 16 bytes, its length first; a text follows in
 * blocks of 64, its length in the first two bytes.
 */
final class Padding {
    private static final int CODE_BLOCK = 16;
    private static final int TEXT_BLOCK = 64;

    private Padding() {}

    static byte[] pad(Secret secret) {
        byte[] code = secret.code().getBytes(StandardCharsets.US_ASCII);
        byte[] text = secret.text() == null ? new byte[0] : secret.text().getBytes(StandardCharsets.UTF_8);
        int textBlocks = secret.text() == null ? 0 : (Short.BYTES + text.length + TEXT_BLOCK - 1) / TEXT_BLOCK;
        ByteBuffer padded = ByteBuffer.allocate(CODE_BLOCK + textBlocks * TEXT_BLOCK);
        padded.put((byte) code.length).put(code).position(CODE_BLOCK);
        if (textBlocks > 0) {
            padded.putShort((short) text.length).put(text);
        }
        byte[] bytes = padded.array();
        Arrays.fill(code, (byte) 0);
        return bytes;
    }

    static Secret unpad(byte[] padded) {
        String code = new String(padded, 1, padded[0], StandardCharsets.US_ASCII);
        if (padded.length == CODE_BLOCK) {
            return new Secret(code, null);
        }
        int length = ByteBuffer.wrap(padded).getShort(CODE_BLOCK);
        return new Secret(code, new String(padded, CODE_BLOCK + Short.BYTES, length, StandardCharsets.UTF_8));
    }
}
