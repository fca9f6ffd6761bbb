package io.otpengine.customstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.otpengine.OtpStoreException;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import io.otpengine.testkit.OtpStoreContract;
import io.otpengine.testkit.Records;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.providers.PooledConnectionProvider;

/** The contract on one server. */
class RedisOtpStoreTest extends OtpStoreContract {
    @TempDir
    private static Path directory;

    private static RedisServer server;
    private static PooledConnectionProvider connections;

    @BeforeAll
    static void start() {
        server = RedisServer.start(directory, "--appendfsync", "no");
        connections = Connections.to(server.address());
    }

    @AfterAll
    static void stop() {
        connections.close();
        server.close();
    }

    @Override
    protected OtpStore newStore() {
        try (Jedis jedis = new Jedis(server.address())) {
            jedis.flushAll();
        }
        return new RedisOtpStore(connections, Duration.ofDays(1), 0);
    }

    @Override
    protected Optional<OtpStore> newUnreachableStore() {
        RedisServer gone = RedisServer.start(directory);
        PooledConnectionProvider leadsNowhere = Connections.to(gone.address());
        RedisOtpStore store = new RedisOtpStore(leadsNowhere, Duration.ofDays(1), 0);
        gone.kill();
        return Optional.of(store);
    }

    @Test
    void anInsertOfAnExistingIdLeavesNoNameBehindAndTakesNoneAway() {
        OtpStore store = newStore();
        OtpRecord first = Records.otp(Instant.parse("2030-05-06T07:08:09.123Z"));
        OtpRecord second = first.next().version(1).accountId("other").build();
        store.insert(first);
        assertThrows(OtpStoreException.class, () -> store.insert(second));
        assertThrows(OtpStoreException.class, () -> store.insert(first));
        assertEquals(List.of(first), store.findByNumber(first.accountId(), first.number(), 10));
        try (Jedis jedis = new Jedis(server.address())) {
            String index = RedisOtpStore.key("number", "other|" + first.number());
            assertFalse(jedis.exists(index), "the index of the number that was not inserted");
        }
    }
}
