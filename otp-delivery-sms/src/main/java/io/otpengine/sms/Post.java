package io.otpengine.sms;

import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is posted. Prints nothing: keys, code and number are in it. */
record Post(URI address, Map<String, String> headers, String type, String body) {

    static Post form(URI address, Map<String, String> headers, Form form) {
        return new Post(address, headers, Form.TYPE, form.encoded());
    }

    static Post json(URI address, Map<String, String> headers, @Nullable Object value) {
        return new Post(address, headers, Json.TYPE, Json.write(value));
    }

    /**
     * POST and no other method: the client sends a GET again by itself when a connection drops.
     *
     * @throws IllegalArgumentException if a header cannot be one; says its value
     */
    HttpRequest within(Duration time) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .version(Version.HTTP_1_1)
                .timeout(time)
                .header("Content-Type", type);
        headers.forEach(request::header);
        return request.POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .build();
    }

    @Override
    public String toString() {
        return "Post[***]";
    }
}
