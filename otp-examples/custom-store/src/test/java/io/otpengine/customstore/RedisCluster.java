package io.otpengine.customstore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.MigrateParams;

/** A Redis Cluster of a few primaries on 127.0.0.1. */
final class RedisCluster implements AutoCloseable {
    static final int SLOTS = 16_384;

    private final List<RedisServer> servers = new ArrayList<>();

    static RedisCluster start(Path directory, int primaries, String... settings) {
        RedisCluster cluster = new RedisCluster();
        List<String> all = new ArrayList<>(List.of("--cluster-enabled", "yes"));
        all.addAll(List.of(settings));
        for (int i = 0; i < primaries; i++) {
            cluster.servers.add(RedisServer.start(directory, all.toArray(String[]::new)));
        }
        cluster.join();
        return cluster;
    }

    private void join() {
        int primaries = servers.size();
        HostAndPort first = servers.get(0).address();
        for (int i = 0; i < primaries; i++) {
            int from = SLOTS * i / primaries;
            int to = SLOTS * (i + 1) / primaries;
            with(i, jedis -> {
                jedis.clusterAddSlots(IntStream.range(from, to).toArray());
                jedis.clusterMeet(first.getHost(), first.getPort());
            });
        }
        for (int i = 0; i < primaries; i++) {
            with(i, jedis -> {
                for (int tries = 0; !knowsAll(jedis.clusterInfo()) && tries < 3_000; tries++) {
                    pause();
                }
            });
        }
    }

    private boolean knowsAll(String info) {
        return info.contains("cluster_state:ok") && info.contains("cluster_size:" + servers.size());
    }

    /** Begins to move a slot, keys included: who asks its owner for them is sent to the other (ASK). */
    void beginMove(int slot, int from, int to) {
        HostAndPort target = servers.get(to).address();
        with(to, jedis -> jedis.clusterSetSlotImporting(slot, id(from)));
        with(from, jedis -> {
            jedis.clusterSetSlotMigrating(slot, id(to));
            String[] keys = jedis.clusterGetKeysInSlot(slot, 100).toArray(String[]::new);
            jedis.migrate(target.getHost(), target.getPort(), 30_000, MigrateParams.migrateParams(), keys);
        });
    }

    /** Ends the move: the slot is the other's (MOVED). */
    void endMove(int slot, int from, int to) {
        with(to, jedis -> jedis.clusterSetSlotNode(slot, id(to)));
        with(from, jedis -> jedis.clusterSetSlotNode(slot, id(to)));
    }

    private String id(int primary) {
        try (Jedis jedis = new Jedis(servers.get(primary).address())) {
            return jedis.clusterMyId();
        }
    }

    /** Who had a slot at the start. */
    int ownerOf(int slot) {
        return slot * servers.size() / SLOTS;
    }

    void flush() {
        for (int i = 0; i < servers.size(); i++) {
            with(i, Jedis::flushAll);
        }
    }

    void with(int primary, Consumer<Jedis> work) {
        try (Jedis jedis = new Jedis(servers.get(primary).address())) {
            work.accept(jedis);
        }
    }

    Set<HostAndPort> addresses() {
        return servers.stream().map(RedisServer::address).collect(Collectors.toSet());
    }

    @Override
    public void close() {
        servers.forEach(RedisServer::close);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
