package io.otpengine.customstore;

import java.time.Duration;
import java.util.Set;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.providers.ClusterConnectionProvider;
import redis.clients.jedis.providers.PooledConnectionProvider;

/** Connections with a bound on every wait: Jedis' own settings let a thread wait for a connection for ever. */
final class Connections {
    private static final int MOST = 32;
    private static final int ANSWER_MILLIS = 5_000;
    private static final Duration FREE_ONE = Duration.ofSeconds(10);

    private Connections() {}

    static PooledConnectionProvider to(HostAndPort server) {
        return new PooledConnectionProvider(server, timeouts(), pool());
    }

    static ClusterConnectionProvider toCluster(Set<HostAndPort> servers) {
        return new ClusterConnectionProvider(servers, timeouts(), pool());
    }

    private static JedisClientConfig timeouts() {
        return DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(ANSWER_MILLIS)
                .socketTimeoutMillis(ANSWER_MILLIS)
                .build();
    }

    private static ConnectionPoolConfig pool() {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(MOST);
        pool.setMaxIdle(MOST);
        pool.setMaxWait(FREE_ONE);
        pool.setFairness(true); // who waits longest is next; otherwise some wait till they give up
        return pool;
    }
}
