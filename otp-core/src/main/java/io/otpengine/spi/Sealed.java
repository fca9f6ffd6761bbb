package io.otpengine.spi;

import java.util.Arrays;

/**
 * An encrypted code, with the text that goes with it, if any. A store keeps the bytes as they are; only the engine that
 * has the keys can open them. Prints nothing.
 */
public final class Sealed {
    private final byte[] bytes;

    private Sealed(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Wraps bytes that a store kept.
     *
     * @param bytes copied
     * @return the wrapper
     */
    public static Sealed of(byte[] bytes) {
        return new Sealed(bytes.clone());
    }

    /**
     * The bytes for a store to keep.
     *
     * @return a copy
     */
    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sealed that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Sealed";
    }
}
