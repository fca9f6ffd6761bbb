package io.otpengine.rest.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import io.otpengine.rest.api.Faults;
import io.otpengine.rest.api.JettyErrors;
import io.otpengine.rest.api.Json;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static final int BYTES = 8 * 1024;

    @Test
    void aBufferThatOneConnectionReadsIntoIsNeverGivenToAnother() {
        Limits limits = new Limits(16, 10, BYTES, Duration.ofSeconds(5), Duration.ofSeconds(5));
        JettyErrors errors = new JettyErrors(new Faults(new Json(), InstantSource.system()));
        Javalin server =
                Javalin.create(config -> limits.apply(config.jetty, errors)).start("127.0.0.1", 0);
        try {
            Connector connector = server.jettyServer().server().getConnectors()[0];
            ByteBufferPool buffers = connector.getByteBufferPool();
            boolean direct = connector
                    .getConnectionFactory(HttpConnectionFactory.class)
                    .getHttpConfiguration()
                    .isUseInputDirectByteBuffers();
            ByteBuffer first = giveBack(buffers.acquire(BYTES, direct));
            assertThat(giveBack(buffers.acquire(BYTES, direct))).isNotSameAs(first);
        } finally {
            server.stop();
        }
    }

    private static ByteBuffer giveBack(RetainableByteBuffer buffer) {
        ByteBuffer bytes = buffer.getByteBuffer();
        buffer.release();
        return bytes;
    }
}
