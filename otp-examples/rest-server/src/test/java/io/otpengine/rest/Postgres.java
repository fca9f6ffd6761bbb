package io.otpengine.rest;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** One PostgreSQL for all tests of a run; it ends with the process. */
final class Postgres {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final EmbeddedPostgres SERVER = start();

    private Postgres() {}

    /** A new database of the user postgres. */
    static String database() {
        String name = "rest" + DATABASES.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(SERVER.getJdbcUrl("postgres", "postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return "jdbc:postgresql://127.0.0.1:" + SERVER.getPort() + "/" + name;
    }

    /** A server of its own, to be stopped. */
    static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "200")
                    // It starts the server with -F and synchronous_commit off; these two make commits durable.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setPGStartupWait(Duration.ofMinutes(3))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
