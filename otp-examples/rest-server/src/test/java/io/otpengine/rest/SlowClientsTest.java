package io.otpengine.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that keep a connection and do not get on hold up nobody, and are sent away. */
class SlowClientsTest {
    private static final String HEAD =
            "POST /2fa/v1/otp HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n";
    private static final int THREADS = 8;

    private Running running;

    @BeforeEach
    void start() {
        running = Running.server("--idle-seconds=1", "--threads=" + THREADS);
    }

    @AfterEach
    void stop() {
        running.close();
    }

    /** With a thread for each, whoever comes next would wait until they are sent away. */
    @Test
    void bodiesThatNeverComeTakeNoThread() throws IOException {
        try (Running patient = Running.server("--idle-seconds=3600", "--threads=" + THREADS)) {
            List<Socket> slow = new ArrayList<>();
            for (int i = 0; i < 5 * THREADS; i++) {
                Socket socket = Wire.open(patient.server.port());
                socket.getOutputStream().write((HEAD + "{").getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
            }
            assertThat(patient.client.get("/application").status()).isEqualTo(200);
            assertThat(patient.send()).isNotEmpty();
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "GET / HT", "GET / HTTP/1.1\r\nHost: x\r\n", "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"})
    void whoIsSilentIsSentAway(String bytes) throws IOException {
        try (Socket socket = Wire.open(running.server.port())) {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
            // The end of it, before the test's own patience of 30 seconds, which is Jetty's default too.
            socket.getInputStream().readAllBytes();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /", HEAD})
    void whoSendsAByteNowAndThenIsSentAway(String beginning) throws IOException {
        try (Socket socket = Wire.open(running.server.port())) {
            socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(100);
            assertThat(bytesUntilSentAway(socket)).isLessThan(300);
        }
    }

    /** One byte for every tenth of a second that nothing comes back in. */
    private static int bytesUntilSentAway(Socket socket) throws IOException {
        for (int bytes = 0; bytes < 300; bytes++) {
            try {
                socket.getOutputStream().write('x');
                if (socket.getInputStream().read() < 0) {
                    return bytes;
                }
            } catch (java.net.SocketTimeoutException e) {
                // Nothing yet.
            } catch (SocketException e) {
                return bytes;
            }
        }
        return 300;
    }
}
