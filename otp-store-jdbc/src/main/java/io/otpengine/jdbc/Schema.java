package io.otpengine.jdbc;

import io.otpengine.OtpStoreException;
import java.sql.SQLException;
import java.util.List;

/** The tables as a whole: makes them, and lets nobody in before they are there in the version that this code knows. */
final class Schema implements Database.Gate {
    static final int VERSION = 1;

    /** Two nodes that start together trip over each other once a statement at the most. */
    private static final int MOST_TURNS = 20;

    private static final List<String> TABLES = List.of("record", "application", "quota");

    private static final Session.Binding NOTHING = parameters -> {};

    private final Names names;
    private volatile boolean passed;

    Schema(Names names) {
        this.names = names;
    }

    @Override
    public void pass(Session session) throws SQLException {
        if (!passed) {
            require(session);
            passed = true;
        }
    }

    /** Makes what is missing. */
    void create(Session session) throws SQLException {
        for (int turn = 1; !present(session); turn++) {
            try {
                for (String statement : Ddl.statements(session.connection(), names)) {
                    session.update(statement, NOTHING);
                }
            } catch (SQLException e) {
                if (turn == MOST_TURNS || (Failures.isLasting(e) && !present(session))) {
                    throw e;
                }
            }
        }
    }

    private void require(Session session) throws SQLException {
        if (!present(session)) {
            throw new OtpStoreException(
                    "one of the tables " + names.table("…")
                            + " is missing, or the row in " + names.table("schema")
                            + ": call createSchema() on the store or apply the DDL in its jar, and check the table prefix and the schema name",
                    null);
        }
        if (session.connection().isReadOnly()) {
            throw new OtpStoreException(
                    "the DataSource hands out read-only connections: give one that may write, to the primary", null);
        }
        // Changes nothing, but a replica, or a database that somebody made read-only, refuses it.
        session.update("UPDATE " + names.table("schema") + " SET version = version WHERE single = 1", NOTHING);
    }

    private boolean present(Session session) throws SQLException {
        try {
            return isVersionThere(session) && areTablesThere(session);
        } catch (SQLException e) {
            if (Failures.isNoTable(e)) {
                return false;
            }
            throw e;
        }
    }

    private boolean isVersionThere(Session session) throws SQLException {
        List<Integer> versions = session.query("SELECT version FROM " + names.table("schema"), NOTHING, Row::count);
        for (int version : versions) {
            if (version != VERSION) {
                throw new OtpStoreException(
                        "the tables have schema version " + version + " and this library knows " + VERSION + ": "
                                + (version > VERSION
                                        ? "upgrade the library on this node, it is older than the one that made the tables"
                                        : "upgrade the tables as the CHANGELOG says, they are older than this library"),
                        null);
            }
        }
        return !versions.isEmpty();
    }

    /** Else a table that somebody dropped, or that a restore left out, would be met by a user only. */
    private boolean areTablesThere(Session session) throws SQLException {
        for (String table : TABLES) {
            session.query("SELECT 1 FROM " + names.table(table) + " WHERE 1 = 0", NOTHING, Row::count);
        }
        return true;
    }
}
