package io.otpengine.sms.smpp;

import com.fasterxml.jackson.jr.ob.JSON;
import io.otpengine.sms.Peers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The SMSC of another author, in a process of its own: {@code src/test/js/smsc.js}. */
final class NodeSmsc implements AutoCloseable {
    private final Process process;
    private final Writer orders;
    private final BlockingQueue<Map<String, Object>> events = new LinkedBlockingQueue<>();
    private final int port;

    NodeSmsc() {
        try {
            Path peers = Peers.ready();
            ProcessBuilder node = new ProcessBuilder(
                    "node",
                    peers.resolve("../../otp-delivery-sms/src/test/js/smsc.js").toString(),
                    FakeSmsc.PASSWORD);
            node.environment().put("NODE_PATH", peers.resolve("node_modules").toString());
            process = node.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        } catch (IOException e) {
            throw new AssertionError("Node.js with npm is needed", e);
        }
        orders = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "node-smsc");
        reader.setDaemon(true);
        reader.start();
        port = ((Number) await("listening").get("port")).intValue();
    }

    int port() {
        return port;
    }

    /** The next event of this name; what came before it is forgotten. */
    Map<String, Object> await(String name) {
        try {
            while (true) {
                Map<String, Object> event = events.poll(30, TimeUnit.SECONDS);
                if (event == null) {
                    throw new AssertionError("no " + name);
                }
                if (name.equals(event.get("event"))) {
                    return event;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** How many events of this name there are that nobody waited for. */
    long left(String name) {
        return events.stream().filter(event -> name.equals(event.get("event"))).count();
    }

    void answersId(String id) {
        answers(Map.of("do", "answer", "with", "id", "id", id));
    }

    void answersStatus(int status) {
        answers(Map.of("do", "answer", "with", "status", "status", status));
    }

    void cuts() {
        answers(Map.of("do", "answer", "with", "cut"));
    }

    void isSilent(String lateId) {
        answers(Map.of("do", "answer", "with", "nothing", "id", lateId));
    }

    private void answers(Map<String, Object> order) {
        order(order);
        await("ready");
    }

    void order(Map<String, Object> order) {
        try {
            orders.write(JSON.std.asString(order) + "\n");
            orders.flush();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                events.add(JSON.std.mapFrom(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            orders.close(); // it ends with its orders
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
