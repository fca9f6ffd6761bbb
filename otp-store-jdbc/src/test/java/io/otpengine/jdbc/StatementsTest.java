package io.otpengine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpPolicy;
import io.otpengine.SendRequest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each operation costs, counted at the driver. The application is warm: nodes read it once in 5 seconds. */
class StatementsTest {
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
        assertThat(tapped.executed()).hasSize(1).first().asString().startsWith("UPDATE " + TABLES.name("record"));
    }

    @Test
    void aVerifyIsTwoStatementsWhenAnotherNodeSent() {
        Otp otp = nodes.sent();
        assertThat(engine.verify(otp.id(), nodes.code(otp)).isVerified()).isTrue();
        assertThat(tapped.executed()).hasSize(2).last().asString().startsWith("UPDATE " + TABLES.name("record"));
    }

    @Test
    void aWrongGuessIsOneCommitMoreForTheStreak() {
        Otp otp = sent();
        tapped.executed();
        engine.verify(otp.id(), nodes.wrongCode(otp));
        assertThat(commits(tapped.executed())).isEqualTo(2);
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
