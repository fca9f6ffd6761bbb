package io.otpengine.jdbc;

import io.otpengine.OtpStoreException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Takes a connection of its own for each call, and commits before it returns, whatever the connection's autocommit is
 * set to. What leaves here as an exception is an {@link OtpStoreException} without data.
 */
final class Database {
    /** How often a lost race is run again: each one lost was won by somebody else, so this many mean trouble. */
    static final int MOST_TURNS = 256;

    private final DataSource dataSource;
    private final StatementTimeout timeout;
    private final Gate gate;

    Database(DataSource dataSource, StatementTimeout timeout, Gate gate) {
        this.dataSource = dataSource;
        this.timeout = timeout;
        this.gate = gate;
    }

    /** Passed on each connection before anything else. */
    @FunctionalInterface
    interface Gate {
        void pass(Session session) throws SQLException;
    }

    /** What to do on a connection. */
    @FunctionalInterface
    interface Work<T> {
        T run(Session session) throws SQLException;
    }

    /**
     * Runs a statement, or several that are committed one by one; again if the database undid one for a race. That need
     * not have been about the same row, so a change says only then that it lost when it has found its row changed.
     */
    <T> T run(String doing, Work<T> work) {
        LostRace last = null;
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            try {
                return call(doing, work);
            } catch (LostRace e) {
                last = e;
            }
        }
        throw lostTooOften(doing, last);
    }

    /** Runs a change whose caller goes over it again, from the reading on, if the answer is lost. */
    <T> T attempt(String doing, T lost, Work<T> change) {
        try {
            return call(doing, change);
        } catch (LostRace e) {
            return lost;
        }
    }

    static OtpStoreException lostTooOften(String doing, @Nullable LostRace last) {
        return new OtpStoreException(
                "could not " + doing + ": " + MOST_TURNS + " races in a row were lost; look at the database's load",
                last);
    }

    private <T> T call(String doing, Work<T> work) throws LostRace {
        Session session = null;
        try (Connection connection = dataSource.getConnection();
                Autocommit on = Autocommit.on(connection)) {
            session = new Session(on.connection, timeout);
            gate.pass(session);
            return work.run(session);
        } catch (SQLException e) {
            if (Failures.isUndone(e) && (session == null || !session.isSettled())) {
                throw new LostRace(Failures.told(doing, e));
            }
            throw Failures.told(doing, e);
        } catch (OtpStoreException e) {
            throw e.getSuppressed().length == 0 ? e : withoutSuppressed(e);
        } catch (RuntimeException e) {
            throw Failures.told(doing, e);
        }
    }

    /** What failed when the connection was closed is the driver's, with its message. */
    private static OtpStoreException withoutSuppressed(OtpStoreException e) {
        OtpStoreException alone = new OtpStoreException(String.valueOf(e.getMessage()), e.getCause());
        alone.setStackTrace(e.getStackTrace());
        return alone;
    }

    /** Autocommit for the time of a call. A connection that came without gets that back, however the call ends. */
    private record Autocommit(Connection connection, boolean before) implements AutoCloseable {
        static Autocommit on(Connection connection) throws SQLException {
            boolean before = connection.getAutoCommit();
            if (!before) {
                connection.setAutoCommit(true);
            }
            return new Autocommit(connection, before);
        }

        @Override
        public void close() throws SQLException {
            if (!before) {
                connection.setAutoCommit(false);
            }
        }
    }
}
