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
import org.jspecify.annotations.Nullable;

/** One POST and what became of it. Whatever happens after the connection stands is unknown unless the answer says. */
final class HttpTransport {
    private final Outcomes outcomes;
    private final HttpClient client;
    private final Duration connect;
    private final Resolution resolution;
    private final Duration attempt;

    HttpTransport(Outcomes outcomes, HttpOptions options) {
        this(outcomes, options, null);
    }

    /** @param looking how the host is looked up, {@code null} for the usual way */
    HttpTransport(Outcomes outcomes, HttpOptions options, @Nullable Resolution looking) {
        this.outcomes = outcomes;
        this.connect = options.connect();
        this.attempt = options.attempt();
        HttpClient injected = options.client();
        this.client = injected != null
                ? injected
                : HttpClient.newBuilder()
                        .version(Version.HTTP_1_1)
                        .followRedirects(Redirect.NEVER)
                        .connectTimeout(options.connect())
                        .build();
        this.resolution = looking == null ? Resolution.before(client) : looking;
    }

    /** What is thrown while the post is made never leaves: it may have a key in its words, as the JDK's has. */
    DeliveryResult post(Supplier<Post> making, Duration limit, Function<HttpAnswer, DeliveryResult> reading) {
        Duration time = Durations.shortest(attempt, limit);
        long end = System.nanoTime() + time.toNanos();
        HttpRequest request;
        try {
            Post post = making.get();
            // The other half is for the answer.
            if (!resolution.finds(post.address(), Durations.shortest(connect, Duration.ofNanos(time.toNanos() / 2)))) {
                return outcomes.rejected(Reason.UNAVAILABLE, "no connection", "host not found");
            }
            request = post.within(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return outcomes.rejected(Reason.UNAVAILABLE, "no connection", "interrupted");
        } catch (RuntimeException e) {
            return outcomes.rejected(
                    Reason.CONFIGURATION, "request cannot be made", e.getClass().getSimpleName());
        }
        return send(request, time, end, reading);
    }

    private DeliveryResult send(
            HttpRequest request, Duration time, long end, Function<HttpAnswer, DeliveryResult> reading) {
        try {
            // Not sendAsync: on a machine with few cores it costs a thread for each answer. The request's own timeout
            // ends with the headers; the body has what is left then.
            HttpResponse<BoundedBody> response = client.send(request, head -> new BoundedBody());
            return read(new HttpAnswer(response.statusCode(), response.body().text(end)), reading);
        } catch (HttpConnectTimeoutException | ConnectException | SSLHandshakeException e) {
            return outcomes.rejected(
                    Reason.UNAVAILABLE, "no connection", e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return outcomes.unknown("interrupted");
        } catch (HttpTimeoutException | TimeoutException e) {
            return outcomes.unknown("no answer within " + time.toMillis() + " ms");
        } catch (IOException e) {
            return outcomes.unknown("connection lost (" + e.getClass().getSimpleName() + ")");
        }
    }

    private DeliveryResult read(HttpAnswer answer, Function<HttpAnswer, DeliveryResult> reading) {
        int status = answer.status();
        // A server that failed, or a proxy before it, may have passed the message on, and See Other is how a POST that
        // was taken may be answered (RFC 9110, 15.4.4).
        if (status >= 500 || status == 408 || status == 303) {
            return outcomes.unknown("HTTP " + status);
        }
        return status >= 300 && status < 400
                ? outcomes.rejected(Reason.CONFIGURATION, "answered with a redirect", status)
                : reading.apply(answer);
    }
}
