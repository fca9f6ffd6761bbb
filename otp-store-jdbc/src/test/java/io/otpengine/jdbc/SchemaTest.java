package io.otpengine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.otpengine.InvalidRequestException;
import io.otpengine.OtpEngine;
import io.otpengine.OtpEngineBuilder;
import io.otpengine.OtpStoreException;
import io.otpengine.spi.OtpStore;
import io.otpengine.testkit.Race;
import io.otpengine.testkit.RecordingChannel;
import io.otpengine.testkit.Records;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {
    static Stream<DataSource> databases() {
        return Stream.of(
                Servers.postgresql().pool(),
                Servers.mariadb().pool(),
                Servers.h2().pool(),
                Servers.sqlite());
    }

    private static JdbcOtpStoreBuilder somewhere(DataSource dataSource) {
        return JdbcOtpStore.builder(dataSource).tablePrefix(freshPrefix());
    }

    private static String freshPrefix() {
        return "s" + UUID.randomUUID().toString().substring(0, 8) + "_";
    }

    private static String read(DataSource dataSource, String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static void execute(DataSource dataSource, String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("databases")
    void isMadeOnceByNodesThatStartTogether(DataSource dataSource) {
        for (int trial = 0; trial < 3; trial++) {
            JdbcOtpStoreBuilder builder = somewhere(dataSource);
            assertThat(Race.of(6, i -> builder.build().createSchema().durable()))
                    .containsOnly(true)
                    .hasSize(6);
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("databases")
    void isLeftAloneOnceItIsThere(DataSource dataSource) {
        JdbcOtpStore store = somewhere(dataSource).build().createSchema();
        store.insert(Records.otp(Instant.EPOCH));
        store.createSchema();
        assertThat(store.findByNumber(Records.ACCOUNT, Records.NUMBER, 10)).hasSize(1);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("databases")
    void missingTablesAreRefusedWithWhatToDo(DataSource dataSource) {
        JdbcOtpStore store = somewhere(dataSource).build();
        assertThatThrownBy(store::durable)
                .isInstanceOf(OtpStoreException.class)
                .hasMessageContaining("call createSchema()");
        assertThatThrownBy(() -> store.find(Records.newOtpId()))
                .isInstanceOf(OtpStoreException.class)
                .hasMessageContaining("call createSchema()");
        assertThat(store.createSchema().find(Records.newOtpId())).isEmpty();
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("databases")
    void aTableThatWasDroppedIsMissedAndMadeAgain(DataSource dataSource) {
        String prefix = freshPrefix();
        JdbcOtpStoreBuilder builder = JdbcOtpStore.builder(dataSource).tablePrefix(prefix);
        builder.build().createSchema().insert(Records.otp(Instant.EPOCH));
        for (String table : List.of("quota", "application")) {
            execute(dataSource, "DROP TABLE " + prefix + table);
            assertThatThrownBy(() -> builder.build().durable())
                    .isInstanceOf(OtpStoreException.class)
                    .hasMessageContaining("call createSchema()");
            builder.build().createSchema();
        }
        JdbcOtpStore store = builder.build();
        assertThat(store.used("number|1", Instant.EPOCH)).isZero();
        assertThat(store.findByNumber(Records.ACCOUNT, Records.NUMBER, 10)).hasSize(1);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("databases")
    void tablesOfAnotherVersionAreRefusedWithWhatToDo(DataSource dataSource) {
        String prefix = freshPrefix();
        JdbcOtpStoreBuilder builder = JdbcOtpStore.builder(dataSource).tablePrefix(prefix);
        builder.build().createSchema();
        execute(dataSource, "UPDATE " + prefix + "schema SET version = 2");
        assertThatThrownBy(() -> builder.build().durable())
                .isInstanceOf(OtpStoreException.class)
                .hasMessageContaining("schema version 2")
                .hasMessageContaining("upgrade the library");
        assertThatThrownBy(() -> builder.build().createSchema()).hasMessageContaining("upgrade the library");
        execute(dataSource, "UPDATE " + prefix + "schema SET version = 0");
        assertThatThrownBy(() -> builder.build().durable())
                .isInstanceOf(OtpStoreException.class)
                .hasMessageContaining("upgrade the tables");
    }

    private static void assertNoEngineIsBuilt(OtpStore store, String why) {
        OtpEngineBuilder builder =
                OtpEngine.builder().store(store).keys(Nodes.KEYS).channel(new RecordingChannel());
        assertThatThrownBy(builder::build).isInstanceOf(OtpStoreException.class).hasMessageContaining(why);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("databases")
    void noEngineIsBuiltOnMissingOrNewerTables(DataSource dataSource) {
        String prefix = freshPrefix();
        JdbcOtpStoreBuilder builder = JdbcOtpStore.builder(dataSource).tablePrefix(prefix);
        assertNoEngineIsBuilt(builder.build(), "call createSchema()");
        builder.build().createSchema();
        execute(dataSource, "UPDATE " + prefix + "schema SET version = 2");
        assertNoEngineIsBuilt(builder.build(), "upgrade the library");
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("databases")
    void theViewShowsTimes(DataSource dataSource) {
        String prefix = freshPrefix();
        JdbcOtpStore store =
                JdbcOtpStore.builder(dataSource).tablePrefix(prefix).build().createSchema();
        store.insert(Records.otp(Instant.parse("2031-05-06T12:00:00Z")));
        assertThat(read(dataSource, "SELECT created_at FROM " + prefix + "overview"))
                .startsWith("2031-05-06");
    }

    /** As Flyway, Liquibase or a DBA would, and once more. */
    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mysql", "h2", "sqlite"})
    void eachFileCanBeAppliedAsItIsAndAgain(String file) throws IOException, SQLException {
        DataSource empty = switch (file) {
            case "postgresql" -> Servers.postgresql().emptyDatabase();
            case "mysql" -> Servers.mariadb().emptyDatabase();
            case "h2" -> Servers.h2().pool();
            default -> Servers.sqlite();
        };
        String script;
        try (InputStream in = JdbcOtpStore.class.getResourceAsStream("ddl/" + file + ".sql")) {
            script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (int time = 1; time <= 2; time++) {
            try (Connection connection = empty.getConnection();
                    Statement statement = connection.createStatement()) {
                for (String sql : script.replaceAll("(?m)--.*$|;\\s*\\z", "").split(";", -1)) {
                    statement.execute(sql);
                }
            }
        }
        JdbcOtpStore store = JdbcOtpStore.of(empty);
        assertThat(store.durable()).isTrue();
        store.insert(Records.longestOtp(Instant.EPOCH));
        assertThat(read(empty, "SELECT COUNT(*) FROM otp_overview")).isEqualTo("1");
    }

    @Test
    void isNotTriedAgainWithoutTheRight() {
        String user = freshPrefix();
        execute(Servers.postgresql().pool(), "CREATE ROLE " + user + " LOGIN");
        try (HikariDataSource pool = Servers.postgresql().pool(config -> {
            // The address names a user too, who would win.
            config.setJdbcUrl(Servers.postgresql().url().replaceFirst("\\?.*", ""));
            config.setUsername(user);
        })) {
            TappedDataSource tapped = new TappedDataSource(pool);
            JdbcOtpStore store = somewhere(tapped.dataSource()).build();
            assertThatThrownBy(store::createSchema)
                    .isInstanceOf(OtpStoreException.class)
                    .hasMessageContaining("lacks a right");
            assertThat(tapped.executed())
                    .filteredOn(sql -> sql.startsWith("CREATE"))
                    .hasSize(1);
        }
    }

    /** It is for people: where it cannot be made, the store works all the same. */
    @Test
    void isCompleteWithoutTheView() {
        String prefix = freshPrefix();
        execute(Servers.postgresql().pool(), "CREATE TABLE " + prefix + "overview (id INTEGER)");
        JdbcOtpStore store = JdbcOtpStore.builder(Servers.postgresql().pool())
                .tablePrefix(prefix)
                .build()
                .createSchema();
        assertThat(store.durable()).isTrue();
    }

    @Nested
    class Names {
        @Test
        void ofAnotherDatabaseSchemaAreUsed() {
            for (DataSource dataSource : withSchemas()) {
                String schema = freshPrefix();
                execute(dataSource, "CREATE SCHEMA " + schema);
                assertThatTheyAreUsed(dataSource, schema);
            }
        }

        /** Where a schema is a file that is attached. */
        @Test
        void ofAnAttachedFileAreUsed() {
            try (HikariDataSource sqlite = Servers.sqlite()) {
                execute(sqlite, "ATTACH DATABASE ':memory:' AS other");
                assertThatTheyAreUsed(sqlite, "other");
                assertThat(read(sqlite, "SELECT COUNT(*) FROM main.sqlite_master"))
                        .isEqualTo("0");
            }
        }

        private static void assertThatTheyAreUsed(DataSource dataSource, String schema) {
            JdbcOtpStore store =
                    JdbcOtpStore.builder(dataSource).schema(schema).build().createSchema();
            store.insert(Records.otp(Instant.EPOCH));
            assertThat(read(dataSource, "SELECT COUNT(*) FROM " + schema + ".otp_overview"))
                    .isEqualTo("1");
        }

        @Test
        void ofASchemaThatDoesNotExistAreSaidToBe() {
            for (DataSource dataSource : withSchemas()) {
                JdbcOtpStore store =
                        JdbcOtpStore.builder(dataSource).schema(freshPrefix()).build();
                assertThatThrownBy(store::createSchema)
                        .isInstanceOf(OtpStoreException.class)
                        .hasMessageContaining("the schema does not exist");
            }
        }

        private static DataSource[] withSchemas() {
            return new DataSource[] {
                Servers.postgresql().pool(),
                Servers.mariadb().pool(),
                Servers.h2().pool()
            };
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "1x", "a-b", "a;DROP TABLE x", "a.b", "a'", "\"a\"", "é", "a b", "x\n"})
        void areOnlyPlainOnes(String name) {
            JdbcOtpStoreBuilder builder = JdbcOtpStore.builder(Servers.h2().pool());
            assertThatThrownBy(() -> builder.tablePrefix(name))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageStartingWith("tablePrefix");
            assertThatThrownBy(() -> builder.schema(name))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageStartingWith("schema");
        }

        @Test
        void haveAtMost31Characters() {
            JdbcOtpStoreBuilder builder = JdbcOtpStore.builder(Servers.h2().pool());
            assertThat(builder.tablePrefix("a".repeat(31))
                            .build()
                            .createSchema()
                            .durable())
                    .isTrue();
            assertThatThrownBy(() -> builder.tablePrefix("a".repeat(32))).isInstanceOf(InvalidRequestException.class);
        }
    }

    @Nested
    class ReadOnlyDatabases {
        private final FreshTables tables = new FreshTables(Servers.postgresql().pool());

        @Test
        void areRefusedAtStart() {
            refused(config -> config.setConnectionInitSql("SET default_transaction_read_only = on"));
        }

        @Test
        void andSoAreReadOnlyConnections() {
            refused(config -> config.setReadOnly(true));
        }

        private void refused(Consumer<HikariConfig> settings) {
            JdbcOtpStore store = tables.store(Servers.postgresql().pool(settings), true);
            assertThatThrownBy(store::durable)
                    .isInstanceOf(OtpStoreException.class)
                    .hasMessageContaining("read-only");
            assertNoEngineIsBuilt(store, "read-only");
        }
    }

    @Nested
    class Settings {
        @ParameterizedTest
        @ValueSource(longs = {-1_000, 1, 1_500, 3_600_001})
        void aTimeoutIsWholeSecondsUpToAnHour(long millis) {
            JdbcOtpStoreBuilder builder = JdbcOtpStore.builder(Servers.h2().pool());
            assertThatThrownBy(() -> builder.statementTimeout(Duration.ofMillis(millis)))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageStartingWith("statementTimeout");
        }

        @ParameterizedTest
        @ValueSource(ints = {Integer.MIN_VALUE, -1, 0})
        void atLeastOneOtpIsRemembered(int otps) {
            JdbcOtpStoreBuilder builder = JdbcOtpStore.builder(Servers.h2().pool());
            assertThatThrownBy(() -> builder.remembered(otps))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageStartingWith("remembered");
        }

        @Test
        void nullsAreRefused() {
            assertThatThrownBy(() -> JdbcOtpStore.of(null)).isInstanceOf(InvalidRequestException.class);
            JdbcOtpStoreBuilder builder = JdbcOtpStore.builder(Servers.h2().pool());
            assertThatThrownBy(() -> builder.schema(null)).isInstanceOf(InvalidRequestException.class);
            assertThatThrownBy(() -> builder.tablePrefix(null)).isInstanceOf(InvalidRequestException.class);
            assertThatThrownBy(() -> builder.statementTimeout(null)).isInstanceOf(InvalidRequestException.class);
        }
    }
}
