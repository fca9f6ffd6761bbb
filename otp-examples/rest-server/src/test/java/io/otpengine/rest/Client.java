package io.otpengine.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Calls the API as its clients do. */
record Client(String base, String key) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where parameters go. */
    enum Way {
        QUERY,
        FORM,
        JSON
    }

    Client with(String otherKey) {
        return new Client(base, otherKey);
    }

    Reply get(String path, String... parameters) {
        return call(Way.QUERY, "GET", path, parameters);
    }

    Reply post(String path, String... parameters) {
        return call(Way.QUERY, "POST", path, parameters);
    }

    Reply delete(String path, String... parameters) {
        return call(Way.QUERY, "DELETE", path, parameters);
    }

    Reply call(Way way, String method, String path, String... parameters) {
        return switch (way) {
            case QUERY ->
                send(request(path + (parameters.length == 0 ? "" : "?" + form(parameters)))
                        .method(method, BodyPublishers.noBody()));
            case FORM ->
                send(request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .method(method, BodyPublishers.ofString(form(parameters))));
            case JSON ->
                send(request(path)
                        .header("Content-Type", "application/json;charset=utf-8")
                        .method(method, BodyPublishers.ofString(json(parameters))));
        };
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofMinutes(1));
        return key.isEmpty() ? request : request.header("apiKey", key);
    }

    Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static String form(String... parameters) {
        return pairs(parameters).entrySet().stream()
                .map(pair -> pair.getKey() + "=" + URLEncoder.encode(pair.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String json(String... parameters) {
        try {
            return JSON.writeValueAsString(typed(pairs(parameters)));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Object> typed(Map<String, String> pairs) {
        Map<String, Object> typed = new LinkedHashMap<>(pairs);
        typed.replaceAll((name, value) -> switch (name) {
            case "pinLength", "attempts", "expire" -> Integer.valueOf((String) value);
            case "alphanumeric", "alphaNumeric", "deleteCaller" -> Boolean.valueOf((String) value);
            default -> value;
        });
        return typed;
    }

    private static Map<String, String> pairs(String... parameters) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            pairs.put(parameters[i], parameters[i + 1]);
        }
        return pairs;
    }

    @Override
    public String toString() {
        return base;
    }
}
