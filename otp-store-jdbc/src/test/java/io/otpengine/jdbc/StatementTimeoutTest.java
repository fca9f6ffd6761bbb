package io.otpengine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import com.zaxxer.hikari.HikariDataSource;
import io.otpengine.OtpStoreException;
import io.otpengine.jdbc.Servers.Server;
import io.otpengine.spi.OtpRecord;
import io.otpengine.testkit.Race;
import io.otpengine.testkit.Records;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StatementTimeoutTest {
    private static final Duration SHORT = Duration.ofMillis(200);

    static Stream<Server> servers() {
        return Stream.of(Servers.postgresql(), Servers.mariadb());
    }

    private static JdbcOtpStore impatient(DataSource way, FreshTables tables) {
        return new JdbcOtpStore(way, new Names("", tables.name("")), SHORT, 0);
    }

    private static void assertNoThreadStays() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("otp-statement-timeout")) {
                thread.join(10_000);
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void aStuckStatementEndsAsAnErrorAndItsConnectionIsAsBefore(Server server) throws Exception {
        FreshTables tables = new FreshTables(server.pool());
        OtpRecord otp = Records.otp(Instant.EPOCH);
        tables.store(false).insert(otp);
        try (HikariDataSource one = server.pool(config -> config.setMaximumPoolSize(1))) {
            JdbcOtpStore impatient = impatient(one, tables);
            String before = settings(one, server);
            try (Connection other = locking(tables)) {
                for (int i = 0; i < 3; i++) {
                    assertThatThrownBy(() -> impatient.replace(otp.next().build()))
                            .isInstanceOf(OtpStoreException.class)
                            .hasMessageContaining("statementTimeout");
                    assertNoThreadStays();
                }
                other.rollback();
            }
            assertThat(settings(one, server)).isEqualTo(before);
            JdbcOtpStore patient = tables.store(one, false);
            assertThat(patient.find(otp.id())).contains(otp);
            assertThat(patient.replace(otp.next().build())).isTrue();
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void manyStuckStatementsEnd(Server server) throws Exception {
        FreshTables tables = new FreshTables(server.pool());
        OtpRecord otp = Records.otp(Instant.EPOCH);
        tables.store(false).insert(otp);
        JdbcOtpStore impatient = impatient(tables.dataSource(), tables);
        try (Connection other = locking(tables)) {
            List<Throwable> ends = Race.of(32, i -> {
                try {
                    return new AssertionError(impatient.replace(otp.next().build()));
                } catch (OtpStoreException e) {
                    return e;
                }
            });
            assertThat(ends).allSatisfy(end -> assertThat(end).hasMessageContaining("statementTimeout"));
            other.rollback();
        }
        assertNoThreadStays();
        JdbcOtpStore patient = tables.store(false);
        List<Boolean> won = Race.of(32, i -> patient.replace(otp.next().build()));
        assertThat(won).filteredOn(one -> one).hasSize(1);
    }

    /** It does not look at a cancellation while it waits for a lock. */
    @Test
    void h2EndsAWaitForALockByItsOwnLimit() throws Exception {
        Server h2 = Servers.h2();
        FreshTables tables = new FreshTables(h2.pool());
        OtpRecord otp = Records.otp(Instant.EPOCH);
        tables.store(false).insert(otp);
        try (HikariDataSource waiting = h2.pool(config -> config.setConnectionInitSql("SET LOCK_TIMEOUT 400"))) {
            JdbcOtpStore impatient = impatient(waiting, tables);
            try (Connection other = locking(tables)) {
                assertThatThrownBy(() -> impatient.replace(otp.next().build()))
                        .isInstanceOf(OtpStoreException.class)
                        .hasMessageContaining("a lock or a time limit of the database");
                other.rollback();
            }
        }
        assertNoThreadStays();
        assertThat(tables.store(false).replace(otp.next().build())).isTrue();
    }

    private static Connection locking(FreshTables tables) throws SQLException {
        Connection other = tables.dataSource().getConnection();
        other.setAutoCommit(false);
        try (Statement lock = other.createStatement()) {
            lock.execute("SELECT * FROM " + tables.name("record") + " FOR UPDATE");
        }
        return other;
    }

    /** What a store could have left behind on a connection. */
    private static String settings(DataSource one, Server server) throws SQLException {
        String timeout = server.url().contains("postgresql")
                ? "SELECT current_setting('statement_timeout') || current_setting('lock_timeout')"
                : "SELECT @@max_statement_time";
        try (Connection connection = one.getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet result = statement.executeQuery(timeout)) {
                result.next();
                return List.of(
                                connection.getAutoCommit(),
                                connection.getTransactionIsolation(),
                                connection.isReadOnly(),
                                connection.getNetworkTimeout(),
                                statement.getQueryTimeout(),
                                result.getString(1))
                        .toString();
            }
        }
    }

    @Nested
    class Cancellation {
        private final StatementTimeout timeout = new StatementTimeout(Duration.ofMillis(20));
        private final PreparedStatement statement = mock(PreparedStatement.class);

        @Test
        void isOnlyForStatementsThatTakeTooLong() throws SQLException {
            StatementTimeout patient = new StatementTimeout(Duration.ofHours(1));
            for (int i = 0; i < 1_000; i++) {
                int rows = patient.bound(statement, s -> 1);
                assertThat(rows).isEqualTo(1);
            }
            verify(statement, never()).cancel();
        }

        @Test
        void isNeverWhenTheDatabaseIsToDoIt() throws SQLException {
            int rows = new StatementTimeout(Duration.ZERO).bound(statement, s -> 1);
            assertThat(rows).isEqualTo(1);
            verify(statement, never()).cancel();
        }

        @Test
        void isRepeatedUntilItHasAnEffect() throws Exception {
            assertThatItIsRepeated();
        }

        private void assertThatItIsRepeated() throws Exception {
            CountDownLatch third = new CountDownLatch(3);
            doAnswer(call -> {
                        third.countDown();
                        throw new SQLException("the first do not help");
                    })
                    .when(statement)
                    .cancel();
            assertThatThrownBy(() -> timeout.bound(statement, s -> {
                        await(third);
                        throw new SQLException("cancelled", "70100", 1317);
                    }))
                    .isInstanceOf(SQLTimeoutException.class)
                    .hasMessage("cancelled");
            assertNoThreadStays();
        }

        @Test
        void comesALittleLaterOnAMachineOutOfThreads() throws Exception {
            AtomicInteger asked = new AtomicInteger();
            StatementTimeout outOfThreads = new StatementTimeout(Duration.ofMillis(20), work -> {
                if (asked.incrementAndGet() < 3) {
                    throw new OutOfMemoryError("unable to create native thread");
                }
                return new Thread(work);
            });
            CountDownLatch cancelled = new CountDownLatch(1);
            doAnswer(call -> {
                        cancelled.countDown();
                        return null;
                    })
                    .when(statement)
                    .cancel();
            int rows = outOfThreads.bound(statement, s -> {
                await(cancelled);
                return 1;
            });
            assertThat(rows).isEqualTo(1);
            assertThat(asked).hasValueGreaterThanOrEqualTo(3);
        }

        @Test
        void keepsTheConnectionFromTheNextUserWhileItLasts() throws Exception {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch executed = new CountDownLatch(1);
            AtomicInteger order = new AtomicInteger();
            AtomicInteger cancelled = new AtomicInteger();
            doAnswer(call -> {
                        begun.countDown();
                        await(executed);
                        cancelled.set(order.incrementAndGet());
                        return null;
                    })
                    .when(statement)
                    .cancel();
            timeout.bound(statement, s -> {
                await(begun);
                executed.countDown();
                return 1;
            });
            assertThat(order.incrementAndGet()).isEqualTo(2);
            assertThat(cancelled).hasValue(1);
        }

        @Test
        void isStillThereAfterAPauseInTraffic() throws Exception {
            for (int i = 0; i < 3; i++) {
                assertThatItIsRepeated();
            }
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
