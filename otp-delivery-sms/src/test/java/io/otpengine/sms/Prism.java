package io.otpengine.sms;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Stoplight's Prism as a proxy before a fake provider: it holds each request and each answer against an OpenAPI
 * description, and lets neither pass that breaks it.
 */
final class Prism implements AutoCloseable {
    private static final int SECONDS_TO_START = 120;

    private final Process process;
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> listening = new CompletableFuture<>();
    private final URI address;

    private Prism(Process process, URI address) {
        this.process = process;
        this.address = address;
        Thread reader = new Thread(this::read, "prism");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts one, and waits until it listens. */
    static Prism before(URI fake, Path description) {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String program = Peers.ready()
                .resolve("node_modules/@stoplight/prism-cli/dist/index.js")
                .toString();
        try {
            Process process = new ProcessBuilder(
                            "node",
                            program,
                            "proxy",
                            "--errors",
                            "--host=127.0.0.1",
                            "--port=" + port,
                            description.toString(),
                            fake.toString())
                    .redirectErrorStream(true)
                    .start();
            Prism prism = new Prism(process, URI.create("http://127.0.0.1:" + port));
            prism.listening.get(SECONDS_TO_START, TimeUnit.SECONDS);
            return prism;
        } catch (Exception e) {
            throw new AssertionError("Prism did not start", e);
        }
    }

    URI address() {
        return address;
    }

    /** What Prism logged so far. */
    String said() {
        return String.join("\n", said);
    }

    /** Sends a request that went through once more, so that the answer is seen as the gateway saw it. */
    HttpResponse<String> replay(Received request) {
        return post(request, request.body());
    }

    /** Sends such a request with another body. */
    HttpResponse<String> post(Received request, String body) {
        HttpRequest.Builder again = HttpRequest.newBuilder(address.resolve(request.address()))
                .version(HttpClient.Version.HTTP_1_1)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        for (String header : new String[] {"content-type", "accept", "authorization", "apikey"}) {
            if (!request.header(header).isEmpty()) {
                again.header(header, request.header(header));
            }
        }
        try {
            return HttpClient.newHttpClient().send(again.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                if (line.contains("Prism is listening")) {
                    listening.complete(null);
                }
            }
        } catch (IOException e) {
            said.add(e.toString());
        }
        listening.completeExceptionally(new IllegalStateException(said()));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
