package io.otpengine.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.testkit.ManualTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The two examples on the page of tyntec's API, at their moment, for their number; ids alone are the server's own. */
class TyntecExamplesTest {
    private static final String FIELDS = """
        "number":"+4989202451100","attemptCount":%d,"otpStatus":"%s","expire":1499677361834,"created":1499677061834,\
        "timestampCreated":"2017-07-10T08:57:41.834Z","timestampExpire":"2017-07-10T09:02:41.834Z\"\
        """;

    private final ManualTime time = new ManualTime(Instant.ofEpochMilli(1499677061834L));
    private Server server;
    private Client client;

    @BeforeEach
    void start() {
        server = Server.start(
                Settings.of(
                        "--port=0",
                        "--data=" + Running.scratch(),
                        "--database-url=jdbc:h2:mem:examples;DB_CLOSE_DELAY=0",
                        "--tyntec-entities=true",
                        "--page=false"),
                time);
        client = new Client(
                "http://127.0.0.1:" + server.port() + "/2fa/v1",
                server.apiKeys().create("yourAccountId", ""));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void sendsAndChecksToTheLetter() {
        Reply sent = client.post("/otp", "number", "+4989202451100");
        assertThat(sent.status()).isEqualTo(200);
        assertThat(sent.headers().firstValue("Content-Type")).hasValue("application/json");
        String ids = "{\"accountId\":\"yourAccountId\",\"applicationId\":\"" + sent.text("applicationId")
                + "\",\"otpId\":\"" + sent.text("otpId") + "\",";
        assertThat(sent.body()).isEqualTo(ids + FIELDS.formatted(0, "ACTIVE") + "}");

        String code =
                server.phone().orElseThrow().messages("+4989202451100").get(0).code();
        Reply checked = client.post("/otp/" + sent.text("otpId") + "/check", "otpCode", code);
        assertThat(checked.status()).isEqualTo(202);
        assertThat(checked.body()).isEqualTo(ids + FIELDS.formatted(1, "VERIFIED") + "}");
    }

    @Test
    void theDefaultApplicationHasAnIdOfVersion3AsInTheExample() {
        assertThat(client.get("/application/default").text("applicationId")).matches(".{14}3.*");
    }
}
