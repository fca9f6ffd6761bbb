package io.otpengine.spi;

import java.util.Arrays;

/**
 * The SHA-256 of what a code was asked for. Prints nothing.
 */
public final class Digest {
    private final byte[] bytes;

    private Digest(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Wraps bytes that a store kept.
     *
     * @param bytes copied
     * @return the wrapper
     */
    public static Digest of(byte[] bytes) {
        return new Digest(bytes.clone());
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
        return other instanceof Digest that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Digest";
    }
}
