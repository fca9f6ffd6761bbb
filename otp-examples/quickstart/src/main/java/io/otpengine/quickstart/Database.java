package io.otpengine.quickstart;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.otpengine.CodeKeys;
import io.otpengine.InvalidRequestException;
import io.otpengine.OtpStoreException;
import io.otpengine.jdbc.JdbcOtpStore;
import io.otpengine.spi.OtpStore;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** OTPs that outlive this program, and the keys that have to outlive it with them. */
final class Database implements AutoCloseable {
    static final String KEY_VARIABLE = "OTP_KEY";
    private static final String USER_VARIABLE = "OTP_DB_USER";
    private static final String PASSWORD_VARIABLE = "OTP_DB_PASSWORD";
    private static final int KEY_BYTES = 32;

    private final HikariDataSource pool;

    private Database(HikariDataSource pool) {
        this.pool = pool;
    }

    static Database at(String url, Environment environment) {
        Properties login = new Properties();
        environment.optional(USER_VARIABLE).ifPresent(user -> login.setProperty("user", user));
        environment.optional(PASSWORD_VARIABLE).ifPresent(password -> login.setProperty("password", password));
        requireDriver(url);
        requireConnection(url, login);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setDataSourceProperties(login);
        // SQLite has one writer.
        config.setMaximumPoolSize(url.startsWith("jdbc:sqlite:") ? 1 : 4);
        return new Database(new HikariDataSource(config));
    }

    private static void requireDriver(String url) {
        try {
            DriverManager.getDriver(url);
        } catch (SQLException e) {
            throw InvalidRequestException.malformed(
                    "--jdbc", "must be a JDBC URL of PostgreSQL, MariaDB, H2 or SQLite");
        }
    }

    /** Tried before the pool does, which would log what the driver says, with whatever the driver quotes. */
    private static void requireConnection(String url, Properties login) {
        try {
            DriverManager.getConnection(url, login).close();
        } catch (SQLException e) {
            throw new OtpStoreException(
                    "--jdbc: no connection to the database (SQLState " + e.getSQLState() + "); look at the URL, "
                            + USER_VARIABLE + " and " + PASSWORD_VARIABLE,
                    null);
        }
    }

    OtpStore store() {
        return JdbcOtpStore.of(pool).createSchema();
    }

    /** Keys come from the environment, never from the command line, which other users of the machine can read. */
    static CodeKeys keys(@Nullable String base64) {
        if (base64 == null) {
            throw InvalidRequestException.required(KEY_VARIABLE);
        }
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            key = new byte[0];
        }
        if (key.length != KEY_BYTES) {
            throw InvalidRequestException.malformed(
                    KEY_VARIABLE, "must be 32 bytes in Base64, as 'openssl rand -base64 32' prints them");
        }
        return CodeKeys.of("k1", key);
    }

    @Override
    public void close() {
        pool.close();
    }
}
