package io.otpengine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.otpengine.Otp;
import io.otpengine.OtpStoreException;
import io.otpengine.SendRequest;
import io.otpengine.Verification.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** A database that lets nobody in and has cut every connection, and later is back. */
class OutageTest {
    private static final String DATABASE = "outage";

    @Test
    void nothingIsToldWhileItLastsAndNothingIsLost() {
        administer("CREATE DATABASE " + DATABASE);
        try (HikariDataSource pool = Servers.postgresql().pool(config -> {
            config.setJdbcUrl(Servers.postgresql().url().replace("/postgres?", "/" + DATABASE + "?"));
            config.setConnectionTimeout(500);
            config.setMaximumPoolSize(4);
        })) {
            Nodes nodes = new Nodes(new FreshTables(pool), Nodes.ROOMY);
            Otp otp = nodes.sent();
            assertThat(nodes.one.verify(otp.id(), nodes.wrongCode(otp)).outcome())
                    .isEqualTo(Outcome.WRONG_CODE);

            administer("ALTER DATABASE " + DATABASE + " ALLOW_CONNECTIONS false");
            cutConnections();
            int messages = nodes.phone.messages().size();
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> nodes.one.verify(otp.id(), nodes.code(otp)))
                        .isInstanceOf(OtpStoreException.class);
                assertThatThrownBy(() -> nodes.one.send(SendRequest.to(nodes.freshNumber())))
                        .isInstanceOf(OtpStoreException.class);
            }
            assertThat(nodes.phone.messages()).hasSize(messages);

            administer("ALTER DATABASE " + DATABASE + " ALLOW_CONNECTIONS true");
            // The pool tries again in steps that doubled while it was refused.
            pool.getHikariConfigMXBean().setConnectionTimeout(60_000);
            assertThat(nodes.row(otp.id()).attemptCount()).isEqualTo(1);
            assertThat(nodes.one.verify(otp.id(), nodes.code(otp)).isVerified()).isTrue();
        } finally {
            cutConnections();
            administer("DROP DATABASE " + DATABASE + " WITH (FORCE)");
        }
    }

    private static void cutConnections() {
        administer("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + DATABASE + "'");
    }

    private static void administer(String sql) {
        try (Connection connection = Servers.postgresql().pool().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
