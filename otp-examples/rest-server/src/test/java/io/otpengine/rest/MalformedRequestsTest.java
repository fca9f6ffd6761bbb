package io.otpengine.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Malformed requests in numbers, {@code -Dotp.rest.malformed=N} of them (10,000 unless set), beside slow clients that hold
 * their connections: never a 5xx, everybody else is served, and nothing stays behind.
 */
class MalformedRequestsTest {
    private static final int REQUESTS = Integer.getInteger("otp.rest.malformed", 10_000);
    private static final long SEED = Long.getLong("otp.rest.seed", 20260101L);
    private static final int SLOW = 100;
    private static final long MOST_GROWTH = 24L * 1024 * 1024;
    private static final String[] PATHS = {
        "/otp",
        "/otp/x",
        "/otp/x/check",
        "/otp/x/events",
        "/application",
        "/application/default",
        "/application/default/language"
    };
    private static final String[] NAMES = {
        "number",
        "otpCode",
        "pinLength",
        "expire",
        "attempts",
        "language",
        "text",
        "via",
        "name",
        "alphanumeric",
        "applicationId"
    };

    @Test
    void areRefusedWhileOthersAreServedAndNothingStaysBehind() throws Exception {
        try (Running running = Running.server("--idle-seconds=5")) {
            Map<Integer, Integer> statuses = new TreeMap<>();
            List<Socket> slow = new ArrayList<>();
            Random random = new Random(SEED);
            requests(running, random, REQUESTS / 10, statuses);
            long before = usedAfterCollection();
            int threads = Thread.activeCount();
            for (int i = 0; i < SLOW; i++) {
                Socket socket = Wire.open(running.server.port());
                byte[] request = request(running, random);
                socket.getOutputStream().write(request, 0, request.length / 2);
                slow.add(socket);
            }
            // On connections of their own: the server may be about to close one that a client kept.
            byte[] get = head("GET", Running.PREFIX + "/application", running.client.key(), "", "");
            CountDownLatch done = new CountDownLatch(1);
            ExecutorService others = Executors.newSingleThreadExecutor();
            Future<Integer> served = others.submit(() -> {
                int calls = 0;
                while (done.getCount() > 0 || calls == 0) {
                    assertThat(Wire.exchange(running.server.port(), get)).startsWith("HTTP/1.1 200 ");
                    calls++;
                }
                return calls;
            });
            requests(running, random, REQUESTS, statuses);
            done.countDown();
            assertThat(served.get()).isPositive();
            others.shutdown();
            for (Socket socket : slow) {
                socket.close();
            }
            assertThat(statuses.keySet()).as(statuses.toString()).allMatch(status -> status < 500);
            assertThat(statuses).containsKeys(400, 401, 404, 405, 413, 415);
            assertThat(usedAfterCollection() - before).as("growth in bytes").isLessThan(MOST_GROWTH);
            assertThat(Thread.activeCount()).isLessThan(threads + 70);
            byte[] send = head("POST", Running.PREFIX + "/otp?number=%2B491701234567", running.client.key(), "", "");
            assertThat(Wire.exchange(running.server.port(), send)).startsWith("HTTP/1.1 200 ");
        }
    }

    private static void requests(Running running, Random random, int number, Map<Integer, Integer> statuses)
            throws IOException {
        for (int i = 0; i < number; i++) {
            byte[] request = request(running, random);
            String answer;
            try {
                answer = Wire.exchange(running.server.port(), request);
            } catch (IOException e) {
                // Closed on us while we still wrote: refused.
                answer = "";
            }
            // More than one answer may come to what was one request to us.
            for (int at = answer.indexOf("HTTP/1."); at >= 0; at = answer.indexOf("HTTP/1.", at + 1)) {
                if (answer.length() > at + 12 && answer.substring(at).matches("(?s)HTTP/1\\.[01] [0-9]{3} .*")) {
                    statuses.merge(Integer.parseInt(answer.substring(at + 9, at + 12)), 1, Integer::sum);
                }
            }
        }
    }

    private static byte[] request(Running running, Random random) {
        byte[] noise = new byte[random.nextInt(300)];
        random.nextBytes(noise);
        String bytes = new String(noise, StandardCharsets.ISO_8859_1);
        String path = Running.PREFIX + PATHS[random.nextInt(PATHS.length)];
        String key = running.client.key();
        String name = NAMES[random.nextInt(NAMES.length)];
        return switch (random.nextInt(10)) {
            case 0 -> noise;
            case 1 ->
                head(
                        "GET",
                        path + "?" + name + "=" + bytes.replaceAll("[\\s\\x00-\\x20\\x7f-\\xff]", "%"),
                        key,
                        "",
                        "");
            case 2 -> head("POST", path, key, "application/json", "{\"" + name + "\":" + bytes + "}");
            case 3 ->
                head("POST", path, key, "application/json", "{\"" + name + "\":[{\"x\":" + random.nextInt() + "}]}");
            case 4 -> head("POST", path, key, "application/x-www-form-urlencoded", name + "=" + bytes);
            case 5 ->
                head(
                        "POST",
                        path,
                        key,
                        "application/x-www-form-urlencoded",
                        name + "=" + "9".repeat(16_000 + random.nextInt(1000)));
            case 6 -> head("POST", path, key, bytes.replaceAll("[^a-z/;=]", ""), "x" + bytes);
            case 7 -> head("BREW", path, key, "application/json", "{}");
            case 8 ->
                head(
                        "POST",
                        path,
                        bytes.replaceAll("[^!-~]", ""),
                        "application/json",
                        "[".repeat(random.nextInt(9000)));
            default ->
                truncated(
                        head("POST", path, key, "application/json", "{\"" + name + "\":\"" + random.nextLong() + "\"}"),
                        random);
        };
    }

    private static byte[] head(String method, String path, String key, String type, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        byte[] head = (method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\napiKey: " + key
                        + (type.isEmpty() ? "" : "\r\nContent-Type: " + type)
                        + (bytes.length == 0 ? "" : "\r\nContent-Length: " + bytes.length) + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] both = java.util.Arrays.copyOf(head, head.length + bytes.length);
        System.arraycopy(bytes, 0, both, head.length, bytes.length);
        return both;
    }

    private static byte[] truncated(byte[] request, Random random) {
        return java.util.Arrays.copyOf(request, random.nextInt(request.length));
    }

    private static long usedAfterCollection() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
