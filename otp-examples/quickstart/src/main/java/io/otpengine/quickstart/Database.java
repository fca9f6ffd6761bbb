package io.otpengine.quickstart;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.otpengine.CodeKeys;
import io.otpengine.InvalidRequestException;
import io.otpengine.jdbc.JdbcOtpStore;
import io.otpengine.spi.OtpStore;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** OTPs that outlive this program, and the keys that have to outlive it with them. */
final class Database implements AutoCloseable {
    static final String KEY_VARIABLE = "OTP_KEY";
    private static final int KEY_BYTES = 32;

    private final HikariDataSource pool;

    private Database(HikariDataSource pool) {
        this.pool = pool;
    }

    static Database at(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(4);
        return new Database(new HikariDataSource(config));
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
