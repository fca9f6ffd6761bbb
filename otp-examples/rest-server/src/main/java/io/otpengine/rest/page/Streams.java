package io.otpengine.rest.page;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes a tab's state to it, on the request's own thread: a tab that reads slowly holds up itself. There is room for so
 * many in all, well below the threads that serve, and for so many of one visitor, for a browser opens six connections to
 * a host and needs some for the rest. A tab that gets none asks from time to time.
 */
final class Streams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Streams.class);
    private static final int MOST_OF_ONE = 3;
    private static final long LOOK_AGAIN_MILLIS = 1_000;
    /** What changes meanwhile is shown together, so that a flow in turmoil costs at most ten reads a second. */
    private static final long BREATH_MILLIS = 100;

    private static final int LOOKS_BETWEEN_SIGNS_OF_LIFE = 15;

    private final Visits visits;
    private final StateReader states;
    private final int most;
    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean closed;

    /** @param most streams at once, 0 or more */
    Streams(Visits visits, StateReader states, int most) {
        this.most = most;
        this.visits = visits;
        this.states = states;
    }

    /**
     * Serves a tab until it leaves, its session ends, or the server stops.
     *
     * @throws Refusal with 429 if there is no room
     */
    void open(Context context) {
        Session session = visits.session(context);
        Flow flow = visits.flow(session, context.queryParam("flow"));
        if (!session.tookStream(MOST_OF_ONE)) {
            throw new Refusal(429, "This visitor has as many streams as there are for one.");
        }
        try {
            if (open.incrementAndGet() > most) {
                throw new Refusal(429, "There is no room for another stream.");
            }
            context.contentType("text/event-stream; charset=utf-8").header("X-Accel-Buffering", "no");
            write(session, flow, context.res().getOutputStream());
        } catch (IOException e) {
            LOG.debug("a tab left its stream", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.decrementAndGet();
            session.gaveStream();
        }
    }

    /** Ends all streams, within a second. */
    @Override
    public void close() {
        closed = true;
    }

    /** What changes while a state is read is seen at the next look, for the look comes first. */
    private void write(Session session, Flow flow, OutputStream out) throws IOException, InterruptedException {
        @Nullable Integer shown = null;
        @Nullable Long expires = null;
        int quiet = 0;
        while (!flow.isEnded() && !closed) {
            long changes = flow.changes();
            int pulse = states.pulse(flow, expires);
            if (shown == null || shown != pulse) {
                View.State state = states.read(session, flow);
                expires = state.otp() == null ? null : state.otp().expires();
                shown = pulse;
                quiet = 0;
                send(out, "event: state\ndata: " + Json.text(state) + "\n\n");
                Thread.sleep(BREATH_MILLIS);
            } else if (++quiet % LOOKS_BETWEEN_SIGNS_OF_LIFE == 0) {
                send(out, ":\n\n");
            }
            flow.await(changes, LOOK_AGAIN_MILLIS);
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
