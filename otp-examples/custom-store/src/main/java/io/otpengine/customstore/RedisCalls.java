package io.otpengine.customstore;

import io.otpengine.OtpCapacityException;
import io.otpengine.OtpStoreException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisAskDataException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisRedirectionException;
import redis.clients.jedis.providers.ClusterConnectionProvider;
import redis.clients.jedis.providers.ConnectionProvider;
import redis.clients.jedis.util.Pool;

/**
 * Calls to Redis, each made once. Jedis' own cluster client repeats a command whose answer was lost, and a compare-and-set
 * that is repeated loses against itself; here a lost answer is an exception, and only what a server sent elsewhere
 * without doing it is followed. A write and the wait for its replicas share a connection, as Redis asks.
 */
final class RedisCalls {
    private static final int MOST_REDIRECTIONS = 5;
    private static final int REPLICAS_MILLIS = 1_000;

    private final ConnectionProvider connections;
    private final int replicas;

    RedisCalls(ConnectionProvider connections, int replicas) {
        this.connections = connections;
        this.replicas = replicas;
    }

    /** Throws if a primary could forget counters: by eviction, or with a restart and no replica that has them. */
    void lookAtPrimaries() {
        for (Object pool : connections.getPrimaryNodesConnectionMap().values()) {
            String info = told(() -> {
                try (Connection connection = (Connection) ((Pool<?>) pool).getResource()) {
                    return connection.executeCommand(new CommandObjects(RedisProtocol.RESP2).info("everything"));
                }
            });
            if (!info.contains("maxmemory_policy:noeviction")) {
                throw new OtpStoreException("Redis may evict counters: set maxmemory-policy to noeviction", null);
            }
            if (replicas == 0 && !info.contains("aof_enabled:1")) {
                throw new OtpStoreException(
                        "Redis would forget counters with a restart: set appendonly to yes and appendfsync to always, "
                                + "or wait for a replica",
                        null);
            }
        }
    }

    <T> T read(CommandObject<T> command) {
        return told(() -> made(command, 0));
    }

    <T> T write(CommandObject<T> command) {
        return told(() -> made(command, replicas));
    }

    private <T> T made(CommandObject<T> command, int replicas) {
        @Nullable JedisRedirectionException redirection = null;
        for (int hop = 0; hop <= MOST_REDIRECTIONS; hop++) {
            try (Connection connection = connection(command.getArguments(), redirection)) {
                if (redirection instanceof JedisAskDataException) {
                    connection.executeCommand(Command.ASKING);
                }
                T answer = connection.executeCommand(command);
                await(connection, replicas);
                return answer;
            } catch (JedisRedirectionException e) {
                redirection = e;
                renewSlots();
            } catch (JedisConnectionException e) {
                renewSlots();
                throw e;
            }
        }
        throw new OtpStoreException("the servers of the cluster sent a call from one to another", redirection);
    }

    private Connection connection(CommandArguments arguments, @Nullable JedisRedirectionException redirection) {
        if (redirection == null || !(connections instanceof ClusterConnectionProvider cluster)) {
            return connections.getConnection(arguments);
        }
        return cluster.getConnection(redirection.getTargetNode());
    }

    private void renewSlots() {
        if (connections instanceof ClusterConnectionProvider cluster) {
            cluster.renewSlotCache();
        }
    }

    private static void await(Connection connection, int replicas) {
        if (replicas > 0) {
            Object acknowledged = connection.executeCommand(
                    new CommandArguments(Command.WAIT).add(replicas).add(REPLICAS_MILLIS));
            if ((Long) acknowledged < replicas) {
                throw new OtpStoreException("a write reached " + acknowledged + " of " + replicas + " replicas", null);
            }
        }
    }

    /** An exception of Jedis without its message, which may quote arguments. */
    private static <T> T told(Supplier<T> call) {
        try {
            return call.get();
        } catch (JedisDataException e) {
            String message = String.valueOf(e.getMessage());
            if (message.contains("OOM command not allowed")) {
                throw new OtpCapacityException("Redis has reached maxmemory");
            }
            throw new OtpStoreException("Redis refused a call (" + firstWord(message) + ")", withoutMessage(e));
        } catch (JedisException e) {
            throw new OtpStoreException(
                    "no answer from Redis (" + e.getClass().getSimpleName()
                            + "); look at it, at the network and at the " + "pool's size",
                    withoutMessage(e));
        }
    }

    private static String firstWord(String message) {
        int end = message.indexOf(' ');
        return end < 0 ? "no reason" : message.substring(0, end);
    }

    private static Exception withoutMessage(Exception e) {
        Exception copy = new IllegalStateException(e.getClass().getName() + " (message withheld, it may quote data)");
        copy.setStackTrace(e.getStackTrace());
        return copy;
    }
}
