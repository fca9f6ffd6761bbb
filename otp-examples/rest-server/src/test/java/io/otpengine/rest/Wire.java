package io.otpengine.rest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Bytes to the server as no HTTP client would send them. */
final class Wire {
    private static final int PATIENCE = (int) TimeUnit.SECONDS.toMillis(30);

    private Wire() {}

    /** All that comes back until the server closes, or nothing. */
    static String exchange(int port, byte[] bytes) throws IOException {
        try (Socket socket = open(port)) {
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    static Socket open(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE);
        return socket;
    }
}
