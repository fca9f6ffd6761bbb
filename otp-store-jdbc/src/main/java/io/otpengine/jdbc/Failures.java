package io.otpengine.jdbc;

import io.otpengine.OtpStoreException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an exception of the driver means, and what of it may be told: its class, SQLState, vendor code and stack, but
 * never its message, in which databases quote values.
 */
final class Failures {
    /** Serialization failure, deadlock, and H2's word for the first. */
    private static final Set<String> UNDONE = Set.of("40001", "40P01", "90131");
    /** MariaDB's word for a row that changed since the transaction's snapshot; its SQLState is the general one. */
    private static final int CHANGED_SINCE_READ = 1020;
    /** SQLite's only words, without any SQLState. */
    private static final int SQLITE_READ_ONLY = 8;

    private static final int SQLITE_CONSTRAINT = 19;
    /** MariaDB and MySQL with {@code read_only}. */
    private static final Set<Integer> MYSQL_READ_ONLY = Set.of(1290, 1792, 1836);

    /** The database's own limits: MariaDB's and MySQL's of a lock waited for and of a statement's time, H2's of a lock. */
    private static final Set<Integer> TOO_LONG = Set.of(1205, 1969, 3024, 50200);

    /** MariaDB's and MySQL's, and H2's, for a schema that does not exist. */
    private static final Set<Integer> NO_SCHEMA = Set.of(1049, 90079);

    /** MariaDB's and MySQL's for a right that is lacking, whose SQLState is that of any mistake, and H2's. */
    private static final Set<Integer> NO_RIGHT = Set.of(1044, 1142, 1143, 1227, 90096);

    private static final int DEEPEST = 8;

    private Failures() {}

    /** Whether the database says that it undid the transaction because of a race, so that nothing was written. */
    static boolean isUndone(SQLException e) {
        return UNDONE.contains(state(e)) || (state(e).equals("HY000") && e.getErrorCode() == CHANGED_SINCE_READ);
    }

    /** Whether a row with the same key exists, so that nothing was written. */
    static boolean isDuplicate(SQLException e) {
        return state(e).startsWith("23") || isSqlite(e, SQLITE_CONSTRAINT);
    }

    /** Whether the statement names a table that is not there; SQLite tells that from other errors by its words alone. */
    static boolean isNoTable(SQLException e) {
        return Set.of("42P01", "42S02", "42S04").contains(state(e))
                || (isSqlite(e, 1) && String.valueOf(e.getMessage()).contains("no such table"));
    }

    /** Whether it is of no use to try again at once: no connection, no schema to do this in, or no right to. */
    static boolean isLasting(SQLException e) {
        return state(e).startsWith("08") || isNoSchema(e) || isNoRight(e);
    }

    private static boolean isNoSchema(SQLException e) {
        return state(e).equals("3F000") || NO_SCHEMA.contains(e.getErrorCode());
    }

    private static boolean isNoRight(SQLException e) {
        return state(e).equals("42501") || NO_RIGHT.contains(e.getErrorCode());
    }

    static OtpStoreException told(String doing, Exception e) {
        if (e instanceof SQLException sql) {
            return new OtpStoreException(
                    "could not " + doing + " (SQLState " + (state(sql).isEmpty() ? "none" : state(sql))
                            + ", vendor code " + sql.getErrorCode() + "); " + advice(sql),
                    redacted(e, DEEPEST));
        }
        return new OtpStoreException(
                "could not " + doing + " (" + e.getClass().getName()
                        + "); look at the DataSource, and at the row if it reads one",
                redacted(e, DEEPEST));
    }

    private static String advice(SQLException e) {
        String state = state(e);
        if (isNoTable(e)) {
            return "a table is missing: call createSchema() or apply the DDL in the jar";
        }
        if (isNoSchema(e)) {
            return "the schema does not exist: make it, or give another name as schema";
        }
        if (state.equals("25006") || MYSQL_READ_ONLY.contains(e.getErrorCode()) || isSqlite(e, SQLITE_READ_ONLY)) {
            return "the database is read-only: point the DataSource at the primary, or at a file that may be written";
        }
        if (isDuplicate(e)) {
            return "a row with this id exists, or a constraint was added to the table";
        }
        if (isNoRight(e)) {
            return "the database user lacks a right on the tables of this store";
        }
        if (state.equals("55P03") || TOO_LONG.contains(e.getErrorCode())) {
            return "a lock or a time limit of the database ended the statement: look for locks and load";
        }
        if (e instanceof SQLTimeoutException || state.equals("57014")) {
            return "the statement timed out: look for locks and load, or raise statementTimeout";
        }
        if (isSqlite(e, 5) || isSqlite(e, 6)) {
            return "the file is locked: look for other writers, or raise busy_timeout";
        }
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "08", "57" -> "no connection, or it broke: look at the database, the network and the pool's size";
            case "22" -> "a value does not fit its column: compare the tables with the DDL in the jar";
            case "40" -> "the transaction's outcome is open: look at the database's log";
            case "53" -> "the database is out of connections, memory or disk";
            default -> "look at the pool's size and at the database's log";
        };
    }

    private static @Nullable Throwable redacted(@Nullable Throwable e, int depth) {
        if (e == null || depth == 0) {
            return null;
        }
        String name = e.getClass().getName() + " (message withheld, it may quote data)";
        Throwable copy = e instanceof SQLException sql
                ? new SQLException(name, sql.getSQLState(), sql.getErrorCode(), redacted(e.getCause(), depth - 1))
                : new IllegalStateException(name, redacted(e.getCause(), depth - 1));
        copy.setStackTrace(e.getStackTrace());
        return copy;
    }

    private static boolean isSqlite(SQLException e, int code) {
        return state(e).isEmpty() && e.getErrorCode() == code;
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }
}
