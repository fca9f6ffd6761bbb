package io.otpengine.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A connection for the time of one call. It commits each statement by itself, unless told otherwise. */
record Session(Connection connection, int timeoutSeconds) {
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
            return statement.executeUpdate();
        }
    }

    <T> List<T> query(String sql, Binding binding, RowReader<T> reader) throws SQLException {
        try (PreparedStatement statement = prepared(sql, binding);
                ResultSet result = statement.executeQuery()) {
            List<T> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(reader.read(new Row(result)));
            }
            return rows;
        }
    }

    /** Commits changes together, or, if they answer false or fail, none of them. */
    boolean allOrNone(Database.Work<Boolean> changes) throws SQLException {
        boolean committed = false;
        connection.setAutoCommit(false);
        try {
            if (changes.run(this)) {
                connection.commit();
                committed = true;
            }
        } finally {
            if (!committed) {
                // If this fails autocommit stays off, since turning it on would commit what is left.
                connection.rollback();
            }
            connection.setAutoCommit(true);
        }
        return committed;
    }

    private PreparedStatement prepared(String sql, Binding binding) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            if (timeoutSeconds > 0) {
                statement.setQueryTimeout(timeoutSeconds);
            }
            binding.to(new Parameters(statement));
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }
}
