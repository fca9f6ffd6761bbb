package io.otpengine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.otpengine.Application;
import io.otpengine.InvalidRequestException;
import io.otpengine.OtpStoreException;
import io.otpengine.QuotaWindow;
import io.otpengine.jdbc.TappedDataSource.Fault;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import io.otpengine.spi.QuotaCharge;
import io.otpengine.testkit.Records;
import java.io.PrintWriter;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final FreshTables TABLES =
            new FreshTables(Servers.postgresql().pool());

    private final JdbcOtpStore rows = TABLES.store(false);

    @BeforeEach
    void empty() {
        assertThat(TABLES.emptied().store(false).durable()).isTrue();
    }

    private static QuotaCharge charge(String key, int limit) {
        return new QuotaCharge(key, 1, List.of(QuotaWindow.of(limit, Duration.ofHours(1))));
    }

    @Nested
    class APoolOfOne {
        private final HikariDataSource pool = Servers.postgresql().pool(config -> {
            config.setMaximumPoolSize(1);
            config.setConnectionTimeout(500);
        });
        private final JdbcOtpStore store = TABLES.store(pool, true);

        @Test
        void isEnoughForTheStore() {
            OtpRecord otp = Records.otp(NOW);
            store.insert(otp);
            assertThat(store.replace(otp.next().build())).isTrue();
            assertThat(store.tryAcquire(List.of(charge("a", 1), charge("b", 1)), NOW))
                    .isEmpty();
            assertThat(store.purgeExpired(NOW.plusSeconds(600), NOW.plusSeconds(7_200), 10))
                    .isEqualTo(3);
        }

        @Test
        void heldByTheCallerIsAnErrorWithinItsTimeoutAndNoDeadlock() throws SQLException {
            OtpRecord otp = Records.otp(NOW);
            store.insert(otp);
            try (Connection caller = pool.getConnection()) {
                assertThat(caller.isClosed()).isFalse();
                assertThatThrownBy(() -> store.replace(otp.next().build()))
                        .isInstanceOf(OtpStoreException.class)
                        .hasMessageContaining("pool");
            }
            assertThat(store.replace(otp.next().build())).isTrue();
        }
    }

    @Nested
    class Autocommit {
        /** Calls of the connection that fail, with their SQLState. */
        private final Map<String, String> broken = new HashMap<>();

        @Test
        void isGivenBackAsItCame() throws SQLException {
            for (boolean autoCommit : new boolean[] {true, false}) {
                try (Connection only = Servers.postgresql().pool().getConnection()) {
                    only.setAutoCommit(autoCommit);
                    JdbcOtpStore store = TABLES.store(alwaysThis(only), false);
                    store.insert(Records.otp(NOW));
                    assertThat(store.tryAcquire(List.of(charge("a" + autoCommit, 1), charge("b" + autoCommit, 1)), NOW))
                            .isEmpty();
                    assertThat(only.getAutoCommit()).isEqualTo(autoCommit);
                }
            }
            assertThat(rows.findByNumber(Records.ACCOUNT, Records.NUMBER, 10)).hasSize(2);
        }

        @Test
        void isGivenBackAfterAFailureAndLostRacesToo() throws SQLException {
            try (Connection only = Servers.postgresql().pool().getConnection()) {
                only.setAutoCommit(false);
                JdbcOtpStore store = TABLES.store(alwaysThis(only), false);
                OtpRecord otp = Records.otp(NOW);
                store.insert(otp);

                broken.put("prepareStatement", "57014");
                assertThatThrownBy(() -> store.replace(otp.next().build())).isInstanceOf(OtpStoreException.class);
                assertThat(only.getAutoCommit()).isFalse();

                broken.put("prepareStatement", "40001");
                assertThatThrownBy(() -> store.replace(otp.next().build()))
                        .isInstanceOf(OtpStoreException.class)
                        .hasMessageContaining("256 races");
                assertThat(only.getAutoCommit()).isFalse();
            }
        }

        @Test
        void staysOffIfTheRollbackFailsWhichHidesNoFailureBeforeIt() throws SQLException {
            try (Connection only = Servers.postgresql().pool().getConnection()) {
                JdbcOtpStore store = TABLES.store(alwaysThis(only), false);
                broken.put("commit", "57014");
                broken.put("rollback", "08006");
                assertThatThrownBy(() -> store.tryAcquire(List.of(charge("a", 1), charge("b", 1)), NOW))
                        .isInstanceOf(OtpStoreException.class)
                        .hasMessageContaining("57014");
                assertThat(only.getAutoCommit())
                        .as("what is left was committed")
                        .isFalse();
                only.rollback();
            }
            assertThat(rows.used("a", NOW)).isZero();
        }

        private DataSource alwaysThis(Connection connection) {
            Connection kept = (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                        String state = broken.get(method.getName());
                        if (state != null) {
                            throw new SQLException("injected", state);
                        }
                        return method.getName().equals("close") ? null : method.invoke(connection, args);
                    });
            return (DataSource) Proxy.newProxyInstance(
                    DataSource.class.getClassLoader(),
                    new Class<?>[] {DataSource.class},
                    (proxy, method, args) -> kept);
        }
    }

    @Nested
    class AtCommit {
        private final TappedDataSource tapped = new TappedDataSource(TABLES.dataSource());
        private final JdbcOtpStore store = TABLES.store(tapped.dataSource(), true);

        /** Breaks every call in turn, so that the commit is one of them, after it took effect. */
        @Test
        void aCutConnectionIsAnUnknownOutcomeAndNoAnswer() {
            int told = 0;
            for (int call = 1; call < 160; call++) {
                tapped.breakCall(call, TappedDataSource.after("08006"));
                int before = rows.used("subject|x", NOW);
                try {
                    assertThat(store.tryAcquire(List.of(charge("subject|x", 1_000), charge("number|x", 1_000)), NOW))
                            .isEmpty();
                    told++;
                    assertThat(rows.used("subject|x", NOW)).isEqualTo(before + 1);
                } catch (OtpStoreException e) {
                    assertThat(e).hasMessageContaining("08006");
                }
                assertThat(rows.used("number|x", NOW)).as("both or none").isEqualTo(rows.used("subject|x", NOW));
                tapped.mended();
            }
            assertThat(told).isPositive();
        }

        @Test
        void aRollbackThatFailsCommitsNothing() {
            store.tryAcquire(List.of(charge("k1", 9), charge("k2", 9)), NOW);
            for (int call = 1; call < 160; call++) {
                tapped.breakFrom(call, "57014");
                try {
                    assertThat(store.tryAcquire(List.of(charge("k1", 1_000), charge("k2", 1_000)), NOW))
                            .isEmpty();
                } catch (OtpStoreException e) {
                    assertThat(e).hasMessageContaining("57014");
                }
                tapped.mended();
                assertThat(rows.used("k1", NOW)).isEqualTo(rows.used("k2", NOW));
            }
        }
    }

    /**
     * At every call to the driver in turn, so that the change is one of them: a database may undo it for what others did
     * to other rows, and nobody came first.
     */
    @Test
    void aChangeThatTheDatabaseUndidIsMadeAllTheSame() {
        Stream.<Supplier<Predicate<OtpStore>>>of(
                        () -> {
                            OtpRecord otp = inserted(Records.otp(NOW));
                            return store -> store.replace(otp.next().build());
                        },
                        () -> {
                            OtpRecord otp = inserted(Records.otp(NOW));
                            return store -> store.delete(otp.id(), otp.version());
                        },
                        () -> {
                            Application application = Records.application("a", NOW);
                            return store -> store.insert(application);
                        },
                        () -> {
                            Application application = inserted(Records.application("a", NOW));
                            return store -> store.replace(renamed(application));
                        },
                        () -> {
                            Application application = inserted(Records.application("a", NOW));
                            return store -> store.delete(application.id(), application.version());
                        })
                .forEach(this::isMadeAllTheSame);
    }

    private OtpRecord inserted(OtpRecord otp) {
        rows.insert(otp);
        return otp;
    }

    private Application inserted(Application application) {
        assertThat(rows.insert(application)).isTrue();
        return application;
    }

    private static Application renamed(Application one) {
        return new Application(
                one.id(),
                one.version() + 1,
                one.accountId(),
                "another",
                one.codeLength(),
                one.alphanumeric(),
                one.attempts(),
                one.expire(),
                one.sender(),
                one.caller(),
                one.templates(),
                one.created());
    }

    private void isMadeAllTheSame(Supplier<Predicate<OtpStore>> changes) {
        TappedDataSource tapped = new TappedDataSource(TABLES.dataSource());
        JdbcOtpStore store = TABLES.store(tapped.dataSource(), false);
        assertThat(store.used("nobody", NOW)).isZero();
        int made = 0;
        boolean broken = true;
        for (int call = 1; broken; call++) {
            Predicate<OtpStore> change = changes.get();
            tapped.breakCall(call, TappedDataSource.before("40001"));
            try {
                assertThat(change.test(store)).isTrue();
                made++;
            } catch (OtpStoreException e) {
                assertThat(e).as("after the change").hasMessageContaining("40001");
            }
            broken = tapped.mended();
            assertThat(change.test(rows)).as("once more").isFalse();
        }
        assertThat(made).isGreaterThan(3);
    }

    @Nested
    class Exceptions {
        @Test
        void sayTheStateAndWhatToLookAtButNoValue() {
            OtpRecord otp = Records.otp(NOW);
            rows.insert(otp);
            assertThatThrownBy(() -> rows.insert(otp))
                    .isInstanceOf(OtpStoreException.class)
                    .hasMessageContaining("23505")
                    .hasMessageContaining("exists")
                    .satisfies(e -> {
                        for (Throwable t = e; t != null; t = t.getCause()) {
                            assertThat(t.toString()).doesNotContain(otp.id().toString(), Records.NUMBER);
                        }
                    })
                    .hasRootCauseInstanceOf(SQLException.class);
        }

        @Test
        void tellATimeout() throws SQLException {
            OtpRecord otp = Records.otp(NOW);
            rows.insert(otp);
            JdbcOtpStore impatient = JdbcOtpStore.builder(TABLES.dataSource())
                    .tablePrefix(TABLES.name(""))
                    .statementTimeout(Duration.ofSeconds(1))
                    .build();
            try (Connection other = TABLES.dataSource().getConnection()) {
                other.setAutoCommit(false);
                try (var lock = other.createStatement()) {
                    lock.execute("SELECT * FROM " + TABLES.name("record") + " FOR UPDATE");
                }
                assertThatThrownBy(() -> impatient.replace(otp.next().build()))
                        .isInstanceOf(OtpStoreException.class)
                        .hasMessageContaining("statementTimeout");
                other.rollback();
            }
            assertThat(rows.find(otp.id())).contains(otp);
            assertThat(rows.replace(otp.next().build())).isTrue();
        }

        @Test
        void ofADriverThatThrowsWhatItShouldNotAreTranslated() {
            TappedDataSource tapped = new TappedDataSource(TABLES.dataSource());
            JdbcOtpStore store = TABLES.store(tapped.dataSource(), false);
            tapped.breakCall(1, new Fault(new IllegalStateException("canary"), false));
            assertThatThrownBy(() -> store.find(Records.newOtpId()))
                    .isInstanceOf(OtpStoreException.class)
                    .hasMessageNotContaining("canary");
        }
    }

    @Test
    void aDataSourceThatHandsOutTheCallersTransactionIsRefused() {
        assertThatThrownBy(() -> JdbcOtpStore.of(new TransactionAwareDataSourceProxy()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("dataSource");
    }

    /** Named like Spring's. */
    private static final class TransactionAwareDataSourceProxy implements DataSource {
        @Override
        public Connection getConnection() throws SQLException {
            throw new SQLException("not to be called");
        }

        @Override
        public Connection getConnection(String username, String password) throws SQLException {
            throw new SQLException("not to be called");
        }

        @Override
        public PrintWriter getLogWriter() {
            return null;
        }

        @Override
        public void setLogWriter(PrintWriter out) {}

        @Override
        public void setLoginTimeout(int seconds) {}

        @Override
        public int getLoginTimeout() {
            return 0;
        }

        @Override
        public java.util.logging.Logger getParentLogger() {
            return java.util.logging.Logger.getGlobal();
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            throw new SQLException("wraps nothing");
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return false;
        }
    }
}
