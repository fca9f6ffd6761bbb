package io.otpengine.rest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A proxy of others that refuses every request and answer that is not as an OpenAPI description says. */
final class Proxy implements AutoCloseable {
    private final Process process;
    private final int port;

    private Proxy(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static Proxy of(Path description, String server) throws IOException, InterruptedException {
        Path peers = Peers.ready();
        int port = freePort();
        Process process = new ProcessBuilder(
                        peers.resolve("node_modules/.bin/prism").toString(),
                        "proxy",
                        "--errors",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        description.toString(),
                        server)
                .redirectErrorStream(true)
                .start();
        Proxy proxy = new Proxy(process, port);
        proxy.awaitListening();
        return proxy;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Reads on for as long as it runs, or it would stop at a full pipe. */
    private void awaitListening() throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.append(line).append('\n');
            if (line.contains("is listening")) {
                Thread reader = new Thread(() -> out.lines().forEach(ignored -> {}), "proxy");
                reader.setDaemon(true);
                reader.start();
                return;
            }
        }
        throw new IllegalStateException("the proxy did not start: " + said);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        process.onExit().join();
    }
}
