package io.otpengine.rest;

import static io.otpengine.rest.Running.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.rest.accounts.ApiKey;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountsTest {
    private final String url = "jdbc:h2:mem:" + UUID.randomUUID();
    private Running running;
    private Client client;

    @BeforeEach
    void start() {
        running = Running.on(url);
        client = running.client;
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void theKeyIsAHeaderInAnyCaseOrAParameterOfTheQuery() {
        Client bare = client.with("");
        for (String name : List.of("apiKey", "apikey", "APIKEY")) {
            assertThat(bare.send(bare.request("/application").header(name, client.key()))
                            .status())
                    .isEqualTo(200);
        }
        assertThat(bare.get("/application", "apiKey", client.key()).status()).isEqualTo(200);
        assertThat(bare.post("/otp", "number", NUMBER, "apiKey", client.key()).status())
                .isEqualTo(200);
        assertThat(bare.send(bare.request("/application?x=1&apikey=" + client.key()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void withoutAValidKeyEverythingIsUnauthorized() {
        for (String key :
                List.of("", "nonsense", client.key() + "x", client.key().substring(1), "x".repeat(4000))) {
            Client stranger = client.with(key);
            assertThat(stranger.post("/otp", "number", "nonsense").error()).isEqualTo("401 9020");
            assertThat(stranger.get("/otp/x").error()).isEqualTo("401 9020");
            assertThat(stranger.delete("/application/default").error()).isEqualTo("401 9020");
        }
        // A wrong header is not made up for by the query.
        assertThat(client.with("nonsense")
                        .get("/application", "apiKey", client.key())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aHeadIsAnsweredAsItsGetIs() {
        String otp = running.send();
        for (String path : List.of("/otp/" + otp, "/application/default", "/application")) {
            assertThat(client.with("").call(Client.Way.QUERY, "HEAD", path).status())
                    .isEqualTo(401);
            Reply head = client.call(Client.Way.QUERY, "HEAD", path);
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
        }
        assertThat(client.call(Client.Way.QUERY, "HEAD", "/otp/none").status()).isEqualTo(404);
    }

    @Test
    void aKeyInTheBodyIsNone() {
        Client bare = client.with("");
        assertThat(bare.send(bare.request("/otp")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("apiKey=" + client.key())))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void nothingOfOneAccountIsVisibleToAnother() {
        String otp = running.send();
        String application = client.post("/application").text("applicationId");
        Client other = client.with(running.server.apiKeys().create("other", ""));
        for (Reply reply : List.of(
                other.get("/otp/" + otp),
                other.post("/otp/" + otp),
                other.delete("/otp/" + otp),
                other.post("/otp/" + otp + "/check", "otpCode", running.code()),
                other.get("/otp/" + otp + "/events"),
                other.get("/application/" + application),
                other.post("/application/" + application, "name", "mine"),
                other.delete("/application/" + application),
                other.post("/application/" + application + "/language", "language", "de", "text", "{{OTP}}"))) {
            assertThat(reply.error()).isEqualTo("404 9030");
        }
        assertThat(other.get("/otp", "number", NUMBER).status()).isEqualTo(204);
        assertThat(other.get("/application").json()).hasSize(1);
        assertThat(other.post("/otp", "number", NUMBER, "applicationId", application)
                        .error())
                .isEqualTo("400 9010");
        assertThat(client.get("/otp/" + otp).text("attemptCount")).isEqualTo("0");
    }

    @Test
    void anAccountHasSeveralKeysAndEachCanBeRevoked() {
        Client second = client.with(running.server.apiKeys().create("acme", "second"));
        String id = running.send();
        assertThat(second.get("/otp/" + id).status()).isEqualTo(200);
        ApiKey key = running.server.apiKeys().list().stream()
                .filter(k -> k.name().equals("second"))
                .findFirst()
                .orElseThrow();
        assertThat(running.server.apiKeys().revoke(key.id())).isTrue();
        assertThat(running.server.apiKeys().revoke(key.id())).isFalse();
        assertThat(second.get("/otp/" + id).status()).isEqualTo(401);
        assertThat(client.get("/otp/" + id).status()).isEqualTo(200);
    }

    @Test
    void theTableHasNoKey() throws Exception {
        StringBuilder table = new StringBuilder();
        try (Connection connection = DriverManager.getConnection(url);
                ResultSet rows = connection.createStatement().executeQuery("SELECT * FROM otp_api_key")) {
            while (rows.next()) {
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    table.append(rows.getString(column)).append('\n');
                }
            }
        }
        assertThat(table.toString()).contains("acme").doesNotContain(client.key());
    }
}
