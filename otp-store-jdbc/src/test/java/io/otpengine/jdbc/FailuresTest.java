package io.otpengine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.otpengine.OtpStoreException;
import io.otpengine.testkit.Records;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator is told to look at. */
class FailuresTest {
    @ParameterizedTest
    @CsvSource({
        "55P03, 0, a lock or a time limit",
        "HY000, 1205, a lock or a time limit",
        "70100, 1969, a lock or a time limit",
        "HY000, 3024, a lock or a time limit",
        "HYT00, 50200, a lock or a time limit",
        "57014, 0, raise statementTimeout",
        "3F000, 0, schema does not exist",
        "42000, 1049, schema does not exist",
        "90079, 90079, schema does not exist",
        "25006, 0, read-only",
        "HY000, 1290, read-only",
        "'', 8, read-only",
        "'', 5, the file is locked",
        "'', 19, exists",
        "'', 1, the database's log",
        "42P01, 0, a table is missing",
        "42501, 0, lacks a right",
        "42000, 1142, lacks a right",
        "53300, 0, out of connections",
        "08006, 0, no connection"
    })
    void adviceFitsTheFailure(String state, int code, String advice) {
        assertThat(Failures.told("x", new SQLException("canary", state.isEmpty() ? null : state, code)))
                .hasMessageContaining(advice)
                .hasMessageNotContaining("canary");
    }

    /** SQLite has one code for a missing table and for any other mistake in SQL. */
    @Test
    void anotherMistakeInSqliteIsNoMissingTable() throws SQLException {
        try (HikariDataSource pool = Servers.sqlite()) {
            JdbcOtpStore store = JdbcOtpStore.of(pool).createSchema();
            assertThat(store.durable()).isTrue();
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("ALTER TABLE otp_quota RENAME COLUMN purge_at TO purge_on");
            }
            assertThatThrownBy(() -> store.purgeExpired(Instant.EPOCH, Instant.EPOCH, 1))
                    .isInstanceOf(OtpStoreException.class)
                    .hasMessageNotContaining("a table is missing");
        }
    }

    @Test
    void aSqliteFileThatIsReadOnlyIsNamedSo() {
        try (HikariDataSource pool = Servers.sqlite()) {
            JdbcOtpStore.of(pool).createSchema();
            HikariDataSource reader = new HikariDataSource();
            reader.setJdbcUrl(pool.getJdbcUrl());
            reader.setConnectionInitSql("PRAGMA query_only = true");
            try (reader) {
                JdbcOtpStore store = JdbcOtpStore.of(reader);
                assertThatThrownBy(() -> store.insert(Records.otp(Instant.EPOCH)))
                        .isInstanceOf(OtpStoreException.class)
                        .hasMessageContaining("read-only");
            }
        }
    }

    @Test
    void whatFailsWhenAConnectionIsClosedIsNotHiddenInAnException() {
        try (HikariDataSource pool = Servers.sqlite()) {
            JdbcOtpStore store = JdbcOtpStore.of(failingToClose(pool));
            assertThatThrownBy(store::durable)
                    .isInstanceOf(OtpStoreException.class)
                    .hasMessageContaining("createSchema()")
                    .hasNoSuppressedExceptions();
        }
    }

    private static DataSource failingToClose(DataSource pool) {
        return proxy(DataSource.class, pool, connection -> proxy(Connection.class, connection, result -> result));
    }

    /** Passes on what each call comes to, and fails each close after it was done. */
    private static <T> T proxy(Class<T> type, Object target, UnaryOperator<Object> onResult) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            Object result;
            try {
                result = method.invoke(target, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
            if (method.getName().equals("close")) {
                throw new SQLException("canary");
            }
            return onResult.apply(result);
        }));
    }
}
