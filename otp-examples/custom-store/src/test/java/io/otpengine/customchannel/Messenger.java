package io.otpengine.customchannel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A messenger on 127.0.0.1 of any mood. */
final class Messenger implements AutoCloseable {
    final List<String> posted = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile Mood mood = exchange -> exchange.sendResponseHeaders(202, -1);

    interface Mood {
        void answer(HttpExchange exchange) throws IOException;
    }

    Messenger() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    URI webhook() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/messages");
    }

    void mood(Mood mood) {
        this.mood = mood;
    }

    /** Answers with a status, and with all that was sent as the body. */
    void answers(int status) {
        mood = exchange -> {
            byte[] echo = posted.get(posted.size() - 1).getBytes(UTF_8);
            exchange.getResponseHeaders().add("Message-Id", "m-1");
            exchange.sendResponseHeaders(status, echo.length);
            exchange.getResponseBody().write(echo);
        };
    }

    /** Takes what is posted and answers nothing until it is closed. */
    void hangs() {
        mood = exchange -> waitForTheEnd();
    }

    /** Sends the headers of an answer, the start of a body, and no more until it is closed. */
    void neverFinishes() {
        mood = exchange -> {
            exchange.sendResponseHeaders(202, 0);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            waitForTheEnd();
        };
    }

    private static void waitForTheEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        posted.add(exchange.getRequestHeaders().getFirst("Authorization") + " "
                + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        mood.answer(exchange);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
