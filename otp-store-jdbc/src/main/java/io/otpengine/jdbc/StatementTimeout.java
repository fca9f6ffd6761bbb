package io.otpengine.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Cancels a statement that runs too long, as {@link Statement#setQueryTimeout} does, but cheaper. Drivers start a timer
 * for each statement. This only notes it down, and looks at what is noted when the oldest of it could be late: on the
 * timer thread that the JDK has anyway, and not at all while nothing runs. A cancellation, which may connect to the
 * server, gets a thread of its own that ends with it.
 */
final class StatementTimeout {
    private final long nanos;
    private final Set<Running> running = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean watching = new AtomicBoolean();

    private final ThreadFactory threads;

    /** Zero leaves it to the database. */
    StatementTimeout(Duration timeout) {
        this(timeout, StatementTimeout::thread);
    }

    StatementTimeout(Duration timeout, ThreadFactory threads) {
        this.nanos = timeout.toNanos();
        this.threads = threads;
    }

    /** What a statement does. */
    @FunctionalInterface
    interface Execution<T> {
        T run(PreparedStatement statement) throws SQLException;
    }

    /** Executes a statement for as long as it may take; a {@link SQLTimeoutException} if that was too long. */
    <T> T bound(PreparedStatement statement, Execution<T> execution) throws SQLException {
        if (nanos == 0) {
            return execution.run(statement);
        }
        Running one = new Running(statement, System.nanoTime() + nanos);
        running.add(one);
        watch();
        try {
            return execution.run(statement);
        } catch (SQLException e) {
            if (one.isCancelled()) {
                throw new SQLTimeoutException(e.getMessage(), e.getSQLState(), e.getErrorCode(), e);
            }
            throw e;
        } finally {
            running.remove(one);
            one.end();
        }
    }

    private void watch() {
        if (!watching.get() && watching.compareAndSet(false, true)) {
            lookIn(nanos);
        }
    }

    private void lookIn(long delay) {
        Executor later = CompletableFuture.delayedExecutor(delay, TimeUnit.NANOSECONDS, Runnable::run);
        later.execute(this::look);
    }

    private void look() {
        long next = nanos;
        try {
            next = cancelWhatIsLate();
        } finally {
            // Whatever happened: a machine out of threads for a moment must not leave later statements unwatched.
            goOn(next);
        }
    }

    private long cancelWhatIsLate() {
        long now = System.nanoTime();
        long next = nanos;
        for (Running one : running) {
            if (one.deadline - now <= 0) {
                // It may come between the driver's steps and be without effect, so there is another time.
                one.deadline = now + nanos;
                one.cancelOnAThread(threads);
            }
            next = Math.min(next, one.deadline - now);
        }
        return next;
    }

    private void goOn(long next) {
        if (!running.isEmpty()) {
            lookIn(next);
            return;
        }
        watching.set(false);
        if (!running.isEmpty()) {
            watch();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(null, work, "otp-statement-timeout", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }

    /** One execution. Its monitor keeps it from ending, and the connection from the next user, while it is cancelled. */
    private static final class Running {
        private final Statement statement;
        private final AtomicBoolean cancelling = new AtomicBoolean();
        private volatile long deadline;
        private boolean ended;
        private volatile boolean cancelled;

        Running(Statement statement, long deadline) {
            this.statement = statement;
            this.deadline = deadline;
        }

        boolean isCancelled() {
            return cancelled;
        }

        synchronized void end() {
            ended = true;
        }

        void cancelOnAThread(ThreadFactory threads) {
            if (cancelling.compareAndSet(false, true)) {
                boolean started = false;
                try {
                    threads.newThread(this::cancel).start();
                    started = true;
                } finally {
                    if (!started) {
                        cancelling.set(false);
                    }
                }
            }
        }

        private synchronized void cancel() {
            try {
                if (!ended) {
                    cancelled = true;
                    statement.cancel();
                }
            } catch (SQLException | RuntimeException e) {
                // Nobody to tell: the statement either ends by itself or is cancelled next time.
            } finally {
                cancelling.set(false);
            }
        }
    }
}
