package io.otpengine.customstore;

import io.otpengine.spi.OtpStore;
import io.otpengine.testkit.OtpStoreContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
}
