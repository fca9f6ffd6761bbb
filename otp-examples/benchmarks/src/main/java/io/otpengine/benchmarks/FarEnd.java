package io.otpengine.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A provider on this machine that gives every request the same answer, or none: as little work as a server can have. */
final class FarEnd implements AutoCloseable {
    private final ServerSocket server;
    private final byte[] answer;
    private final Semaphore unanswered = new Semaphore(0);
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread daemon = new Thread(work, "far end");
        daemon.setDaemon(true);
        return daemon;
    });

    private FarEnd(byte[] answer) {
        this.answer = answer;
        try {
            server = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    static FarEnd answering(String json) {
        String head = "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: " + json.length();
        return new FarEnd((head + "\r\n\r\n" + json).getBytes(StandardCharsets.US_ASCII));
    }

    static FarEnd hanging() {
        return new FarEnd(new byte[0]);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** Waits until so many more requests have come in whole and hang. */
    void awaitHanging(int requests) throws InterruptedException {
        if (!unanswered.tryAcquire(requests, 1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("not all requests came");
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            while (readRequest(in)) {
                if (answer.length == 0) {
                    unanswered.release();
                }
                out.write(answer);
            }
        } catch (IOException e) {
            // The client went.
        }
    }

    private static boolean readRequest(InputStream in) throws IOException {
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        return length > 0 && in.readNBytes(length).length == length;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.shutdownNow();
        }
    }
}
