package io.otpengine.rest.operation;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Ends connections that are silent for a time, and those that are not but get nowhere: bytes came for as long, and neither
 * a head nor an answer became whole. Who sends a byte now and then would else keep a connection for ever.
 */
final class SlowClients implements LifeCycle.Listener {
    private final Duration time;

    /** @param time the time; a request that never becomes whole may last for twice that */
    SlowClients(Duration time) {
        this.time = time;
    }

    /** Not before: connectors come after the handlers. */
    @Override
    public void lifeCycleStarting(LifeCycle event) {
        for (Connector connector : ((Server) event).getConnectors()) {
            AbstractConnector watched = (AbstractConnector) connector;
            watched.setIdleTimeout(time.toMillis());
            watched.addBean(new Connection.Listener() {
                @Override
                public void onOpened(Connection connection) {
                    look(connection, watched.getScheduler(), Progress.of(connection));
                }
            });
        }
    }

    private void look(Connection connection, Scheduler scheduler, Progress before) {
        // Nobody cancels it. It must not hold a connection that is closed, or a flood of them would fill the memory.
        WeakReference<Connection> watched = new WeakReference<>(connection);
        Scheduler.Task unused = scheduler.schedule(
                () -> lookAgain(watched.get(), scheduler, before), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void lookAgain(@Nullable Connection connection, Scheduler scheduler, Progress before) {
        if (connection == null || !connection.getEndPoint().isOpen()) {
            return;
        }
        Progress now = Progress.of(connection);
        if (now.isNoneSince(before)) {
            connection.getEndPoint().close();
        } else {
            look(connection, scheduler, now);
        }
    }

    private record Progress(long bytes, long heads, long answers) {
        static Progress of(Connection connection) {
            return new Progress(connection.getBytesIn(), connection.getMessagesIn(), connection.getMessagesOut());
        }

        boolean isNoneSince(Progress before) {
            return bytes > before.bytes && heads == before.heads && answers == before.answers;
        }
    }
}
