package io.otpengine.rest.operation;

import io.otpengine.OtpEngine;
import io.otpengine.OtpException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes from time to time what nobody needs any more. Several nodes may do so at once. */
public final class Purge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Purge.class);
    private static final int AT_ONCE = 5000;

    private final OtpEngine engine;
    private final List<Runnable> also;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread daemon = new Thread(work, "purge");
        daemon.setDaemon(true);
        return daemon;
    });

    private Purge(OtpEngine engine, List<Runnable> also) {
        this.engine = engine;
        this.also = List.copyOf(also);
    }

    /**
     * Starts the schedule; the first time is after one interval.
     *
     * @param engine the engine, on any account
     * @param interval between the end of one purge and the start of the next
     * @param also what else to do each time
     * @return the schedule
     */
    public static Purge every(OtpEngine engine, Duration interval, List<Runnable> also) {
        Purge purge = new Purge(engine, also);
        // Nothing waits for it: what it throws it has logged.
        Future<?> unused = purge.thread.scheduleWithFixedDelay(
                purge::run, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        return purge;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void run() {
        try {
            long removed = 0;
            int last;
            do {
                last = engine.purge(AT_ONCE);
                removed += last;
            } while (last == AT_ONCE && !thread.isShutdown());
            also.forEach(Runnable::run);
            LOG.atInfo().addKeyValue("rows", removed).log("purged");
        } catch (OtpException e) {
            // Thrown on, it would end the schedule; next time the database may be back.
            LOG.warn("the purge failed and is tried again", e);
        }
    }
}
