package io.otpengine.rest.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;

/** The page's backend as a browser calls it, with headers of the test's own. */
final class Visitor {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final PageServer server;
    private final Map<String, String> headers = new HashMap<>();
    String cookie = "";
    String flow = "";

    Visitor(PageServer server) {
        this.server = server;
        headers.put("Origin", server.url());
        headers.put("Content-Type", "application/json");
    }

    /** A visitor who has the page open. */
    static Visitor on(PageServer server) throws Exception {
        Visitor visitor = new Visitor(server);
        visitor.begin();
        return visitor;
    }

    JsonNode begin() throws Exception {
        HttpResponse<String> answer = post("/page/flow", "{}");
        answer.headers().firstValue("Set-Cookie").ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
        JsonNode start = JSON.readTree(answer.body());
        flow = start.path("flow").asText();
        return start;
    }

    Visitor with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    Visitor without(String header) {
        headers.remove(header);
        return this;
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return CLIENT.send(
                request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(request(path).GET().build(), BodyHandlers.ofString());
    }

    HttpResponse<InputStream> stream() throws IOException, InterruptedException {
        return CLIENT.send(request("/page/stream?flow=" + flow).GET().build(), BodyHandlers.ofInputStream());
    }

    HttpResponse<String> act(String action, Map<String, String> body) throws IOException, InterruptedException {
        Map<String, String> full = new HashMap<>(body);
        full.put("flow", flow);
        return post("/page/" + action, JSON.writeValueAsString(full));
    }

    JsonNode send(String number) throws IOException, InterruptedException {
        return json(act("send", Map.of("number", number)));
    }

    JsonNode state() throws IOException, InterruptedException {
        return json(get("/page/state?flow=" + flow));
    }

    static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path));
        headers.forEach(request::header);
        return cookie.isEmpty() ? request : request.header("Cookie", cookie);
    }
}
