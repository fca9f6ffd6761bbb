package io.otpengine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.Otp;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What PostgreSQL writes for an operation. Counters of the server, no times. */
class WriteAheadLogTest {
    private static final FreshTables TABLES =
            new FreshTables(Servers.postgresql().pool());
    private static final int OTPS = 500;

    private final Nodes nodes = new Nodes(TABLES.emptied(), Nodes.ROOMY);

    @Test
    void aVerifyIsSmallAndLeavesTheIndexesAlone() {
        List<Otp> otps = new ArrayList<>();
        long sends = bytes(() -> {
            for (int i = 0; i < OTPS; i++) {
                otps.add(nodes.sent());
            }
        });
        assertThat(sends / OTPS).as("bytes of a send, all commits").isLessThanOrEqualTo(2_048);
        long verifies = bytes(() -> {
            for (Otp otp : otps) {
                assertThat(nodes.one.verify(otp.id(), nodes.code(otp)).isVerified())
                        .isTrue();
            }
        });
        assertThat(verifies / OTPS).as("bytes of a verify").isLessThanOrEqualTo(450);
    }

    @Test
    void updatesAreHeapOnly() {
        for (int i = 0; i < OTPS; i++) {
            Otp otp = nodes.sent();
            nodes.one.verify(otp.id(), nodes.wrongCode(otp));
            nodes.one.verify(otp.id(), nodes.code(otp));
        }
        // The server's counters follow a second later at the latest; asked so, they follow now.
        TABLES.execute("SELECT pg_stat_force_next_flush()");
        long updates =
                number("SELECT n_tup_upd FROM pg_stat_user_tables WHERE relname = '" + TABLES.name("record") + "'");
        long heapOnly =
                number("SELECT n_tup_hot_upd FROM pg_stat_user_tables WHERE relname = '" + TABLES.name("record") + "'");
        assertThat(updates).isGreaterThan(OTPS);
        assertThat(heapOnly * 100 / updates).as("percent").isGreaterThanOrEqualTo(95);
    }

    private static long bytes(Runnable work) {
        long before = number("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn");
        work.run();
        return number("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn") - before;
    }

    private static long number(String sql) {
        try (Connection connection = TABLES.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
