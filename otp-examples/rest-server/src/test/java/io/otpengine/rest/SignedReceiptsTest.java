package io.otpengine.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Providers sign the address that the world knows, while the server is called at another. */
class SignedReceiptsTest {
    private static final String SECRET = "a-secret-of-the-account";
    private static final String RECEIPT_SECRET = "a-secret-of-the-receipts";

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private volatile String answer = "";
    private HttpServer provider;

    @BeforeEach
    void start() throws Exception {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/", exchange -> {
            messages.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        provider.start();
    }

    @AfterEach
    void stop() {
        provider.stop(0);
    }

    private Server server(String name, String account) {
        return Server.start(Settings.of(
                Map.of("OTP_PROVIDER_SECRET", SECRET, "OTP_RECEIPT_SECRET", RECEIPT_SECRET),
                "--port=0",
                "--page=false",
                "--data=" + Running.scratch(),
                "--database-url=jdbc:h2:mem:" + UUID.randomUUID(),
                "--provider=" + name,
                "--provider-account=" + account,
                "--provider-url=http://127.0.0.1:" + provider.getAddress().getPort(),
                "--public-url=https://otp.example/"));
    }

    private static Client client(Server server) {
        return new Client(
                "http://127.0.0.1:" + server.port() + "/2fa/v1",
                server.apiKeys().create("acme", ""));
    }

    private static Reply receipt(Server server, String path, String signature, String form) {
        Client root = new Client("http://127.0.0.1:" + server.port(), "");
        return root.send(root.request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", signature)
                .POST(BodyPublishers.ofString(form)));
    }

    private static boolean isDelivered(Client client, Reply sent) {
        return client.get("/otp/" + sent.text("otpId") + "/events")
                .json()
                .findValuesAsText("type")
                .contains("DELIVERED");
    }

    private static Map<String, String> fields(String form) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : form.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return fields;
    }

    private static byte[] hmac(String algorithm, String secret, String text) throws Exception {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String twilioSignature(String signed) throws Exception {
        return Base64.getEncoder().encodeToString(hmac("HmacSHA1", SECRET, signed));
    }

    @Test
    void twiliosSignatureCoversThePublicAddress() throws Exception {
        answer = "{\"sid\":\"SM" + "0".repeat(32) + "\",\"status\":\"queued\"}";
        try (Server server = server("twilio", "AC" + "0".repeat(32))) {
            Client client = client(server);
            Reply sent = client.post("/otp", "number", Running.NUMBER);
            String callback = fields(messages.take()).get("StatusCallback");
            assertThat(callback).startsWith("https://otp.example/receipts/twilio?");
            URI address = URI.create(callback);
            String path = address.getRawPath() + "?" + address.getRawQuery();
            String form = "MessageStatus=delivered";
            String local = "http://127.0.0.1:" + server.port() + path;
            for (String wrong : new String[] {twilioSignature(local + "MessageStatusdelivered"), "none"}) {
                assertThat(receipt(server, path, wrong, form).status()).isEqualTo(401);
            }
            assertThat(isDelivered(client, sent)).isFalse();
            String right = twilioSignature(callback + "MessageStatusdelivered");
            assertThat(receipt(server, path, right, form).status()).isEqualTo(200);
            assertThat(isDelivered(client, sent)).isTrue();
        }
    }

    @Test
    void vonagesSignatureIsInItsFields() throws Exception {
        answer = "{\"message-count\":\"1\",\"messages\":[{\"status\":\"0\",\"message-id\":\"m-1\",\"to\":\"1\"}]}";
        try (Server server = server("vonage", "abcd1234")) {
            Client client = client(server);
            Reply sent = client.post("/otp", "number", Running.NUMBER);
            Map<String, String> message = fields(messages.take());
            assertThat(message).containsEntry("callback", "https://otp.example/receipts/vonage");
            Map<String, String> report = new TreeMap<>(Map.of(
                    "client-ref",
                    message.get("client-ref"),
                    "status",
                    "delivered",
                    "timestamp",
                    Long.toString(Instant.now().getEpochSecond())));
            StringBuilder signed = new StringBuilder();
            report.forEach(
                    (name, value) -> signed.append('&').append(name).append('=').append(value));
            String form = signed.substring(1);
            String path = "/receipts/vonage";
            assertThat(receipt(server, path, "none", form).status()).isEqualTo(401);
            assertThat(isDelivered(client, sent)).isFalse();
            String signature = HexFormat.of().formatHex(hmac("HmacSHA256", RECEIPT_SECRET, signed.toString()));
            assertThat(receipt(server, path, "none", form + "&sig=" + signature).status())
                    .isEqualTo(200);
            assertThat(isDelivered(client, sent)).isTrue();
        }
    }
}
