package io.otpengine.sms;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Keeps the first 64 KB of an answer, as long as there is time, and lets go of the connection there; what is cut off will
 * not read as JSON.
 */
final class BoundedBody implements BodySubscriber<String> {
    private static final int LIMIT = 64 * 1024;

    private final CompletableFuture<String> body = new CompletableFuture<>();
    private final CompletableFuture<Flow.Subscription> source = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Until a moment of {@link System#nanoTime()}; then the exchange fails with a {@link TimeoutException}. */
    static BodyHandler<String> until(long end) {
        return head -> {
            BoundedBody bounded = new BoundedBody();
            bounded.body.orTimeout(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            return bounded;
        };
    }

    @Override
    public CompletionStage<String> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        source.complete(subscription);
        CompletableFuture<String> unused = body.whenComplete((text, failure) -> {
            if (failure instanceof TimeoutException) {
                subscription.cancel();
            }
        });
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] kept = new byte[Math.min(buffer.remaining(), LIMIT - bytes.size())];
            buffer.get(kept);
            bytes.writeBytes(kept);
            if (buffer.hasRemaining()) {
                source.join().cancel();
                onComplete();
                return;
            }
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        body.complete(bytes.toString(StandardCharsets.UTF_8));
    }
}
