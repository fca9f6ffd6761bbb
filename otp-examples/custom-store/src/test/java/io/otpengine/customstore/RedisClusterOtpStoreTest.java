package io.otpengine.customstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.otpengine.OtpId;
import io.otpengine.OtpStoreException;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import io.otpengine.testkit.OtpStoreContract;
import io.otpengine.testkit.Records;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.providers.ClusterConnectionProvider;
import redis.clients.jedis.util.JedisClusterCRC16;

/** The contract on a cluster, which refuses a script that touches two slots. */
class RedisClusterOtpStoreTest extends OtpStoreContract {
    private static RedisCluster cluster;
    private static ClusterConnectionProvider one;
    private static ClusterConnectionProvider two;

    @BeforeAll
    static void start(@TempDir Path directory) {
        cluster = RedisCluster.start(directory, 3, "--appendfsync", "no");
        one = Connections.toCluster(cluster.addresses());
        two = Connections.toCluster(cluster.addresses());
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
        cluster.close();
    }

    @Override
    protected OtpStore newStore() {
        cluster.flush();
        return new RedisOtpStore(one, Duration.ofDays(1), 0);
    }

    @Override
    protected OtpStore secondNode(OtpStore store) {
        return new RedisOtpStore(two, Duration.ofDays(1), 0);
    }

    @Test
    void aScriptOverTwoSlotsIsRefusedHere() {
        cluster.with(
                0,
                jedis -> assertThatThrownBy(
                                () -> jedis.eval("return redis.call('GET', KEYS[1])", List.of("{1}", "{2}"), List.of()))
                        .isInstanceOf(JedisDataException.class)
                        .hasMessageContaining("CROSSSLOT"));
    }

    @Test
    void aSlotIsFollowedWhileItMovesAndAfterwards() {
        OtpStore store = newStore();
        int from = 0;
        int to = 1;
        OtpRecord otp = otpOn(from);
        int slot = slot(otp.id());

        store.insert(otp);

        cluster.beginMove(slot, from, to);
        OtpRecord second = otp.next().build();
        assertThat(store.replace(second)).isTrue();
        assertThat(store.find(otp.id())).contains(second);

        cluster.endMove(slot, from, to);
        assertThat(store.replace(second.next().build())).isTrue();
        assertThat(store.delete(otp.id(), 3)).isTrue();
    }

    @Test
    void aNewValueIsRefusedWhileItsSlotMoves() {
        OtpStore store = newStore();
        int from = 1;
        int to = 2;
        OtpRecord otp = otpOn(from);
        int slot = slot(otp.id());
        store.insert(otp);

        cluster.beginMove(slot, from, to);
        assertThat(store.delete(otp.id(), 1)).isTrue();
        assertThatThrownBy(() -> store.insert(otp))
                .isInstanceOf(OtpStoreException.class)
                .hasMessageContaining("TRYAGAIN");

        cluster.endMove(slot, from, to);
        store.insert(otp);
        assertThat(store.find(otp.id())).contains(otp);
    }

    @Test
    void idsSpreadOverManySlotsAndAllPrimaries() {
        List<Integer> slots = LongStream.range(0, 10_000)
                .mapToObj(i -> new OtpId(i * 0x9E3779B97F4A7C15L, i * 0xC2B2AE3D27D4EB4FL))
                .map(RedisClusterOtpStoreTest::slot)
                .toList();

        assertThat(slots.stream().distinct()).hasSizeGreaterThan(250);
        for (int primary = 0; primary < 12; primary++) {
            int owner = primary;
            assertThat(slots.stream().filter(slot -> slot * 12 / RedisCluster.SLOTS == owner))
                    .as("of 10,000 OTPs, those on primary %s of 12", owner)
                    .hasSizeBetween(400, 1_300);
        }
    }

    private static OtpRecord otpOn(int primary) {
        return Stream.generate(() -> Records.otp(Instant.EPOCH))
                .filter(otp -> cluster.ownerOf(slot(otp.id())) == primary)
                .findFirst()
                .orElseThrow();
    }

    private static int slot(OtpId id) {
        return JedisClusterCRC16.getSlot(RedisOtpStore.key("otp", id.toString()));
    }
}
