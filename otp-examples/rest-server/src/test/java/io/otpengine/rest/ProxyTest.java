package io.otpengine.rest;

import static io.otpengine.rest.Running.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.rest.Client.Way;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every operation, with its success and its failures, through a proxy that validates requests and answers: against the
 * vendor's description with everything in the query and the key in a header, against our own in every way. Another
 * description of the vendor's API is tried with {@code -Dotp.rest.description=FILE}.
 */
class ProxyTest {
    private static final String VIOLATION = "prism/errors";
    private static final String NOBODY = "00000000-0000-4000-8000-000000000000";

    private Running running;

    @BeforeEach
    void start() {
        running = Running.server("--subject-quotas=1/1h");
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void theVendorsDescriptionHolds() throws Exception {
        Path slim = Path.of(Objects.requireNonNull(getClass().getResource("/tyntec-2fa-v1.yaml"))
                .toURI());
        String other = System.getProperty("otp.rest.description");
        try (Proxy proxy = Proxy.of(other == null ? slim : Path.of(other), running.root())) {
            Client client = new Client(proxy.url() + Running.PREFIX, running.client.key());
            everyOperation(client, Way.QUERY);
            if (other == null) {
                is(204, client.get("/otp", "number", "+33612345678"));
            }
            // The proxy does refuse.
            assertThat(client.post("/otp").body()).contains(VIOLATION);
            assertThat(client.post("/application/default", "pinLength", "four").body())
                    .contains(VIOLATION);
            assertThat(client.with("").get("/application").status()).isEqualTo(401);
        }
    }

    @Test
    void ourOwnDescriptionHoldsInEveryWay() throws Exception {
        Path description = Running.scratch().resolve("openapi.json");
        Files.writeString(
                description, new Client(running.root(), "").get("/openapi.json").body());
        try (Proxy proxy = Proxy.of(description, running.root())) {
            Client client = new Client(proxy.url() + Running.PREFIX, running.client.key());
            for (Way way : Way.values()) {
                everyOperation(client, way);
            }
            Reply throttled = null;
            for (int i = 0; i < 2; i++) {
                throttled = client.post("/otp", "number", NUMBER, "subject", "somebody");
            }
            assertThat(throttled.status()).isEqualTo(429);
            assertThat(throttled.headers().firstValueAsLong("Retry-After")).hasValue(3600);
            Client root = new Client(proxy.url(), "");
            for (String path : List.of("/health/live", "/health/ready", "/metrics", "/openapi.json")) {
                is(200, root.get(path));
            }
            is(204, client.get("/otp", "number", "+33612345678"));
            is(401, client.with("nonsense").get("/application"));
        }
    }

    private void everyOperation(Client client, Way way) {
        is(200, client.get("/application"));
        is(200, client.call(way, "POST", "/application", "name", "Shop", "caller", "4930123"));
        Reply created = client.post("/application");
        is(200, created);
        String application = "/application/" + created.text("applicationId");
        is(200, client.get(application));
        is(200, client.call(way, "POST", application, "pinLength", "6", "alphaNumeric", "true", "expire", "60"));
        is(400, client.call(way, "POST", application, "pinLength", "3"));
        is(
                200,
                client.call(
                        way, "POST", application + "/language", "language", "de", "text", "{{OTP}}", "channel", "SMS"));
        is(400, client.call(way, "POST", application + "/language", "language", "de", "text", "nothing"));
        is(200, client.call(way, "DELETE", application + "/language", "language", "de", "channel", "SMS"));
        is(404, client.call(way, "DELETE", application + "/language", "language", "de"));
        is(200, client.delete(application));
        is(404, client.delete(application));
        is(404, client.get(application));
        is(404, client.post(application));

        Reply sent = client.call(way, "POST", "/otp", "number", NUMBER, "referenceId", "7", "pinLength", "5");
        is(200, sent);
        is(400, client.call(way, "POST", "/otp", "number", "nobody"));
        is(200, client.get("/otp", "number", NUMBER));
        is(400, client.get("/otp", "number", "nobody"));
        String otp = "/otp/" + sent.text("otpId");
        is(200, client.get(otp));
        is(404, client.get("/otp/" + NOBODY));
        is(200, client.call(way, "POST", otp, "via", "VOICE"));
        is(404, client.post("/otp/" + NOBODY));
        is(401, client.call(way, "POST", otp + "/check", "otpCode", running.wrongCode()));
        is(202, client.call(way, "POST", otp + "/check", "otpCode", running.code()));
        is(410, client.call(way, "POST", otp + "/check", "otpCode", running.code()));
        is(401, client.post(otp));
        is(404, client.call(way, "POST", "/otp/" + NOBODY + "/check", "otpCode", "1234"));
        is(200, client.get(otp + "/events"));
        is(404, client.get("/otp/" + NOBODY + "/events"));
        is(200, client.delete(otp));
        is(404, client.delete(otp));

        String exhausted = "/otp/" + running.send();
        for (int i = 0; i < 2; i++) {
            client.post(exhausted + "/check", "otpCode", running.wrongCode());
        }
        is(403, client.call(way, "POST", exhausted + "/check", "otpCode", running.wrongCode()));
        running.time.advance(Duration.ofMinutes(10));
    }

    private static void is(int status, Reply reply) {
        assertThat(reply.body()).doesNotContain(VIOLATION);
        assertThat(reply.headers().map()).doesNotContainKey("sl-violations");
        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
    }
}
