package io.otpengine.rest.operation;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * Takes a thread for a request once its body is here: bodies that never come would else take all of them. Jetty's own
 * {@code EagerContentHandler} waits on after a time-out.
 */
final class WholeBodies extends Handler.Wrapper {
    private final int most;

    /** @param most the most bytes of a body; of longer ones the handlers see that they are, and refuse them unread */
    WholeBodies(int most) {
        this.most = most;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        long length = request.getLength();
        boolean comesInChunks = length < 0 && request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
        boolean isExpected = comesInChunks || (length > 0 && length <= most);
        if (!isExpected) {
            return super.handle(request, response, callback);
        }
        // Handlers ask the database, which must not be on a thread that reads for others.
        Content.Source.asByteArrayAsync(
                request,
                most,
                Promise.Invocable.from(
                        Invocable.InvocationType.BLOCKING,
                        body -> handleWhole(new Whole(request, body), response, callback),
                        failure -> Response.writeError(request, response, callback, statusOf(failure))));
        return true;
    }

    private void handleWhole(Request request, Response response, Callback callback) {
        try {
            if (!super.handle(request, response, callback)) {
                Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
            }
        } catch (Exception e) {
            Response.writeError(request, response, callback, e);
        }
    }

    private static int statusOf(Throwable failure) {
        if (failure instanceof IllegalStateException) {
            return HttpStatus.PAYLOAD_TOO_LARGE_413;
        }
        if (failure instanceof TimeoutException || failure.getCause() instanceof TimeoutException) {
            return HttpStatus.REQUEST_TIMEOUT_408;
        }
        return failure instanceof HttpException e ? e.getCode() : HttpStatus.BAD_REQUEST_400;
    }

    /** A request whose body is in memory. Read by one thread. */
    private static final class Whole extends Request.Wrapper {
        private Content.@Nullable Chunk body;

        Whole(Request request, byte[] body) {
            super(request);
            this.body = Content.Chunk.from(ByteBuffer.wrap(body), true);
        }

        @Override
        public Content.Chunk read() {
            Content.Chunk next = body == null ? Content.Chunk.EOF : body;
            body = Content.Chunk.EOF;
            return next;
        }

        @Override
        public void demand(Runnable demandCallback) {
            getContext().execute(demandCallback);
        }

        @Override
        public void fail(Throwable failure) {
            body = Content.Chunk.from(failure);
        }
    }
}
