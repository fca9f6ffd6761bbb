package io.otpengine.rest.operation;

import java.nio.ByteBuffer;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.HttpConfiguration;

/**
 * Gives every connection a buffer of its own to read into; those for answers are pooled.
 *
 * <p>Jetty 12.1, to 12.1.14 at least, answers a malformed head on another thread, which can read on while the first one
 * has not yet let go: the buffer then goes back to its pool twice, two connections share it, and the bytes of one client
 * become part of another's request.
 */
final class OwnBuffers extends ByteBufferPool.Wrapper {
    OwnBuffers() {
        super(new ArrayByteBufferPool());
    }

    /** Reads into the heap and answers from outside of it, by which the two are told apart here. */
    static void choose(HttpConfiguration http) {
        http.setUseInputDirectByteBuffers(false);
        http.setUseOutputDirectByteBuffers(true);
    }

    @Override
    public RetainableByteBuffer.Mutable acquire(int size, boolean direct) {
        if (direct) {
            return super.acquire(size, true);
        }
        ByteBuffer own = ByteBuffer.allocate(size);
        // Empty and to be read, as Jetty expects it.
        own.limit(0);
        return RetainableByteBuffer.wrap(own);
    }
}
