package io.otpengine.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A connection for the time of one call. It commits each statement by itself, unless told otherwise. */
final class Session {
    private final Connection connection;
    private final StatementTimeout timeout;
    private boolean together;
    private boolean settled;

    Session(Connection connection, StatementTimeout timeout) {
        this.connection = connection;
        this.timeout = timeout;
    }

    Connection connection() {
        return connection;
    }

    /**
     * Whether the last change is committed. What fails from then on, a close or a reset, undoes nothing, whatever its
     * SQLState says.
     */
    boolean isSettled() {
        return settled;
    }

    /** Fills in the parameters of a statement. */
    @FunctionalInterface
    interface Binding {
        void to(Parameters parameters) throws SQLException;
    }

    /** Reads the row that a result stands at. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(Row row) throws SQLException;
    }

    /** Changes rows and tells how many. */
    int update(String sql, Binding binding) throws SQLException {
        try (PreparedStatement statement = prepared(sql, binding)) {
            int rows = timeout.bound(statement, PreparedStatement::executeUpdate);
            settled = !together;
            return rows;
        }
    }

    <T> List<T> query(String sql, Binding binding, RowReader<T> reader) throws SQLException {
        try (PreparedStatement statement = prepared(sql, binding);
                ResultSet result = timeout.bound(statement, PreparedStatement::executeQuery)) {
            List<T> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(reader.read(new Row(result)));
            }
            return rows;
        }
    }

    /** Commits changes together, or, if they answer false or fail, none of them. */
    boolean allOrNone(Database.Work<Boolean> changes) throws SQLException {
        connection.setAutoCommit(false);
        together = true;
        try (Transaction transaction = new Transaction()) {
            return changes.run(this) && transaction.commit();
        }
    }

    /** Undone at its end unless committed; what fails at the end hides no failure before it. */
    private final class Transaction implements AutoCloseable {
        private boolean committed;

        boolean commit() throws SQLException {
            connection.commit();
            committed = true;
            settled = true;
            return true;
        }

        @Override
        public void close() throws SQLException {
            together = false;
            if (!committed) {
                // If this fails autocommit stays off, since turning it on would commit what is left.
                connection.rollback();
            }
            connection.setAutoCommit(true);
        }
    }

    private PreparedStatement prepared(String sql, Binding binding) throws SQLException {
        settled = false;
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            binding.to(new Parameters(statement));
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }
}
