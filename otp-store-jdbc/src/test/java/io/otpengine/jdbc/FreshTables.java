package io.otpengine.jdbc;

import io.otpengine.spi.OtpStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Tables for one test class, in a database that others use too. */
final class FreshTables {
    private static final AtomicInteger PREFIXES = new AtomicInteger();

    private final DataSource dataSource;
    private final String prefix;

    FreshTables(DataSource dataSource) {
        this(dataSource, "t" + PREFIXES.incrementAndGet() + "_");
    }

    /** Tables that are there already, if they are. */
    FreshTables(DataSource dataSource, String prefix) {
        this.dataSource = dataSource;
        this.prefix = prefix;
        store(false).createSchema();
    }

    DataSource dataSource() {
        return dataSource;
    }

    String name(String table) {
        return prefix + table;
    }

    /** One node's view of them. */
    JdbcOtpStore store(boolean caching) {
        return store(dataSource, caching);
    }

    /** The same, by another way to the same database. */
    JdbcOtpStore store(DataSource way, boolean caching) {
        // Long: hundreds of racers wait for one row, on a machine that may be busy with something else.
        return JdbcOtpStore.builder(way)
                .tablePrefix(prefix)
                .caching(caching)
                .statementTimeout(Duration.ofMinutes(1))
                .build();
    }

    FreshTables emptied() {
        for (String table : List.of("record", "application", "quota")) {
            execute("DELETE FROM " + name(table));
        }
        return this;
    }

    /** A store whose every statement fails: its tables are not there. */
    OtpStore withoutTables() {
        return JdbcOtpStore.builder(dataSource).tablePrefix("no_" + prefix).build();
    }

    /**
     * Runs something in the thread of a caller who has a transaction open, and rolls that back. It writes to a table of
     * its own, since the store would wait for rows that it holds.
     */
    void inATransactionThatRollsBack(Runnable work) {
        execute("CREATE TABLE IF NOT EXISTS " + name("caller") + " (n INTEGER)");
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO " + name("caller") + " VALUES (1)");
            work.run();
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException("the caller's own transaction failed", e);
        }
    }

    void execute(String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
