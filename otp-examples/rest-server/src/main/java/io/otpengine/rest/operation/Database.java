package io.otpengine.rest.operation;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A pool of connections to the database. */
public final class Database implements AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    private final HikariDataSource pool;

    private Database(HikariDataSource pool) {
        this.pool = pool;
    }

    /**
     * Opens the pool.
     *
     * @param url the database
     * @param user whom to log in as, or {@code null} if the URL says so
     * @param password the password, or {@code null}
     * @param connections the most to open
     * @return the pool
     */
    public static Database at(String url, @Nullable String user, @Nullable String password, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setPoolName("otp");
        if (user != null) {
            config.setUsername(user);
        }
        if (password != null) {
            config.setPassword(password);
        }
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(LONGEST_WAIT.toMillis());
        return new Database(new HikariDataSource(config));
    }

    /**
     * The pool.
     *
     * @return open until this is closed
     */
    public DataSource pool() {
        return pool;
    }

    /**
     * Counts connections and how long they are waited for.
     *
     * @param registry where to
     */
    public void countIn(MeterRegistry registry) {
        pool.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(registry));
    }

    @Override
    public void close() {
        pool.close();
    }
}
