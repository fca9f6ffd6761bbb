package io.otpengine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.Otp;
import io.otpengine.OtpPolicy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/**
 * What an OTP and a number take up with their indexes, as the server counts it: within twice the figures of the
 * documentation, since a server takes room in large pieces and keeps dead rows as long as anybody may look.
 */
class StoredSizeTest {
    private static final int NUMBERS = 5_000;

    @Test
    void onPostgresql() {
        FreshTables tables = filled(new FreshTables(Servers.postgresql().pool()));
        String size = "SELECT pg_total_relation_size('%s')";
        assertThat(bytes(tables, "record", size)).as("of an OTP").isBetween(400L, 1_300L);
        assertThat(bytes(tables, "quota", size)).as("of a number").isBetween(120L, 400L);
    }

    @Test
    void onMariadb() {
        FreshTables tables = filled(new FreshTables(Servers.mariadb().pool()));
        tables.execute("ANALYZE TABLE " + tables.name("record") + ", " + tables.name("quota"));
        String size = "SELECT data_length + index_length FROM information_schema.tables WHERE table_name = '%s'";
        assertThat(bytes(tables, "record", size)).as("of an OTP").isBetween(400L, 1_800L);
        assertThat(bytes(tables, "quota", size)).as("of a number").isBetween(120L, 500L);
    }

    /** Half of the OTPs are verified, half are not. */
    private static FreshTables filled(FreshTables tables) {
        Nodes nodes = new Nodes(
                tables,
                OtpPolicy.recommended().toBuilder()
                        .applicationQuota(Integer.MAX_VALUE)
                        .build());
        for (int i = 0; i < NUMBERS; i++) {
            Otp otp = nodes.sent();
            assertThat(i % 2 == 0 || nodes.one.verify(otp.id(), nodes.code(otp)).isVerified())
                    .isTrue();
        }
        return tables;
    }

    private static long bytes(FreshTables tables, String table, String size) {
        try (Connection connection = tables.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(String.format(size, tables.name(table)))) {
            result.next();
            return result.getLong(1) / NUMBERS;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
