package io.otpengine.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What one client sends never becomes part of another's request. */
class OwnBuffersTest {
    private static final int REQUESTS = Integer.getInteger("otp.rest.beside", 10_000);
    private static final int HOSTILE = 3;

    @Test
    void malformedHeadsLeaveTheRequestsOfOthersAlone() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(HOSTILE);
        try (Running running = Running.server()) {
            int port = running.server.port();
            byte[] malformed = "\u0001\r\nHost: y\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
            byte[] sound = ("GET " + Running.PREFIX
                            + "/application HTTP/1.1\r\nHost: x\r\nConnection: close\r\napiKey: " + running.client.key()
                            + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1);
            AtomicBoolean done = new AtomicBoolean();
            List<Future<?>> hostile = new ArrayList<>();
            for (int i = 0; i < HOSTILE; i++) {
                hostile.add(threads.submit(() -> {
                    while (!done.get()) {
                        assertThat(Wire.exchange(port, malformed)).doesNotStartWith("HTTP/1.1 200");
                    }
                    return null;
                }));
            }
            try {
                for (int i = 0; i < REQUESTS; i++) {
                    assertThat(Wire.exchange(port, sound)).as("request " + i).startsWith("HTTP/1.1 200 ");
                }
            } finally {
                done.set(true);
            }
            for (Future<?> each : hostile) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
