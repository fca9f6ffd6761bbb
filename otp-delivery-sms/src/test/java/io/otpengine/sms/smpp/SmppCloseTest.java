package io.otpengine.sms.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.sms.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;

/** A connection that is being made cannot be interrupted; a gateway that is closed does not wait for it. */
class SmppCloseTest {
    @Test
    void isNotHeldUpByAHostThatTakesNoConnection() throws IOException {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Socket> waiting = fill(full);
            assertClosesAtOnce(gateway(full.getLocalPort()), "connect");
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    @Test
    void isNotHeldUpByAHostThatShakesNoHands() {
        try (ScriptedSmsc silent = new ScriptedSmsc(ScriptedSmsc.Peer::listen)) {
            assertClosesAtOnce(
                    gateway(silent.port()).tls((SSLSocketFactory) SSLSocketFactory.getDefault()), "startHandshake");
        }
    }

    private static SmppBuilder gateway(int port) {
        return SmppGateway.builder("closing")
                .at("127.0.0.1", port)
                .account("acme", Secret.of("x"))
                .connect(Duration.ofSeconds(60));
    }

    /** Connects until the system leaves it unanswered. */
    private static List<Socket> fill(ServerSocket server) throws IOException {
        List<Socket> waiting = new ArrayList<>();
        while (true) {
            Socket socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(server.getLocalSocketAddress(), 200);
            } catch (SocketTimeoutException e) {
                return waiting;
            }
        }
    }

    private static void assertClosesAtOnce(SmppBuilder builder, String method) {
        SmppGateway gateway = builder.build();
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!isIn(method)) {
            assertThat(System.nanoTime() - end).as("nobody is in %s", method).isNegative();
            Thread.onSpinWait();
        }
        long start = System.nanoTime();
        gateway.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        while (isIn(method)) {
            assertThat(System.nanoTime() - end).as("somebody is in %s", method).isNegative();
            Thread.onSpinWait();
        }
    }

    private static boolean isIn(String method) {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().equals("otp-smpp"))
                .map(Map.Entry::getValue)
                .flatMap(Arrays::stream)
                .anyMatch(frame -> frame.getMethodName().equals(method));
    }
}
