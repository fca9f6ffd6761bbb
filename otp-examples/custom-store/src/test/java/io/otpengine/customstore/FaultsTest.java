package io.otpengine.customstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.otpengine.Otp;
import io.otpengine.OtpCapacityException;
import io.otpengine.OtpEngine;
import io.otpengine.OtpStoreException;
import io.otpengine.QuotaWindow;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.Verification;
import io.otpengine.Verification.Outcome;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.QuotaCharge;
import io.otpengine.testkit.Records;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.providers.ConnectionProvider;
import redis.clients.jedis.providers.PooledConnectionProvider;

/** Redis dies, fills up, loses an answer, or is not what it should be. */
@Timeout(60) // what waits for Redis must not wait for ever
class FaultsTest {
    private static final String NUMBER = "+491701234567";
    private static final Instant NOW = Instant.parse("2030-05-06T07:08:09.123Z");
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    private Path directory;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @Test
    void attemptsAndQuotasSurviveAKill() {
        RedisServer server = server();
        Node node = new Node();
        OtpEngine engine = node.engine(connections(server));
        Otp otp = engine.send(SendRequest.to(NUMBER)).orElseThrow();
        String code = node.phone.lastCodeFor(NUMBER);
        engine.verify(otp.id(), "wrong");
        engine.verify(otp.id(), "wrong");

        server.kill();
        assertThatThrownBy(() -> engine.verify(otp.id(), code)).isInstanceOf(OtpStoreException.class);
        server.restart();

        Verification third = onceConnected(() -> engine.verify(otp.id(), "wrong"));
        assertThat(third.outcome()).isEqualTo(Outcome.TOO_MANY_ATTEMPTS);
        assertThat(third.counted()).isTrue();
        assertThat(engine.verify(otp.id(), code).isVerified()).isFalse();
        assertThat(engine.send(SendRequest.to(NUMBER))).isInstanceOf(SendResult.Throttled.class);
    }

    @Test
    void aLostAnswerIsAnExceptionAndNotALostRace() throws Exception {
        CutProxy proxy = opened(new CutProxy());
        RedisServer server = server(
                "--cluster-enabled",
                "yes",
                "--cluster-announce-port",
                Integer.toString(proxy.address().getPort()));
        proxy.to(server.address());
        try (Jedis jedis = new Jedis(server.address())) {
            jedis.clusterAddSlots(IntStream.range(0, RedisCluster.SLOTS).toArray());
            while (!jedis.clusterInfo().contains("cluster_state:ok")) {
                Thread.onSpinWait();
            }
            RedisOtpStore store = store(opened(Connections.toCluster(Set.of(proxy.address()))), 0);
            OtpRecord otp = Records.otp(NOW);
            store.insert(otp);
            jedis.configResetStat();

            proxy.loseAnswers(true);
            OtpRecord next = otp.next().attemptCount(1).build();
            assertThatThrownBy(() -> store.replace(next)).isInstanceOf(OtpStoreException.class);

            proxy.loseAnswers(false);
            assertThat(onceConnected(() -> store.find(otp.id()))).contains(next);
            assertThat(jedis.info("commandstats"))
                    .as("the script ran, and ran once")
                    .contains("cmdstat_eval:calls=1,");
        }
    }

    @Test
    void aFullRedisRefusesWhatIsNewAndLetsWhatIsThereChange() {
        RedisServer server = server();
        RedisOtpStore store = store(connections(server), 0);
        OtpRecord otp = Records.longestOtp(NOW);
        store.insert(otp);
        QuotaCharge charge = charge("n|acme|+491701234567");
        assertThat(store.tryAcquire(List.of(charge), NOW)).isEmpty();
        try (Jedis jedis = new Jedis(server.address())) {
            jedis.configSet("maxmemory", "1");

            OtpRecord late = Records.otp(NOW);
            assertThatThrownBy(() -> store.insert(late)).isInstanceOf(OtpCapacityException.class);
            assertThatThrownBy(() -> store.insert(Records.application("acme", NOW)))
                    .isInstanceOf(OtpCapacityException.class);
            assertThatThrownBy(() -> store.tryAcquire(List.of(charge("n|acme|+491701234568")), NOW))
                    .isInstanceOf(OtpCapacityException.class);
            assertThat(store.find(late.id())).isEmpty();
            assertThat(store.findByNumber(late.accountId(), late.number(), 10)).isEmpty();

            assertThat(store.replace(otp.next().sealed(null).attemptCount(1).build()))
                    .isTrue();
            assertThat(store.tryAcquire(List.of(charge), NOW)).isEmpty();
            assertThat(store.used(charge.key(), NOW)).isEqualTo(2);
            assertThat(store.delete(otp.id(), 2)).isTrue();

            jedis.configSet("maxmemory", "0");
            store.insert(late);
            assertThat(store.find(late.id())).contains(late);
        }
    }

    @Test
    void aRedisThatEvictsIsRefused() {
        RedisServer server = server("--maxmemory", "50mb", "--maxmemory-policy", "allkeys-lru");

        assertThatThrownBy(() -> store(connections(server), 0))
                .isInstanceOf(OtpStoreException.class)
                .hasMessageContaining("noeviction");
    }

    @Test
    void aRedisThatKeepsNothingOnDiskIsRefusedUnlessAReplicaHasIt() {
        RedisServer primary = server("--appendonly", "no");
        assertThatThrownBy(() -> store(connections(primary), 0))
                .isInstanceOf(OtpStoreException.class)
                .hasMessageContaining("appendonly");

        RedisOtpStore store = store(connections(primary), 1);
        assertThatThrownBy(() -> store.insert(Records.otp(NOW)))
                .isInstanceOf(OtpStoreException.class)
                .hasMessageContaining("0 of 1 replicas");

        RedisServer replica = server(
                "--replicaof", "127.0.0.1", Integer.toString(primary.address().getPort()));
        OtpRecord otp = Records.otp(NOW);
        try (Jedis jedis = new Jedis(replica.address())) {
            while (!jedis.info("replication").contains("master_link_status:up")) {
                Thread.onSpinWait();
            }
            store.insert(otp);
            assertThat(jedis.hget(RedisOtpStore.key("otp", otp.id().toString()), "v"))
                    .isEqualTo("1");
        }
    }

    @Test
    void noExceptionRepeatsWhatWasStored() {
        RedisServer server = server();
        RedisOtpStore store = store(connections(server), 0);
        OtpRecord otp = Records.otp(NOW);
        store.insert(otp);
        String key = RedisOtpStore.key("otp", otp.id().toString());
        try (Jedis jedis = new Jedis(server.address())) {
            jedis.hset(key, "d", "{\"number\":\"" + otp.number() + "\",");
            assertThatThrownBy(() -> store.find(otp.id()))
                    .isInstanceOf(OtpStoreException.class)
                    .satisfies(e -> assertThat(chain(e)).doesNotContain(otp.number()));

            jedis.set(key, otp.number());
            assertThatThrownBy(() -> store.replace(otp.next().build()))
                    .isInstanceOf(OtpStoreException.class)
                    .satisfies(e -> assertThat(chain(e)).doesNotContain(otp.number()));
        }
    }

    @Test
    void whatNobodyPurgesIsForgottenALifetimeAndTheRetentionAfterItsWrite() {
        RedisServer server = server();
        RedisOtpStore store = store(connections(server), 0);
        OtpRecord otp = Records.otp(Instant.parse("2001-02-03T04:05:06.007Z"));
        store.insert(otp);
        store.tryAcquire(List.of(charge("n")), NOW);
        try (Jedis jedis = new Jedis(server.address())) {
            assertThat(Duration.ofMillis(
                            jedis.pttl(RedisOtpStore.key("otp", otp.id().toString()))))
                    .isBetween(DAY.plusMinutes(4), DAY.plusMinutes(5));
            assertThat(Duration.ofMillis(jedis.pttl(RedisOtpStore.key("number", "acme|" + otp.number()))))
                    .isBetween(DAY.plusMinutes(4), DAY.plusMinutes(5));
            assertThat(Duration.ofMillis(jedis.pttl(RedisOtpStore.key("quota", "n"))))
                    .isBetween(DAY.plusMinutes(59), DAY.plusMinutes(60));
        }
    }

    @Test
    void aPurgeLeavesNothingBehind() {
        RedisServer server = server();
        RedisOtpStore store = store(connections(server), 0);
        for (int i = 0; i < 250; i++) {
            store.insert(Records.otp(NOW.plusMillis(i)));
            store.tryAcquire(List.of(charge("n|acme|" + i)), NOW);
        }
        Instant later = NOW.plus(DAY);
        assertThat(store.purgeExpired(later, later, 400)).isEqualTo(400);
        assertThat(store.purgeExpired(later, later, 400)).isEqualTo(100);
        try (Jedis jedis = new Jedis(server.address())) {
            assertThat(jedis.dbSize()).isZero();
        }
    }

    private static QuotaCharge charge(String key) {
        return new QuotaCharge(key, 1, List.of(QuotaWindow.of(5, Duration.ofHours(1))));
    }

    /** Connections from before a fault break one by one when they are used. */
    private static <T> T onceConnected(Supplier<T> call) {
        for (int i = 0; i < 20; i++) {
            try {
                return call.get();
            } catch (OtpStoreException e) {
                assertThat(e).hasMessageContaining("no answer");
            }
        }
        return call.get();
    }

    private static String chain(Throwable e) {
        return e + (e.getCause() == null ? "" : chain(e.getCause()));
    }

    private RedisServer server(String... settings) {
        return opened(RedisServer.start(directory, settings));
    }

    private PooledConnectionProvider connections(RedisServer server) {
        return opened(Connections.to(server.address()));
    }

    private static RedisOtpStore store(ConnectionProvider connections, int replicas) {
        return new RedisOtpStore(connections, DAY, replicas);
    }

    private <C extends AutoCloseable> C opened(C closeable) {
        open.add(closeable);
        return closeable;
    }
}
