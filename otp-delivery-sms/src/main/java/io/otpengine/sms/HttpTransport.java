package io.otpengine.sms;

import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Rejected.Reason;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLHandshakeException;

/** One POST and what became of it. Whatever happens after the connection stands is unknown unless the answer says. */
final class HttpTransport {
    private final Outcomes outcomes;
    private final HttpClient client;
    private final Duration attempt;

    HttpTransport(Outcomes outcomes, HttpOptions options) {
        this.outcomes = outcomes;
        this.attempt = options.attempt();
        HttpClient injected = options.client();
        this.client = injected != null
                ? injected
                : HttpClient.newBuilder()
                        .version(Version.HTTP_1_1)
                        .followRedirects(Redirect.NEVER)
                        .connectTimeout(options.connect())
                        .build();
    }

    /** What is thrown while the post is made never leaves: it may have a key in its words, as the JDK's has. */
    DeliveryResult post(Supplier<Post> making, Duration limit, Function<HttpAnswer, DeliveryResult> reading) {
        Duration time = Durations.shortest(attempt, limit);
        HttpRequest post;
        try {
            post = making.get().within(time);
        } catch (RuntimeException e) {
            return outcomes.rejected(
                    Reason.CONFIGURATION, "request cannot be made", e.getClass().getSimpleName());
        }
        return send(post, time, reading);
    }

    private DeliveryResult send(HttpRequest post, Duration time, Function<HttpAnswer, DeliveryResult> reading) {
        long end = System.nanoTime() + time.toNanos();
        try {
            // Not sendAsync: on a machine with few cores it costs a thread for each answer. The request's own timeout
            // ends with the headers; the body has what is left then.
            HttpResponse<String> response = client.send(post, BoundedBody.until(end));
            return read(new HttpAnswer(response.statusCode(), response.body()), reading);
        } catch (HttpConnectTimeoutException | ConnectException | SSLHandshakeException e) {
            return outcomes.rejected(
                    Reason.UNAVAILABLE, "no connection", e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return outcomes.unknown("interrupted");
        } catch (IOException e) {
            boolean late = e instanceof HttpTimeoutException || e.getCause() instanceof TimeoutException;
            return outcomes.unknown(
                    late
                            ? "no answer within " + time.toMillis() + " ms"
                            : "connection lost (" + e.getClass().getSimpleName() + ")");
        }
    }

    private DeliveryResult read(HttpAnswer answer, Function<HttpAnswer, DeliveryResult> reading) {
        return switch (answer.status() / 100) {
            case 3 -> outcomes.rejected(Reason.CONFIGURATION, "answered with a redirect", answer.status());
            // A server that failed, or a proxy before it, may have passed the message on.
            case 5 -> outcomes.unknown("HTTP " + answer.status());
            default -> answer.status() == 408 ? outcomes.unknown("HTTP 408") : reading.apply(answer);
        };
    }
}
