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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
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

    /** POST and no other method: the client sends a GET again by itself when a connection drops. */
    DeliveryResult post(
            HttpRequest.Builder request,
            String contentType,
            String body,
            Duration limit,
            Function<HttpAnswer, DeliveryResult> reading) {
        HttpRequest post = request.version(Version.HTTP_1_1)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .build();
        Duration time = Durations.shortest(attempt, limit);
        CompletableFuture<HttpResponse<String>> exchange = client.sendAsync(post, BoundedBody.handler());
        try {
            // The request's own timeout ends with the headers; this one covers the body too.
            HttpResponse<String> response = exchange.get(time.toNanos(), TimeUnit.NANOSECONDS);
            return read(new HttpAnswer(response.statusCode(), response.body()), reading);
        } catch (TimeoutException e) {
            return outcomes.unknown("no answer within " + time.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return outcomes.unknown("interrupted");
        } catch (ExecutionException e) {
            return failed(e);
        } finally {
            exchange.cancel(true);
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

    private DeliveryResult failed(ExecutionException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        if (cause instanceof HttpConnectTimeoutException
                || cause instanceof ConnectException
                || cause instanceof SSLHandshakeException) {
            return outcomes.rejected(
                    Reason.UNAVAILABLE, "no connection", cause.getClass().getSimpleName());
        }
        String what = cause instanceof IOException ? "connection lost" : "request failed";
        return outcomes.unknown(what + " (" + cause.getClass().getSimpleName() + ")");
    }
}
