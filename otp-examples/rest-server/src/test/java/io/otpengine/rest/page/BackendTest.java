package io.otpengine.rest.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackendTest {
    private static final String NUMBER = "+491701234567";

    private PageServer server;
    private Visitor visitor;

    @BeforeEach
    void start() throws Exception {
        server = PageServer.demo();
        visitor = Visitor.on(server);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void theSessionIsACookieThatScriptsAndOtherSitesNeverSee() throws Exception {
        HttpResponse<String> answer = new Visitor(server).post("/page/flow", "{}");
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                .contains("HttpOnly")
                .contains("SameSite=Strict")
                .contains("Path=/")
                .doesNotContain("Domain");
    }

    @Test
    void theIdOfAnOtpNeverLeavesTheServer() throws Exception {
        String all = visitor.send(NUMBER).toString() + visitor.state();
        String id = server.engine.findByNumber(NUMBER).get(0).id().toString();
        assertThat(all).contains("ACTIVE").doesNotContain(id);
    }

    @Test
    void aForgedOriginIsRefused() throws Exception {
        for (String origin : List.of("http://evil.example", "null", server.url() + "0", "http://127.0.0.1")) {
            HttpResponse<String> answer = visitor.with("Origin", origin).act("send", Map.of("number", NUMBER));
            assertThat(answer.statusCode()).isEqualTo(403);
        }
        assertThat(visitor.without("Origin")
                        .act("send", Map.of("number", NUMBER))
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.engine.findByNumber(NUMBER)).isEmpty();
    }

    @Test
    void whatABrowserSaysComesFromElsewhereIsRefused() throws Exception {
        for (String site : List.of("cross-site", "same-site", "none")) {
            visitor.with("Sec-Fetch-Site", site);
            assertThat(visitor.act("send", Map.of("number", NUMBER)).statusCode())
                    .isEqualTo(403);
            assertThat(visitor.get("/page/state?flow=" + visitor.flow).statusCode())
                    .isEqualTo(403);
            assertThat(visitor.get("/page/settings").statusCode()).isEqualTo(403);
            assertThat(visitor.stream().statusCode()).isEqualTo(403);
        }
    }

    @Test
    void aFormOfAnotherSiteCannotBeTakenForJson() throws Exception {
        HttpResponse<String> answer = visitor.with("Content-Type", "text/plain").act("send", Map.of("number", NUMBER));
        assertThat(answer.statusCode()).isEqualTo(415);
    }

    @Test
    void anotherSessionsTabIsLikeNone() throws Exception {
        visitor.send(NUMBER);
        Visitor other = Visitor.on(server);
        other.flow = visitor.flow;
        assertThat(other.act("verify", Map.of("code", "0000")).statusCode()).isEqualTo(401);
        assertThat(other.act("resend", Map.of()).statusCode()).isEqualTo(401);
        assertThat(other.get("/page/state?flow=" + visitor.flow).statusCode()).isEqualTo(401);
        assertThat(other.stream().statusCode()).isEqualTo(401);
        JsonNode mine = visitor.state();
        assertThat(mine.at("/otp/attemptsLeft").asInt()).isEqualTo(3);
        assertThat(mine.at("/otp/sends").asInt()).isEqualTo(1);
    }

    @Test
    void nothingWorksWithoutASession() throws Exception {
        Visitor stranger = new Visitor(server);
        stranger.flow = visitor.flow;
        assertThat(stranger.act("send", Map.of("number", NUMBER)).statusCode()).isEqualTo(401);
        assertThat(stranger.get("/page/settings").statusCode()).isEqualTo(401);
        assertThat(stranger.post("/page/preview", "{}").statusCode()).isBetween(400, 401);
    }

    @Test
    void aVisitorSeesOnlyTheirOwnMessages() throws Exception {
        Visitor other = Visitor.on(server);
        visitor.send(NUMBER);
        server.time.advance(Duration.ofSeconds(30));
        other.send(NUMBER);
        assertThat(visitor.state().at("/phone/messages")).hasSize(1);
        assertThat(other.state().at("/phone/messages")).hasSize(1);
        assertThat(visitor.state().at("/phone/messages/0/id"))
                .isNotEqualTo(other.state().at("/phone/messages/0/id"));
    }

    @Test
    void whatComesToATabsOwnNumberItSees() throws Exception {
        Visitor owner = new Visitor(server);
        String number = owner.begin().path("number").asText();
        visitor.send(number);
        assertThat(owner.state().at("/phone/messages")).hasSize(1);
        assertThat(owner.state().path("history")).isEmpty();
    }

    @Test
    void eachTabHasANumberOfItsOwn() throws Exception {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            numbers.add(visitor.begin().path("number").asText());
        }
        assertThat(numbers).doesNotHaveDuplicates().allMatch(number -> number.startsWith("+44 7700 900"));
    }

    @Test
    void aVisitorHasSixteenTabsAndTheLeastUsedOneGoes() throws Exception {
        String first = visitor.flow;
        for (int i = 0; i < 16; i++) {
            visitor.begin();
        }
        assertThat(visitor.get("/page/state?flow=" + first).statusCode()).isEqualTo(401);
        assertThat(visitor.get("/page/state?flow=" + visitor.flow).statusCode()).isEqualTo(200);
    }

    @Test
    void behindAProxyThatEndsTlsTheCookieIsForTlsAlone() throws Exception {
        Visitor secure = new Visitor(server).with("Origin", server.url().replace("http://", "https://"));
        assertThat(secure.post("/page/flow", "{}").headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(cookie -> assertThat(cookie).contains("; Secure"));
        assertThat(new Visitor(server).post("/page/flow", "{}").headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(cookie -> assertThat(cookie).doesNotContain("Secure"));
    }

    @Test
    void aVisitorHasThreeStreamsAndThenAsks() throws Exception {
        List<HttpResponse<InputStream>> streams = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            streams.add(visitor.stream());
            assertThat(streams.get(i).statusCode()).isEqualTo(200);
        }
        assertThat(visitor.stream().statusCode()).isEqualTo(429);
        assertThat(visitor.get("/page/state?flow=" + visitor.flow).statusCode()).isEqualTo(200);
        for (HttpResponse<InputStream> stream : streams) {
            stream.body().close();
        }
    }

    @Test
    void aStreamThatItsTabLeftGivesItsPlaceBack() throws Exception {
        for (int i = 0; i < 12; i++) {
            HttpResponse<InputStream> stream = visitor.stream();
            long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (stream.statusCode() == 429 && System.nanoTime() < end) {
                visitor.act("leave", Map.of());
                stream = visitor.stream();
            }
            assertThat(stream.statusCode()).isEqualTo(200);
            stream.body().close();
        }
    }

    @Test
    void aStreamBeginsWithTheStateAndGoesOnWithChanges() throws Exception {
        try (InputStream stream = visitor.stream().body()) {
            assertThat(nextState(stream)).contains("\"otp\":null");
            visitor.send(NUMBER);
            String next = nextState(stream);
            for (int more = 0; more < 5 && !next.contains("DELIVERED"); more++) {
                next = nextState(stream);
            }
            assertThat(next).contains("\"status\":\"ACTIVE\"").contains("DELIVERED");
        }
    }

    @Test
    void retryAfterTellsTheTruth() throws Exception {
        visitor.send(NUMBER);
        server.time.advance(Duration.ofMillis(10_400));
        HttpResponse<String> answer = visitor.act("send", Map.of("number", NUMBER));
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("20");
        long retryAt = Visitor.json(answer).path("retryAt").asLong();
        server.time.set(java.time.Instant.ofEpochMilli(retryAt - 1));
        assertThat(visitor.act("send", Map.of("number", NUMBER)).statusCode()).isEqualTo(429);
        server.time.set(java.time.Instant.ofEpochMilli(retryAt));
        assertThat(visitor.act("send", Map.of("number", NUMBER)).statusCode()).isEqualTo(200);
    }

    @Test
    void oneVisitorsSendsAreCountedByAddress() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(visitor.act("send", Map.of("number", NUMBER + i)).statusCode())
                    .isEqualTo(200);
        }
        HttpResponse<String> answer = Visitor.on(server).act("send", Map.of("number", "+491709999999"));
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.body()).contains("from your address");
        Visitor elsewhere = new Visitor(server).with("X-Test-Address", "192.0.2.7");
        elsewhere.begin();
        assertThat(elsewhere.act("send", Map.of("number", "+491709999999")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void allFailuresOfACheckLookAlikeApartFromTheAttemptsLeft() throws Exception {
        visitor.send(NUMBER);
        String code = visitor.state().at("/phone/messages/0/code").asText();
        String wrong = code.equals("0000") ? "1111" : "0000";
        for (int left = 2; left >= 0; left--) {
            assertChecked(visitor.act("verify", Map.of("code", wrong)), left);
        }
        assertChecked(visitor.act("verify", Map.of("code", code)), 0);
        server.time.advance(Duration.ofHours(1));
        assertChecked(visitor.act("verify", Map.of("code", code)), 0);
    }

    @Test
    void brokenBodiesAreRefusedAndChangeNothing() throws Exception {
        for (String body : List.of("", "{", "[]", "null", "\"x\"", "{\"flow\":{}}", "{} {}", "{\"other\":1}")) {
            for (String path : List.of("/page/send", "/page/verify", "/page/settings", "/page/preview")) {
                assertThat(visitor.post(path, body).statusCode())
                        .as(path + " " + body)
                        .isBetween(400, 499);
            }
        }
        assertThat(visitor.post("/page/send", "{\"flow\":\"" + "x".repeat(20_000) + "\"}")
                        .statusCode())
                .isBetween(400, 499);
    }

    @Test
    void aSessionIsForgottenWhenIdleAndAfterTwelveHours() throws Exception {
        server.time.advance(Duration.ofHours(3));
        assertThat(visitor.get("/page/state?flow=" + visitor.flow).statusCode()).isEqualTo(401);
        visitor.begin();
        for (int hours = 0; hours < 12; hours++) {
            assertThat(visitor.get("/page/state?flow=" + visitor.flow).statusCode())
                    .isEqualTo(200);
            server.time.advance(Duration.ofHours(1));
        }
        server.time.advance(Duration.ofMillis(1));
        assertThat(visitor.get("/page/state?flow=" + visitor.flow).statusCode()).isEqualTo(401);
    }

    @Test
    void everyAnswerCarriesTheHeadersThatKeepABrowserSafe() throws Exception {
        for (String path : List.of("/", "/docs", "/page/assets/app.js", "/page/settings", "/page/state")) {
            HttpResponse<String> answer = visitor.get(path);
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'")
                    .contains("script-src 'self'")
                    .contains("style-src 'self'")
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
            assertThat(answer.headers().firstValue("Cache-Control")).isPresent();
        }
    }

    @Test
    void filesAreSentOnceAndThenAskedFor() throws Exception {
        String tag = visitor.get("/page/assets/style.css")
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        HttpResponse<String> again = visitor.with("If-None-Match", tag).get("/page/assets/style.css");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void nothingButThePagesFilesCanBeAskedFor() throws Exception {
        for (String path : List.of("Page.class", "index.html", "../Page.class", "..%2FPage.class", "")) {
            assertThat(visitor.get("/page/assets/" + path).statusCode()).isBetween(400, 404);
        }
    }

    private static void assertChecked(HttpResponse<String> answer, int attemptsLeft) throws Exception {
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode checked = Visitor.json(answer);
        assertThat(checked.path("verified").asBoolean()).isFalse();
        assertThat(checked.path("attemptsLeft").asInt()).isEqualTo(attemptsLeft);
        assertThat(checked).hasSize(3);
    }

    /** One event of the stream, which ends with an empty line. */
    private static String nextState(InputStream stream) throws Exception {
        StringBuilder event = new StringBuilder();
        while (event.indexOf("\n\n") < 0) {
            int read = stream.read();
            assertThat(read).isNotNegative();
            event.append((char) read);
        }
        return new String(event.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
