package io.otpengine.sms;

import java.net.URI;
import java.util.Map;

/** A request as a fake provider got it; header names in lower case. */
record Received(String method, URI address, Map<String, String> headers, String body) {
    String path() {
        return address.getPath();
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    Map<String, String> form() {
        return Form.parse(body);
    }

    Json json() {
        return Json.parse(body);
    }
}
