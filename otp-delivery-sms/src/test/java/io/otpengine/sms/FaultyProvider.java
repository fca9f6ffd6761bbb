package io.otpengine.sms;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider on a bare socket, which can break at every byte. Counts the requests that came in whole. */
final class FaultyProvider implements AutoCloseable {
    /** What it does with a connection; returning closes it. */
    interface Fault {
        void on(Exchange exchange) throws IOException;
    }

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Fault fault;

    FaultyProvider(Fault fault) {
        this.fault = fault;
        try {
            server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        threads.execute(this::accept);
    }

    void does(Fault next) {
        fault = next;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    int connections() {
        return connections.get();
    }

    int requests() {
        return requests.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            fault.on(new Exchange(socket, requests));
        } catch (IOException e) {
            // The client went first; what it makes of that is the test's concern.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }

    /** One connection. */
    record Exchange(Socket socket, AtomicInteger requests) {
        /** Reads that many bytes of the request. */
        void readBytes(int count) throws IOException {
            socket.getInputStream().readNBytes(count);
        }

        /** Reads the whole request. */
        String readRequest() throws IOException {
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("cut");
                }
                head.append((char) next);
            }
            String length = head.toString().replaceAll("(?is).*content-length: *([0-9]+).*", "$1");
            String body = new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
            requests.incrementAndGet();
            return head + body;
        }

        void write(String text) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        /** Keeps the connection open until the client gives up. */
        void hang() throws IOException {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
    }
}
