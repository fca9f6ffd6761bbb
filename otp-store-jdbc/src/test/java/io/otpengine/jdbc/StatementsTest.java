package io.otpengine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpPolicy;
import io.otpengine.QuotaWindow;
import io.otpengine.SendRequest;
import io.otpengine.spi.QuotaCharge;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each operation costs, counted at the driver, without the look at the application once in 5 seconds. */
class StatementsTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final List<QuotaWindow> TWO_WINDOWS =
            List.of(QuotaWindow.of(9, HOUR), QuotaWindow.of(9, HOUR.multipliedBy(2)));

    private static final FreshTables TABLES =
            new FreshTables(Servers.postgresql().pool());

    private final TappedDataSource tapped = new TappedDataSource(TABLES.dataSource());
    private Nodes nodes;
    private OtpEngine engine;

    @BeforeEach
    void startAndWarm() {
        nodes = new Nodes(TABLES.emptied(), OtpPolicy.recommended());
        engine = nodes.over(TABLES.store(tapped.dataSource(), true));
        engine.send(SendRequest.to(nodes.freshNumber()).subject("warm")).orElseThrow();
        tapped.executed();
    }

    @Test
    void aSendIsThreeCommits() {
        sent();
        List<String> executed = tapped.executed();
        assertThat(commits(executed)).isEqualTo(3);
        assertThat(executed)
                .filteredOn(sql -> sql.startsWith("INSERT INTO " + TABLES.name("record")))
                .hasSize(1);
    }

    @Test
    void aThrottledSendWritesNothing() {
        Otp otp = sent();
        tapped.executed();
        engine.send(SendRequest.to(otp.number()).subject("another"));
        assertThat(commits(tapped.executed())).isZero();
    }

    @Test
    void aVerifyIsOneStatementWhenThisNodeWroteLast() {
        Otp otp = sent();
        tapped.executed();
        assertThat(engine.verify(otp.id(), nodes.code(otp)).isVerified()).isTrue();
        assertThat(executed(tapped)).hasSize(1).first().asString().startsWith("UPDATE " + TABLES.name("record"));
    }

    @Test
    void aVerifyIsOneStatementWithTheStoreAsItComes() throws SQLException {
        try (HikariDataSource pool = Servers.postgresql().emptyDatabase()) {
            TappedDataSource fresh = new TappedDataSource(pool);
            assertThat(verified(
                            fresh,
                            nodes.over(JdbcOtpStore.of(fresh.dataSource()).createSchema()),
                            1))
                    .hasSize(1);
        }
    }

    @Test
    void anOtpIsRememberedAmongAsManyAsTold() {
        JdbcOtpStoreBuilder store = JdbcOtpStore.builder(tapped.dataSource()).tablePrefix(TABLES.name(""));
        assertThat(verified(tapped, nodes.over(store.remembered(1).build()), 50))
                .hasSizeGreaterThan(50);
        assertThat(verified(tapped, nodes.over(store.remembered(50).build()), 50))
                .hasSize(50);
        assertThat(verified(tapped, nodes.over(store.caching(false).build()), 50))
                .hasSize(100);
    }

    /** The statements of some right guesses, each at an OTP of its own, all sent before. */
    private List<String> verified(TappedDataSource way, OtpEngine node, int otps) {
        List<Otp> sent = Stream.generate(
                        () -> node.send(SendRequest.to(nodes.freshNumber())).orElseThrow())
                .limit(otps)
                .toList();
        way.executed();
        assertThat(sent).allMatch(otp -> node.verify(otp.id(), nodes.code(otp)).isVerified());
        return executed(way);
    }

    /** On a slow machine those 5 seconds may end at any statement, though not at each. */
    private static List<String> executed(TappedDataSource way) {
        Map<Boolean, List<String>> ofApplications = way.executed().stream()
                .collect(Collectors.partitioningBy(sql -> sql.matches("SELECT .* FROM \\w+application WHERE .*")));
        assertThat(ofApplications.get(true)).hasSizeLessThan(10);
        return ofApplications.get(false);
    }

    @Test
    void aVerifyIsTwoStatementsWhenAnotherNodeSent() {
        Otp otp = nodes.sent();
        assertThat(engine.verify(otp.id(), nodes.code(otp)).isVerified()).isTrue();
        assertThat(executed(tapped)).hasSize(2).last().asString().startsWith("UPDATE " + TABLES.name("record"));
    }

    @Test
    void aWrongGuessIsOneCommitMoreForTheStreak() {
        Otp otp = sent();
        tapped.executed();
        engine.verify(otp.id(), nodes.wrongCode(otp));
        assertThat(commits(tapped.executed())).isEqualTo(2);
    }

    @Test
    void aLookAtAQuotaWritesNothing() {
        JdbcOtpStore store = TABLES.store(tapped.dataSource(), false);
        store.tryAcquire(List.of(charge("k", 1)), NOW.plus(Duration.ofDays(1)));
        tapped.executed();
        assertThat(store.tryAcquire(List.of(charge("k", 0)), NOW)).isEmpty();
        assertThat(store.tryAcquire(List.of(charge("none", 0)), NOW)).isEmpty();
        assertThat(commits(tapped.executed())).isZero();
    }

    @Test
    void aPurgePutsOffNoMoreQuotasThanItMayRemove() throws SQLException {
        JdbcOtpStore store = TABLES.emptied().store(tapped.dataSource(), false);
        Instant later = NOW.plus(HOUR).minusMillis(1);
        for (int i = 0; i < 5; i++) {
            QuotaCharge charge = charge("k" + i, 1);
            store.tryAcquire(List.of(charge), NOW.plusMillis(i));
            store.tryAcquire(List.of(new QuotaCharge(charge.key(), 1, TWO_WINDOWS)), later);
        }
        assertThat(store.purgeExpired(NOW, later.plusSeconds(1), 2)).isZero();
        assertThat(putOff()).isEqualTo(2);
        assertThat(store.purgeExpired(NOW, later.plusSeconds(1), 100)).isZero();
        assertThat(putOff()).isEqualTo(5);
    }

    private static long putOff() throws SQLException {
        try (Connection connection = TABLES.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT COUNT(*) FROM " + TABLES.name("quota") + " WHERE purge_at = last_end")) {
            assertThat(result.next()).isTrue();
            return result.getLong(1);
        }
    }

    private static QuotaCharge charge(String key, int amount) {
        return new QuotaCharge(key, amount, List.of(QuotaWindow.of(9, HOUR)));
    }

    private Otp sent() {
        return engine.send(SendRequest.to(nodes.freshNumber()).subject("somebody"))
                .orElseThrow();
    }

    /** A transaction is one commit, and so is each change outside of one. */
    private static long commits(List<String> executed) {
        long commits = 0;
        long changes = 0;
        for (String sql : executed) {
            if (sql.equals("COMMIT")) {
                commits++;
                changes = 0;
            } else if (sql.startsWith("SELECT")) {
                commits += changes;
                changes = 0;
            } else {
                changes++;
            }
        }
        return commits + changes;
    }
}
