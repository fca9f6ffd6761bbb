package io.otpengine.rest.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.otpengine.rest.Server;
import io.otpengine.rest.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole server behind a proxy: visitors of the page are limited by the address that it vouches for. */
class TrustedProxyTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private Path data;

    private Server start(String... flags) {
        List<String> all = new ArrayList<>(List.of(
                "--port=0",
                "--data=" + data,
                "--database-url=memory",
                "--number-quotas=none",
                "--subject-quotas=1/1h"));
        all.addAll(List.of(flags));
        return Server.start(Settings.of(all.toArray(String[]::new)));
    }

    private static HttpResponse<String> post(Server server, String path, String from, String cookie, String body)
            throws Exception {
        String root = "http://127.0.0.1:" + server.port();
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(root + path))
                        .header("Origin", root)
                        .header("Content-Type", "application/json")
                        .header("X-Forwarded-For", from)
                        .header("Cookie", cookie)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** A new visitor's first send. */
    private static int sendFrom(Server server, String from) throws Exception {
        HttpResponse<String> start = post(server, "/page/flow", from, "none=", "{}");
        String cookie = start.headers().firstValue("Set-Cookie").orElseThrow();
        String flow = new ObjectMapper().readTree(start.body()).path("flow").asText();
        return post(
                        server,
                        "/page/send",
                        from,
                        cookie.substring(0, cookie.indexOf(';')),
                        "{\"flow\":\"" + flow + "\",\"number\":\"+491701234567\"}")
                .statusCode();
    }

    @Test
    void aVisitorIsWhoATrustedProxySaysWhateverTheyClaimThemselves() throws Exception {
        try (Server server = start("--trusted-proxies=127.0.0.1")) {
            assertThat(sendFrom(server, "203.0.113.1")).isEqualTo(200);
            assertThat(sendFrom(server, "203.0.113.1")).isEqualTo(429);
            assertThat(sendFrom(server, "198.51.100.7, 203.0.113.1")).isEqualTo(429);
            assertThat(sendFrom(server, "203.0.113.2")).isEqualTo(200);
        }
    }

    @Test
    void nobodyElseIsBelieved() throws Exception {
        try (Server server = start("--trusted-proxies=10.0.0.0/8")) {
            assertThat(sendFrom(server, "203.0.113.1")).isEqualTo(200);
            assertThat(sendFrom(server, "203.0.113.2")).isEqualTo(429);
        }
    }
}
