package io.otpengine.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.otpengine.jdbc.JdbcOtpStore;
import io.otpengine.jdbc.JdbcOtpStoreBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** A PostgreSQL of its own, with durable commits and a pool of connections, for as long as a benchmark runs. */
final class Postgresql implements AutoCloseable {
    /** Threads that prepare rounds. */
    static final int SENDERS = 8;

    private final EmbeddedPostgres server;
    private final HikariDataSource pool;

    Postgresql(int connections) {
        try {
            server = EmbeddedPostgres.builder()
                    // It starts the server with -F and synchronous_commit off, for tests; these two make commits
                    // durable.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("max_wal_size", "16GB")
                    .setServerConfig("checkpoint_timeout", "1h")
                    .setServerConfig("autovacuum", "off")
                    .setServerConfig("shared_buffers", "2GB")
                    .setServerConfig("maintenance_work_mem", "1GB")
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.getJdbcUrl("postgres", "postgres"));
        config.setMaximumPoolSize(connections + SENDERS);
        pool = new HikariDataSource(config);
    }

    DataSource pool() {
        return pool;
    }

    /** A connection to keep, beside the pool. */
    Connection connection() {
        try {
            return server.getPostgresDatabase().getConnection();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A store with tables of its own. */
    JdbcOtpStoreBuilder store(String prefix) {
        JdbcOtpStoreBuilder builder = JdbcOtpStore.builder(pool).tablePrefix(prefix);
        builder.build().createSchema();
        return builder;
    }

    /**
     * Adds OTPs that were sent and never verified, expired one second after another since 1970, the indexes afterwards.
     */
    void fill(String prefix, int rows) {
        String table = prefix + "record";
        execute("DROP INDEX " + table + "_by_expiry");
        execute("DROP INDEX " + table + "_by_number");
        execute("ALTER TABLE " + table + " DROP CONSTRAINT " + table + "_pkey");
        execute("INSERT INTO " + table + " (id, version, account_id, application_id, number, status, attempt_count, "
                + "attempts_allowed, sends, created, expires, language, channel, streak_open, sealed, events) "
                + "SELECT gen_random_uuid(), 2, 'default', gen_random_uuid(), '+49' || (1600000000 + i), 'ACTIVE', 0, 3, 1, "
                + "i * 1000, i * 1000, 'en', 'sms', false, decode(repeat('00', 61), 'hex'), "
                + "'1;C1763853857000;Q2,sms,send 1;O31,sms,send 1 phone' FROM generate_series(1, " + rows
                + "::bigint) AS i");
        execute("ALTER TABLE " + table + " ADD PRIMARY KEY (id)");
        execute("CREATE INDEX " + table + "_by_expiry ON " + table + " (expires)");
        execute("CREATE INDEX " + table + "_by_number ON " + table + " (account_id, number, created)");
        execute("VACUUM ANALYZE " + table);
        execute("CHECKPOINT");
    }

    void execute(String sql) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    long number(String sql) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        // Else the server writes to disk what nobody will read, before it stops.
        execute("DROP SCHEMA public CASCADE");
        pool.close();
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
