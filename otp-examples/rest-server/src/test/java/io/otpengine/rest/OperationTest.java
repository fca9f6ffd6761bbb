package io.otpengine.rest;

import static io.otpengine.rest.Running.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator sees. */
class OperationTest {
    @Test
    void metricsCountOutcomesRequestsAndConnections() {
        try (Running running = Running.server("--number-quotas=1/1h")) {
            String id = running.send();
            running.client.post("/otp", "number", NUMBER);
            running.client.post("/otp/" + id + "/check", "otpCode", running.wrongCode());
            String metrics = new Client(running.root(), "").get("/metrics").body();
            assertThat(metrics)
                    .contains("otp_events_total{channel=\"sms\",type=\"check_fail\"} 1.0")
                    .contains("otp_refused_total{reason=\"throttled_number\"} 1.0")
                    .contains("http_server_requests_seconds_count{method=\"POST\",route=\"/2fa/v1/otp\",status=\"429\"}"
                            + " 1")
                    .contains("hikaricp_connections_active", "jvm_memory_used_bytes")
                    .doesNotContain("acme");
        }
    }

    @Test
    void methodsThatAClientMakesUpAreOneInTheMetrics() throws Exception {
        try (Running running = Running.server()) {
            for (String method : List.of("CANARYA", "CANARYB")) {
                for (String path : List.of("/2fa/v1/otp", "/none")) {
                    String request = method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
                    assertThat(Wire.exchange(running.server.port(), request.getBytes(StandardCharsets.US_ASCII)))
                            .startsWith("HTTP/1.1 4");
                }
            }
            assertThat(new Client(running.root(), "").get("/metrics").body())
                    .doesNotContain("CANARY")
                    .contains("method=\"OTHER\"");
        }
    }

    @Test
    void aThrottledSendSaysWhenToTryAgain() {
        try (Running running = Running.server("--number-quotas=1/30s")) {
            running.send();
            Reply throttled = running.client.post("/otp", "number", NUMBER);
            assertThat(throttled.error()).isEqualTo("429 9024");
            assertThat(throttled.headers().firstValueAsLong("Retry-After")).hasValue(30);
        }
    }

    @Test
    void aSubjectIsThrottledWhateverTheNumber() {
        try (Running running = Running.server("--subject-quotas=1/1h")) {
            assertThat(running.client
                            .post("/otp", "number", NUMBER, "subject", "session 7")
                            .status())
                    .isEqualTo(200);
            Reply throttled = running.client.post("/otp", "number", "+33612345678", "subject", "session 7");
            assertThat(throttled.error()).isEqualTo("429 9024");
            assertThat(running.client
                            .post("/otp", "number", "+33612345678", "subject", "session 8")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aResendIsThrottledPerSubjectToo() {
        try (Running running = Running.server("--subject-quotas=1/1h")) {
            String id = running.send();
            assertThat(running.client.post("/otp/" + id, "subject", "session 7").status())
                    .isEqualTo(200);
            assertThat(running.client.post("/otp/" + id, "subject", "session 7").error())
                    .isEqualTo("429 9024");
            assertThat(running.client.post("/otp/" + id, "subject", "session 8").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void theLeastThatIsAllowedIsTaken() {
        try (Running running = Running.server()) {
            Reply least = running.client.post("/application", "pinLength", "4", "attempts", "1", "expire", "30");
            assertThat(least.status()).isEqualTo(200);
            Reply sent = running.client.post(
                    "/otp", "number", NUMBER, "applicationId", least.text("applicationId"), "pinLength", "4");
            String check = "/otp/" + sent.text("otpId") + "/check";
            running.time.advance(Duration.ofSeconds(30).minusMillis(1));
            assertThat(running.client.post(check, "otpCode", running.code()).status())
                    .isEqualTo(202);
        }
    }

    @Test
    void withoutItsDatabaseItIsUnavailableAndComesBack() throws Exception {
        Path data = Running.scratch();
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setDataDirectory(data.resolve("pg"))
                .setCleanDataDirectory(false)
                .setPGStartupWait(Duration.ofMinutes(3))
                .start();
        int port = postgres.getPort();
        try (Running running =
                Running.on("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "--database-user=postgres")) {
            String id = running.send();
            String code = running.code();
            Client root = new Client(running.root(), "");
            assertThat(root.get("/health/ready").status()).isEqualTo(200);
            postgres.close();
            assertThat(root.get("/health/live").status()).isEqualTo(200);
            assertThat(root.get("/health/ready").status()).isEqualTo(503);
            for (Reply reply : List.of(
                    running.client.post("/otp/" + id + "/check", "otpCode", code),
                    running.client.post("/otp", "number", NUMBER),
                    running.client.get("/application/default"))) {
                assertThat(reply.error()).isEqualTo("503 9041");
                assertThat(reply.body()).doesNotContainIgnoringCase("sql").doesNotContain("postgres", "127.0.0.1");
            }
            try (EmbeddedPostgres again = EmbeddedPostgres.builder()
                    .setDataDirectory(data.resolve("pg"))
                    .setCleanDataDirectory(false)
                    .setPGStartupWait(Duration.ofMinutes(3))
                    .setPort(port)
                    .start()) {
                awaitReady(root);
                assertThat(running.client
                                .post("/otp/" + id + "/check", "otpCode", code)
                                .status())
                        .isEqualTo(202);
            }
        }
    }

    /** The pool tries again every five seconds, and a request waits for three. */
    private static void awaitReady(Client client) {
        for (int asked = 1; client.get("/health/ready").status() != 200; asked++) {
            assertThat(asked).isLessThan(10);
        }
    }

    @Test
    void aStoppedProcessLetsItsRequestsFinish() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dlogback.configurationFile=logback.xml",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.otpengine.rest.Main",
                        "--port=0",
                        "--data=" + Running.scratch(),
                        "--database-url=" + Postgres.database(),
                        "--database-user=postgres")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String url = out.readLine();
            while (!url.startsWith("http")) {
                url = out.readLine();
            }
            String line = out.readLine();
            String key = line.substring(line.lastIndexOf(' ') + 1);
            int port = Integer.parseInt(url.replaceAll(".*:([0-9]+)/", "$1"));
            try (Socket socket = Wire.open(port)) {
                String body = "number=%2B491701234567";
                String head = "POST /2fa/v1/otp HTTP/1.1\r\nHost: x\r\napiKey: " + key
                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length()
                        + "\r\nExpect: 100-continue\r\n\r\n";
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                BufferedReader answer =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                // The server asks for the body: the request runs.
                assertThat(answer.readLine()).contains(" 100 ");
                assertThat(answer.readLine()).isEmpty();
                process.destroy();
                awaitRefusal(port);
                socket.getOutputStream().write(body.getBytes(StandardCharsets.US_ASCII));
                assertThat(answer.readLine()).contains(" 200 ");
                assertThat(answer.lines().toList()).anyMatch(l -> l.contains("\"otpStatus\":\"ACTIVE\""));
            }
            assertThat(process.waitFor()).isEqualTo(143);
        } finally {
            process.destroyForcibly();
        }
    }

    /** The signal has arrived when nobody new is let in. */
    private static void awaitRefusal(int port) {
        while (true) {
            try (Socket socket = Wire.open(port)) {
                socket.getOutputStream()
                        .write("GET /health/ready HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (!answer.startsWith("HTTP/1.1 200")) {
                    return;
                }
            } catch (java.io.IOException e) {
                return;
            }
        }
    }
}
