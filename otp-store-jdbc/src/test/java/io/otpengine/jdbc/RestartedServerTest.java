package io.otpengine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.otpengine.Otp;
import io.otpengine.OtpStoreException;
import io.otpengine.SendRequest;
import io.otpengine.Verification.Outcome;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** A database server that stops between a send and its verify, and starts again on what it wrote. */
class RestartedServerTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    @Test
    void nothingIsToldWhileItIsDownAndNothingIsLost() throws IOException {
        int port = freePort();
        // Without a pool, whose own waiting would be in the way; OutageTest has one.
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        Nodes nodes;
        Otp otp;
        try (EmbeddedPostgres server = started(port)) {
            dataSource.setUrl(server.getJdbcUrl("postgres", "postgres"));
            nodes = new Nodes(new FreshTables(dataSource), Nodes.ROOMY);
            otp = nodes.sent();
            assertThat(nodes.one.verify(otp.id(), nodes.wrongCode(otp)).outcome())
                    .isEqualTo(Outcome.WRONG_CODE);
        }
        int messages = nodes.phone.messages().size();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> nodes.one.verify(otp.id(), nodes.code(otp)))
                    .isInstanceOf(OtpStoreException.class);
            assertThatThrownBy(() -> nodes.two.send(SendRequest.to(nodes.freshNumber())))
                    .isInstanceOf(OtpStoreException.class);
        }
        assertThat(nodes.phone.messages()).hasSize(messages);

        try (EmbeddedPostgres server = started(port)) {
            assertThat(server.getPort()).isEqualTo(port);
            assertThat(nodes.row(otp.id()).attemptCount()).isEqualTo(1);
            assertThat(nodes.one.verify(otp.id(), nodes.code(otp)).isVerified()).isTrue();
            assertThat(nodes.two.verify(otp.id(), nodes.code(otp)).isVerified()).isFalse();
            Otp next = nodes.sent();
            assertThat(nodes.two.verify(next.id(), nodes.code(next)).isVerified())
                    .isTrue();
        }
    }

    private EmbeddedPostgres started(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(false)
                .setPGStartupWait(PATIENCE)
                .start();
    }

    /** Below those that the system hands out by itself, so that nobody gets it while the server is down. */
    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException e) {
                // Somebody has it: another one.
            }
        }
    }
}
