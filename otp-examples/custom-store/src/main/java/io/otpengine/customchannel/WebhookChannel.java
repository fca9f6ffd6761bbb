package io.otpengine.customchannel;

import io.otpengine.Channel;
import io.otpengine.spi.DeliveryChannel;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Rejected.Reason;
import io.otpengine.spi.OtpMessage;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Delivers to a messenger by a webhook: a POST of {@code {"to", "text", "reference"}}, answered with 2xx and the header
 * {@code Message-Id}. A request asks for it with {@code via(new Channel("messenger"))}. Safe for use by several threads.
 */
public final class WebhookChannel implements DeliveryChannel {
    /** The name by which a request asks for this channel. */
    public static final Channel MESSENGER = new Channel("messenger");

    private static final String PROVIDER = "messenger";
    private static final int LONGEST_ID = 128;
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client;
    private final URI webhook;
    private final String token;
    private final Duration patience;

    /**
     * A channel to one webhook.
     *
     * @param webhook where to post to, with https in production
     * @param token the bearer token, 1 or more ASCII characters
     * @param patience the longest that one message may take, connecting and answer included
     */
    public WebhookChannel(URI webhook, String token, Duration patience) {
        this.webhook = webhook;
        this.token = token;
        this.patience = patience;
        this.client = HttpClient.newBuilder()
                .connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NEVER) // elsewhere the code would go with the token
                .build();
    }

    @Override
    public Channel channel() {
        return MESSENGER;
    }

    @Override
    public DeliveryResult send(OtpMessage message) {
        // The body is thrown away as it comes: it may quote the text, and may never end.
        CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(request(message), BodyHandlers.discarding());
        try {
            return result(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            return failure(e.getCause());
        } catch (TimeoutException e) {
            return new DeliveryResult.Unknown("no answer within " + patience.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new DeliveryResult.Unknown("interrupted while waiting for an answer");
        } finally {
            answer.cancel(true);
        }
    }

    private HttpRequest request(OtpMessage message) {
        Map<String, String> body =
                Map.of("to", message.number(), "text", message.text(), "reference", message.reference());
        return HttpRequest.newBuilder(webhook)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
    }

    private static DeliveryResult result(HttpResponse<Void> answer) {
        int status = answer.statusCode();
        if (status / 100 == 2) {
            String id = answer.headers().firstValue("Message-Id").orElse(null);
            return new DeliveryResult.Accepted(PROVIDER, id == null || id.length() > LONGEST_ID ? null : id);
        }
        String detail = "HTTP " + status;
        return switch (status) {
            case 400, 413, 422 -> new DeliveryResult.Rejected(Reason.MESSAGE, detail);
            case 404, 410 -> new DeliveryResult.Rejected(Reason.RECIPIENT, detail);
            case 401, 402, 403 -> new DeliveryResult.Rejected(Reason.CONFIGURATION, detail);
            case 429, 503 -> new DeliveryResult.Rejected(Reason.UNAVAILABLE, detail);
            default -> new DeliveryResult.Unknown(detail); // it may have been sent before the server broke
        };
    }

    /** Without a connection nothing was sent; whatever else went wrong, something may have been. */
    private static DeliveryResult failure(@Nullable Throwable cause) {
        String detail = cause == null ? "no answer" : cause.getClass().getSimpleName();
        return cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException
                ? new DeliveryResult.Rejected(Reason.UNAVAILABLE, detail)
                : new DeliveryResult.Unknown(detail);
    }

    @Override
    public String toString() {
        return "WebhookChannel[" + webhook.getHost() + "]";
    }
}
