package io.otpengine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.otpengine.Application;
import io.otpengine.ApplicationSpec;
import io.otpengine.Channel;
import io.otpengine.Otp;
import io.otpengine.OtpEvent;
import io.otpengine.QuotaWindow;
import io.otpengine.SendRequest;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.QuotaCharge;
import io.otpengine.testkit.Race;
import io.otpengine.testkit.Records;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the tables, and what is not. */
class StoredDataTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Duration MORE_THAN_ITS_LIFE = Duration.ofMinutes(10);
    private static final FreshTables TABLES =
            new FreshTables(Servers.postgresql().pool());

    @Test
    void whatIsReadCannotBeChanged() {
        Nodes nodes = new Nodes(TABLES.emptied(), Nodes.ROOMY);
        Otp otp = nodes.sent();
        List<OtpEvent> events = TABLES.store(false).find(otp.id()).orElseThrow().events();
        assertThatThrownBy(() -> events.remove(0)).isInstanceOf(UnsupportedOperationException.class);
        Application application = nodes.one.applications().create(ApplicationSpec.named("fixed"));
        Map<String, String> templates =
                TABLES.store(false).find(application.id()).orElseThrow().templates();
        assertThatThrownBy(() -> templates.put("de", "{{OTP}}")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Nested
    class Codes {
        private final Nodes nodes = new Nodes(TABLES.emptied(), Nodes.ROOMY);

        @Test
        void areInNoTableAtAnyStep() {
            Otp otp = nodes.one
                    .send(SendRequest.to(nodes.freshNumber())
                            .code("q7xk2z4w")
                            .text("canary {{OTP}}")
                            .subject("canary subject")
                            .binding("canary binding"))
                    .orElseThrow();
            assertNoneIn(dump());
            nodes.two.resend(otp.id());
            assertNoneIn(dump());
            nodes.two.verify(otp.id(), "q7xk2z4x");
            assertNoneIn(dump());
            nodes.one.verify(otp.id(), "q7xk2z4w");
            assertNoneIn(dump());
        }

        @Test
        void haveNoHashThatASweepFinds() throws NoSuchAlgorithmException {
            nodes.sent();
            Set<ByteBuffer> stored = new HashSet<>();
            for (byte[] cell : dump()) {
                for (int from = 0; from + 32 <= cell.length; from++) {
                    stored.add(ByteBuffer.wrap(cell, from, 32).slice());
                }
            }
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (int code = 0; code < 1_000_000; code++) {
                byte[] digits = new byte[6];
                for (int rest = code, i = 5; i >= 0; i--, rest /= 10) {
                    digits[i] = (byte) ('0' + rest % 10);
                }
                assertThat(stored.contains(ByteBuffer.wrap(sha256.digest(digits))))
                        .isFalse();
            }
            assertThat(stored).isNotEmpty();
        }

        private void assertNoneIn(List<byte[]> cells) {
            assertThat(cells).isNotEmpty();
            for (byte[] cell : cells) {
                assertThat(new String(cell, StandardCharsets.ISO_8859_1)).doesNotContain("q7xk2z4", "canary");
            }
        }

        private List<byte[]> dump() {
            List<byte[]> cells = new ArrayList<>();
            for (String table : List.of("record", "application", "quota", "schema")) {
                try (Connection connection = TABLES.dataSource().getConnection();
                        Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("SELECT * FROM " + TABLES.name(table))) {
                    while (rows.next()) {
                        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                            boolean binary =
                                    rows.getMetaData().getColumnTypeName(column).equals("bytea");
                            byte[] cell = binary
                                    ? rows.getBytes(column)
                                    : String.valueOf(rows.getString(column)).getBytes(StandardCharsets.UTF_8);
                            if (cell != null) {
                                cells.add(cell);
                            }
                        }
                    }
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
            return cells;
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("io.otpengine.jdbc.SchemaTest#databases")
    @Tag("SEC-30")
    void sqlInEveryFieldIsStoredAsItIs(DataSource dataSource) {
        JdbcOtpStore store = new FreshTables(dataSource).store(false);
        String sql = "'\\;--\"";
        OtpRecord otp = Records.longestOtp(NOW)
                .next()
                .version(1)
                .accountId(sql)
                .number(sql)
                .language("'--")
                .sender(sql)
                .caller(sql)
                .referenceId(sql)
                .provider(sql)
                .messageId(sql + ",;\\,")
                .events(List.of(new OtpEvent(NOW, OtpEvent.Type.CREATED, Channel.SMS, sql + ",;\\,;\n")))
                .build();
        store.insert(otp);
        assertThat(store.find(otp.id())).contains(otp);
        assertThat(store.findByNumber(sql, sql, 10)).containsExactly(otp);
        Application plain = Records.application(sql, NOW);
        Application application = new Application(
                plain.id(),
                1,
                sql,
                sql,
                6,
                true,
                3,
                Duration.ofMinutes(5),
                sql,
                sql,
                Map.of(sql, "{{OTP}},;\\" + sql),
                NOW);
        assertThat(store.insert(application)).isTrue();
        assertThat(store.list(sql)).containsExactly(application);
        QuotaCharge charge = new QuotaCharge(sql, 1, List.of(QuotaWindow.of(1, Duration.ofHours(1))));
        assertThat(store.tryAcquire(List.of(charge), NOW)).isEmpty();
        assertThat(store.tryAcquire(List.of(charge), NOW)).isPresent();
        assertThat(store.clear(sql)).isTrue();
    }

    /** {@code -Dotp.abandoned=1000000} makes it a million. */
    @Test
    void abandonedOtpsGoInBatchesBesideTrafficAndWindowsStay() throws Exception {
        int abandoned = Integer.getInteger("otp.abandoned", 100_000);
        FreshTables tables = new FreshTables(Servers.postgresql().pool());
        TappedDataSource tapped = new TappedDataSource(tables.dataSource());
        JdbcOtpStore store = tables.store(tapped.dataSource(), true);
        OtpRecord live = Records.otp(NOW);
        store.insert(live);
        tables.execute("INSERT INTO " + tables.name("record") + " (id, version, account_id, application_id, number, "
                + "status, attempt_count, attempts_allowed, sends, created, expires, language, channel, streak_open, "
                + "events) SELECT gen_random_uuid(), 1, 'acme', 'x', '+49' || i, 'ACTIVE', 0, 3, 1, i, i / 3, 'en', "
                + "'sms', false, '1;C1' FROM generate_series(1, " + abandoned + ") AS i");
        QuotaCharge open = new QuotaCharge("number|open", 1, List.of(QuotaWindow.of(1, Duration.ofHours(1))));
        QuotaCharge ended = new QuotaCharge("number|ended", 1, List.of(QuotaWindow.of(1, Duration.ofSeconds(1))));
        assertThat(store.tryAcquire(List.of(open, ended), NOW)).isEmpty();
        Nodes nodes = new Nodes(tables, Nodes.ROOMY);
        tapped.executed();
        AtomicBoolean purging = new AtomicBoolean(true);
        ExecutorService traffic = Executors.newSingleThreadExecutor();
        Future<Integer> verified = traffic.submit(() -> {
            int done = 0;
            while (purging.get() || done == 0) {
                Otp otp = nodes.sent();
                assertThat(nodes.two.verify(otp.id(), nodes.code(otp)).isVerified())
                        .isTrue();
                done++;
            }
            return done;
        });
        try {
            int most = abandoned * 7 / 10 + 1;
            assertThat(store.purgeExpired(NOW, NOW.plusSeconds(60), most)).isEqualTo(most);
            assertThat(store.purgeExpired(NOW, NOW.plusSeconds(60), most)).isEqualTo(abandoned + 1 - most);
            assertThat(store.purgeExpired(NOW, NOW.plusSeconds(60), most)).isZero();
        } finally {
            purging.set(false);
            traffic.shutdown();
        }
        assertThat(verified.get()).isPositive();
        List<String> executed = tapped.executed();
        assertThat(executed)
                .as("statements are small")
                .filteredOn(sql -> sql.startsWith("DELETE FROM " + tables.name("record")))
                .hasSizeGreaterThan(abandoned / 250);
        assertThat(executed)
                .as("commits are few: of OTPs, and a few of quotas")
                .filteredOn("COMMIT"::equals)
                .hasSizeBetween(abandoned / 5_000, abandoned / 5_000 + 10);
        assertThat(store.find(live.id())).contains(live);
        assertThat(store.used("number|open", NOW.plusSeconds(60))).isEqualTo(1);
    }

    @Test
    void moreOtpsOfOneInstantThanABatchMayHaveGoAllTheSame() {
        FreshTables tables = new FreshTables(Servers.postgresql().pool());
        JdbcOtpStore store = tables.store(true);
        tables.execute("INSERT INTO " + tables.name("record") + " (id, version, account_id, application_id, number, "
                + "status, attempt_count, attempts_allowed, sends, created, expires, language, channel, streak_open, "
                + "events) SELECT gen_random_uuid(), 1, 'acme', 'x', '+49' || i, 'ACTIVE', 0, 3, 1, i, 7, 'en', "
                + "'sms', false, '1;C1' FROM generate_series(1, 12000) AS i");
        assertThat(store.purgeExpired(Instant.ofEpochMilli(7), NOW, 20_000)).isZero();
        assertThat(store.purgeExpired(Instant.ofEpochMilli(8), NOW, 11_001)).isEqualTo(11_001);
        assertThat(store.purgeExpired(Instant.ofEpochMilli(8), NOW, 11_001)).isEqualTo(999);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("io.otpengine.jdbc.SchemaTest#databases")
    void nodesThatPurgeAtOnceRemoveEachOtpOnce(DataSource database) {
        FreshTables tables = new FreshTables(database);
        JdbcOtpStore store = tables.store(false);
        Instant expired = NOW.minusSeconds(1);
        for (int i = 0; i < 600; i++) {
            store.insert(Records.otp(expired.minus(MORE_THAN_ITS_LIFE)));
            store.insert(Records.otp(expired.minus(MORE_THAN_ITS_LIFE).minusSeconds(i)));
        }
        OtpRecord live = Records.otp(NOW);
        store.insert(live);
        List<Integer> removed = Race.of(4, i -> tables.store(false).purgeExpired(NOW, NOW, i % 2 == 0 ? 10_000 : 700));
        int before = removed.stream().mapToInt(Integer::intValue).sum();
        assertThat(before + store.purgeExpired(NOW, NOW, 10_000)).isEqualTo(1_200);
        assertThat(store.find(live.id())).contains(live);
    }

    /** Each writes its own key first, and then loses races for the one that all want. */
    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("io.otpengine.jdbc.SchemaTest#databases")
    void aChargeThatLostARaceForOneKeyTakesNothingOfTheOther(DataSource database) {
        FreshTables tables = new FreshTables(database);
        JdbcOtpStore store = tables.store(false);
        QuotaWindow roomy = QuotaWindow.of(1_000, Duration.ofHours(1));
        int racers = 16;
        for (int round = 1; round <= 3; round++) {
            assertThat(Race.of(
                            racers,
                            i -> tables.store(false)
                                    .tryAcquire(
                                            List.of(
                                                    new QuotaCharge("own|" + i, 1, List.of(roomy)),
                                                    new QuotaCharge("shared|x", 1, List.of(roomy))),
                                            NOW)))
                    .allMatch(Optional::isEmpty);
            assertThat(store.used("shared|x", NOW)).isEqualTo(round * racers);
            for (int i = 0; i < racers; i++) {
                assertThat(store.used("own|" + i, NOW)).isEqualTo(round);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "1,", "11;a", "x;a"})
    void aColumnInAnUnknownFormatIsRefused(String text) {
        assertThatThrownBy(() -> Cells.read(text))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("format");
    }

    @Test
    void cellsReadAsTheyWereWritten() {
        List<List<String>> rows = List.of(List.of("a", "", ",;\\"), List.of(""), List.of("\\\\", ";"));
        assertThat(Cells.write(rows)).isEqualTo("1;a,,\\,\\;\\\\;;\\\\\\\\,\\;");
        assertThat(Cells.read(Cells.write(rows))).isEqualTo(rows);
        assertThat(Cells.read(Cells.write(List.of()))).isEmpty();
    }
}
