package io.otpengine.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;

/** What the server answered. */
record Reply(int status, HttpHeaders headers, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + body, e);
        }
    }

    String text(String field) {
        return json().path(field).asText();
    }

    List<String> fields() {
        List<String> names = new ArrayList<>();
        json().fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Status and code of an error, in one word for a test. */
    String error() {
        if (!fields().equals(List.of("message", "code", "timestamp"))) {
            throw new AssertionError("not an error: " + this);
        }
        return status + " " + text("code");
    }

    @Override
    public String toString() {
        return status + " " + body;
    }
}
