package io.otpengine.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A provider on this machine gets the message and reports about it. */
class ReceiptsTest {
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private volatile int status = 202;
    private HttpServer provider;
    private Server server;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/", exchange -> {
            messages.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] answer = "{\"requestId\":\"m-1\",\"status\":\"ACCEPTED\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        provider.start();
        server = Server.start(Settings.of(
                Map.of("OTP_PROVIDER_SECRET", "tyntec-secret"),
                "--port=0",
                "--data=" + Running.scratch(),
                "--database-url=jdbc:h2:mem:" + UUID.randomUUID(),
                "--number-quotas=none",
                "--provider=tyntec",
                "--provider-url=http://127.0.0.1:" + provider.getAddress().getPort(),
                "--public-url=https://otp.example"));
        client = new Client(
                "http://127.0.0.1:" + server.port() + "/2fa/v1",
                server.apiKeys().create("acme", ""));
    }

    @AfterEach
    void stop() {
        server.close();
        provider.stop(0);
    }

    private Reply receipt(String path, String body) {
        Client root = new Client("http://127.0.0.1:" + server.port(), "");
        return root.send(
                root.request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    @Test
    void aReceiptBecomesAnEventAndNothingElse() throws Exception {
        Reply sent = client.post("/otp", "number", Running.NUMBER);
        assertThat(sent.status()).isEqualTo(200);
        String message = messages.take();
        assertThat(message).contains("https://otp.example/receipts/tyntec");
        String reference = new ObjectMapper()
                .readTree(message)
                .findValuesAsText("reference")
                .get(0);
        String report = "{\"reference\":\"" + reference + "\",\"status\":\"DELIVERED\"}";
        assertThat(receipt("/receipts/tyntec", report).status()).isEqualTo(200);
        Reply events = client.get("/otp/" + sent.text("otpId") + "/events");
        assertThat(events.json().findValuesAsText("type")).contains("DELIVER_OTP_RES_OK", "DELIVERED");
        assertThat(client.get("/otp/" + sent.text("otpId")).body()).isEqualTo(sent.body());
    }

    @Test
    void aFailedDeliveryIsAnActiveOtpWithAnEventThatTells() {
        provider.stop(0);
        Reply sent = client.post("/otp", "number", Running.NUMBER);
        assertThat(sent.status()).isEqualTo(200);
        assertThat(sent.text("otpStatus")).isEqualTo("ACTIVE");
        Reply events = client.get("/otp/" + sent.text("otpId") + "/events");
        assertThat(events.json().get(2).get("type").asText()).isEqualTo("DELIVER_OTP_RES_FAIL");
        assertThat(events.json().get(2).get("status").asText()).isEqualTo("failed");
    }

    @Test
    void whatWasNotDeliveredCanBeSentAgain() throws Exception {
        status = 400;
        Reply sent = client.post("/otp", "number", Running.NUMBER);
        messages.take();
        status = 202;
        Reply again = client.post("/otp/" + sent.text("otpId"));
        assertThat(again.status()).as(again.toString()).isEqualTo(200);
        messages.take();
        Reply events = client.get("/otp/" + sent.text("otpId") + "/events");
        assertThat(events.json().findValuesAsText("type"))
                .containsSubsequence("DELIVER_OTP_RES_FAIL", "DELIVER_OTP_RES_OK");
    }

    @Test
    void aReceiptForNobodyIsAnsweredAlikeAndNonsenseIsRefused() {
        String unknown = "{\"reference\":\"" + "x".repeat(39) + "\",\"status\":\"DELIVERED\"}";
        assertThat(receipt("/receipts/tyntec", unknown).status()).isEqualTo(200);
        assertThat(receipt("/receipts/tyntec", "nonsense").status()).isEqualTo(400);
        assertThat(receipt("/receipts/twilio", unknown).error()).isEqualTo("404 9030");
        assertThat(receipt("/receipts/tyntec", "x".repeat(70_000)).error()).isEqualTo("413 9033");
    }

    @Test
    void withARealProviderThereIsNoSimulatedPhone() {
        assertThat(server.phone()).isEmpty();
    }
}
