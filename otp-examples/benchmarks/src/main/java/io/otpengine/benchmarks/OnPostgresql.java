package io.otpengine.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.otpengine.Channel;
import io.otpengine.CodeKeys;
import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpPolicy;
import io.otpengine.SendRequest;
import io.otpengine.jdbc.JdbcOtpStore;
import io.otpengine.jdbc.JdbcOtpStoreBuilder;
import io.otpengine.spi.DeliveryChannel;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.OtpMessage;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.authentication.ott.GenerateOneTimeTokenRequest;
import org.springframework.security.authentication.ott.JdbcOneTimeTokenService;
import org.springframework.security.authentication.ott.OneTimeTokenAuthenticationToken;

/**
 * The right verify on PostgreSQL with durable commits, one thread: the engine beside a bare loop of one prepared
 * {@code UPDATE} and Spring Security's {@code JdbcOneTimeTokenService.consume}; then the purge.
 */
public final class OnPostgresql {
    private static final int OPERATIONS = 300;

    /** Long enough for the compiler to be done with the contestants. */
    private static final int WARM_UP = 40;

    private static final AtomicLong NUMBERS = new AtomicLong(1_700_000_000L);

    private final DataSource dataSource;

    private OnPostgresql(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Runs the contest.
     *
     * @param arguments rounds, 31 unless given; rows of the large table, 1,000,000 unless given
     * @throws IOException if PostgreSQL does not start
     * @throws SQLException if it fails
     */
    public static void main(String[] arguments) throws IOException, SQLException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 31;
        int rows = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(server.getJdbcUrl("postgres", "postgres"));
            try (HikariDataSource pool = new HikariDataSource(config);
                    Connection own = pool.getConnection()) {
                new OnPostgresql(pool).run(own, rounds, rows);
            }
        }
    }

    private void run(Connection own, int rounds, int rows) throws SQLException {
        Node cached = new Node(store("cached_").build());
        Node uncached = new Node(store("uncached_").caching(false).build());
        Node large = new Node(store("large_").build());
        Node floor = new Node(store("floor_").build());
        fill("large_record", rows);
        JdbcOneTimeTokenService spring = spring();
        try (PreparedStatement update = own.prepareStatement(
                "UPDATE floor_record SET version = version + 1, "
                        + "attempt_count = attempt_count + 1, status = 'VERIFIED', sealed = NULL WHERE id = ? AND version = 2")) {
            new Contest()
                    .add("one prepared UPDATE", () -> {
                        List<BooleanSupplier> work = new ArrayList<>();
                        for (int i = 0; i < OPERATIONS; i++) {
                            String id = floor.send().id().toString();
                            work.add(() -> isUpdated(update, id));
                        }
                        return all(work);
                    })
                    .add("engine", () -> all(cached.verifications()))
                    .add("engine, " + rows + " rows", () -> all(large.verifications()))
                    .add("engine, another node sent", () -> all(uncached.verifications()))
                    .add("Spring's consume", () -> {
                        List<BooleanSupplier> work = new ArrayList<>();
                        for (int i = 0; i < OPERATIONS; i++) {
                            var token = new OneTimeTokenAuthenticationToken(
                                    spring.generate(new GenerateOneTimeTokenRequest("somebody"))
                                            .getTokenValue());
                            work.add(() -> spring.consume(token) != null);
                        }
                        return all(work);
                    })
                    .run(rounds, WARM_UP, OPERATIONS);
        }
        long start = System.nanoTime();
        int purged = store("large_").build().purgeExpired(Instant.EPOCH.plusSeconds(86_400), Instant.EPOCH, rows);
        System.out.printf("purge: %.0f rows/s%n", purged / ((System.nanoTime() - start) / 1e9));
    }

    private JdbcOtpStoreBuilder store(String prefix) {
        JdbcOtpStoreBuilder builder = JdbcOtpStore.builder(dataSource).tablePrefix(prefix);
        builder.build().createSchema();
        return builder;
    }

    private JdbcOneTimeTokenService spring() throws SQLException {
        execute("CREATE TABLE one_time_tokens (token_value VARCHAR(36) NOT NULL PRIMARY KEY, "
                + "username VARCHAR(50) NOT NULL, expires_at TIMESTAMP NOT NULL)");
        return new JdbcOneTimeTokenService(new JdbcTemplate(dataSource));
    }

    private void fill(String table, int rows) throws SQLException {
        execute("INSERT INTO " + table + " (id, version, account_id, application_id, number, status, attempt_count, "
                + "attempts_allowed, sends, created, expires, language, channel, streak_open, sealed, events) "
                + "SELECT gen_random_uuid(), 2, 'default', 'x', '+49' || i, 'ACTIVE', 0, 3, 1, i, i, 'en', 'sms', "
                + "false, decode(repeat('00', 61), 'hex'), '1;C1763853857000;Q2,sms,send 1;O31,sms,send 1 phone' "
                + "FROM generate_series(1, " + rows + ") AS i");
        execute("VACUUM ANALYZE " + table);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean isUpdated(PreparedStatement update, String id) {
        try {
            update.setString(1, id);
            return update.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Runnable all(List<BooleanSupplier> work) {
        return () -> work.forEach(one -> {
            if (!one.getAsBoolean()) {
                throw new IllegalStateException("a right code was refused");
            }
        });
    }

    /** An engine whose phone remembers the last code. */
    private static final class Node implements DeliveryChannel {
        private final OtpEngine engine;
        private String lastCode = "";

        Node(JdbcOtpStore store) {
            OtpPolicy busy = OtpPolicy.recommended().toBuilder()
                    .applicationQuota(Integer.MAX_VALUE)
                    .build();
            engine = OtpEngine.builder()
                    .store(store)
                    .channel(this)
                    .policy(busy)
                    .keys(CodeKeys.random())
                    .build();
        }

        Otp send() {
            return engine.send(SendRequest.to("+49" + NUMBERS.incrementAndGet()))
                    .orElseThrow();
        }

        List<BooleanSupplier> verifications() {
            List<BooleanSupplier> work = new ArrayList<>();
            for (int i = 0; i < OPERATIONS; i++) {
                Otp otp = send();
                String code = lastCode;
                work.add(() -> engine.verify(otp.id(), code).isVerified());
            }
            return work;
        }

        @Override
        public Channel channel() {
            return Channel.SMS;
        }

        @Override
        public DeliveryResult send(OtpMessage message) {
            lastCode = message.code();
            return new DeliveryResult.Accepted("phone", null);
        }
    }
}
