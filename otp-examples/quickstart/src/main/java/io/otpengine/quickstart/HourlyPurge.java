package io.otpengine.quickstart;

import io.otpengine.OtpEngine;
import io.otpengine.OtpException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine has no threads: its host removes what expired, as often as it likes and with a thread of its own. */
final class HourlyPurge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HourlyPurge.class);
    private static final int AT_ONCE = 100_000;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread daemon = new Thread(work, "purge");
        daemon.setDaemon(true);
        return daemon;
    });

    HourlyPurge(OtpEngine engine) {
        this(engine, AT_ONCE);
    }

    HourlyPurge(OtpEngine engine, int atOnce) {
        // Nothing waits for it: what it throws it has logged.
        Future<?> unused = thread.scheduleWithFixedDelay(
                () -> {
                    try {
                        int last;
                        do {
                            last = engine.purge(atOnce);
                            LOG.debug("purged {} rows", last);
                        } while (last == atOnce && !thread.isShutdown());
                    } catch (OtpException e) {
                        // Thrown on, it would end the schedule; in an hour the database may be back.
                        if (!thread.isShutdown()) {
                            LOG.warn("the purge failed and is tried again in an hour", e);
                        }
                    }
                },
                0,
                1,
                TimeUnit.HOURS);
    }

    @Override
    public void close() {
        // Not interrupted: that would close H2's file under everybody. What fails now for want of a pool is no news.
        thread.shutdown();
    }
}
