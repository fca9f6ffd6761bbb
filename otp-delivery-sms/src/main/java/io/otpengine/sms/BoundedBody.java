package io.otpengine.sms;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Keeps the first 64 KB of an answer and lets go of the connection there; what is cut off will not read as JSON. The
 * client hands it over with the headers, so that the rest is waited for, and no longer than there is time, by the thread
 * that wants it.
 */
final class BoundedBody implements BodySubscriber<BoundedBody> {
    private static final int LIMIT = 64 * 1024;

    private final CompletableFuture<String> text = new CompletableFuture<>();
    private final CompletableFuture<Flow.Subscription> source = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** The whole, if it comes before a moment of {@link System#nanoTime()}; if not, the connection is let go. */
    String text(long end) throws IOException, InterruptedException, TimeoutException {
        try {
            return text.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IOException("the answer broke off", e.getCause());
        } finally {
            if (!text.isDone()) {
                letGo();
            }
        }
    }

    private void letGo() {
        CompletableFuture<Void> unused = source.thenAccept(Flow.Subscription::cancel);
    }

    @Override
    public CompletionStage<BoundedBody> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        source.complete(subscription);
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] kept = new byte[Math.min(buffer.remaining(), LIMIT - bytes.size())];
            buffer.get(kept);
            bytes.writeBytes(kept);
            if (buffer.hasRemaining()) {
                letGo();
                onComplete();
                return;
            }
        }
    }

    @Override
    public void onError(Throwable failure) {
        text.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        text.complete(bytes.toString(StandardCharsets.UTF_8));
    }
}
