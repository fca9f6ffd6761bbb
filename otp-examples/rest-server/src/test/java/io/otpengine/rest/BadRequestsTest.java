package io.otpengine.rest;

import static io.otpengine.rest.Running.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a request, the answer is a 4xx in the vendor's shape that repeats nothing of it. */
class BadRequestsTest {
    private static Running running;
    private static Client client;

    @BeforeAll
    static void start() {
        running = Running.server();
        client = running.client;
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static Reply body(String type, String body) {
        return client.send(client.request("/otp").header("Content-Type", type).POST(BodyPublishers.ofString(body)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain | number=1 | 415 9034",
                "application/xml | <a/> | 415 9034",
                "multipart/form-data; boundary=x | --x | 415 9034",
                "application/json; charset=utf-16 | {} | 415 9034",
                "application/json; charset=klingon | {} | 415 9034",
                "application/json; charset=utf-8-x | {} | 415 9034",
                "application/json; charset=a b | {} | 415 9034",
                "application/json; charset=@@\" | {} | 415 9034",
                "application/json; charset=\"UTF-8\"; x=y | {} | 400 9001",
                "nonsense | {} | 415 9034",
                "application/json | { | 400 9013",
                "application/json | [] | 400 9013",
                "application/json | null | 400 9013",
                "application/json | {} {} | 400 9013",
                "application/json | {\"number\":1,\"number\":1} | 400 9013",
                "application/json | {\"number\":[1]} | 400 9004",
                "application/json | {\"number\":{}} | 400 9004",
                "application/json | {\"number\":null} | 400 9001",
                "application/x-www-form-urlencoded | number=%zz | 400 9013",
                "application/x-www-form-urlencoded | number=%ff | 400 9013",
                "application/x-www-form-urlencoded | number=% | 400 9013",
                "application/x-www-form-urlencoded | number=%00 | 400 9004",
                "application/x-www-form-urlencoded | =&&=x&number | 400 9001"
            })
    void aBodyThatCannotBeRead(String type, String body, String error) {
        assertThat(body(type, body).error()).isEqualTo(error);
    }

    @Test
    void bytesThatAreNotUtf8AreNotReplacedButRefused() {
        byte[] latin =
                "{\"number\":\"+491701234567\",\"referenceId\":\"\u00e4\"}".getBytes(StandardCharsets.ISO_8859_1);
        var request = client.request("/otp")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(latin));
        assertThat(client.send(request).error()).isEqualTo("400 9013");
    }

    @Test
    void aBodyWithoutAKindIsRefusedAndAnEmptyOneIsNone() {
        var untyped = client.request("/otp?number=%2B491701234567").POST(BodyPublishers.ofString("x"));
        assertThat(client.send(untyped).error()).isEqualTo("415 9034");
        assertThat(body("text/plain", "").error()).isEqualTo("400 9001");
    }

    @Test
    void sixteenKibibytesAreReadAndNotOneMore() {
        String prefix = "number=%2B491701234567&x=";
        String most = prefix + "x".repeat(16 * 1024 - prefix.length());
        assertThat(body("application/x-www-form-urlencoded", most).status()).isEqualTo(200);
        assertThat(body("application/x-www-form-urlencoded", most + "x").error())
                .isEqualTo("413 9033");
        var chunked = client.request("/otp")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(new byte[20_000])));
        assertThat(client.send(chunked).error()).isEqualTo("413 9033");
        assertThat(body("application/json", "x".repeat(10_000_000)).error()).isEqualTo("413 9033");
    }

    @Test
    void headersAndAddressesHaveBounds() {
        assertThat(client.send(client.request("/otp").header("x", "y".repeat(9000)))
                        .error())
                .isEqualTo("431 9033");
        assertThat(client.get("/otp?x=" + "y".repeat(9000)).error()).isEqualTo("414 9033");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nothing", "/otp/x/y", "/otp/x/check/z", "/../../etc/passwd", "/application/x/y"})
    void anUnknownPath(String path) {
        assertThat(client.get(path).error()).isEqualTo("404 9030");
    }

    @ParameterizedTest
    @CsvSource({"PUT,/otp", "PATCH,/application/x", "GET,/otp/x/check", "DELETE,/otp", "TRACE,/otp"})
    void aMethodThePathDoesNotKnow(String method, String path) {
        assertThat(client.call(Client.Way.QUERY, method, path).error()).isEqualTo("405 9031");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET /\u0000 HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                "POST /2fa/v1/otp HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\nx",
                "POST /2fa/v1/otp HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nxxxxx",
                "GET /2fa/v1/otp/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            })
    void whatIsNotEvenHttp(String bytes) throws Exception {
        String answer = Wire.exchange(running.server.port(), bytes.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(answer).matches("(?s)HTTP/1\\.[01] 4\\d\\d .*");
        assertThat(answer).contains("\"message\"", "\"code\"", "\"timestamp\"").doesNotContainIgnoringCase("jetty");
    }

    @Test
    void aBodyThatNeverComesIsATimeoutAndLeavesNothing() throws Exception {
        try (Running impatient = Running.server("--idle-seconds=1");
                Socket socket = Wire.open(impatient.server.port())) {
            String head = "POST /2fa/v1/otp HTTP/1.1\r\nHost: x\r\napiKey: " + impatient.client.key()
                    + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\n"
                    + "number=%2B33712345678";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 408 ").contains("\"code\":\"9032\"");
            assertThat(impatient.client.get("/otp", "number", "+33712345678").status())
                    .isEqualTo(204);
        }
    }

    @Test
    void anErrorRepeatsNothingOfTheRequest() {
        for (String canary : new String[] {"Canary-0815", "+4917canary", "<script>canary"}) {
            for (String name :
                    new String[] {"number", "country", "via", "language", "otpCode", "pinLength", "applicationId"}) {
                Reply reply = name.equals("number")
                        ? client.post("/otp", name, canary)
                        : client.post("/otp", "number", NUMBER, name, canary);
                assertThat(reply.error()).startsWith("400 ");
                assertThat(reply.body()).doesNotContainIgnoringCase("canary");
            }
            assertThat(client.get("/" + Client.form("x", canary)).body()).doesNotContainIgnoringCase("canary");
        }
    }
}
