package io.otpengine.customstore;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.embedded.core.ExecutableProvider;

/**
 * A Redis of one's own for a demonstration or a test: the server out of the jar, on 127.0.0.1 and a free port, with an
 * append-only file that is synchronised before each answer.
 */
final class RedisServer implements AutoCloseable {
    private static final int MOST_TRIES = 1_000;
    private static final int BUS = 10_000;

    private final Path directory;
    private final List<String> command;
    private final HostAndPort address;
    private Process process;

    private RedisServer(Path directory, List<String> command, HostAndPort address) throws IOException {
        this.directory = directory;
        this.command = command;
        this.address = address;
        process = started();
    }

    /** Starts a server that keeps its files in a new directory inside another; more settings go before the usual ones. */
    static RedisServer start(Path directory, String... settings) {
        try {
            Path own = Files.createTempDirectory(directory, "redis");
            File program =
                    ExecutableProvider.newJarResourceProvider(own.toFile()).get();
            int port = freePort();
            List<String> command = new ArrayList<>(List.of(
                    program.getAbsolutePath(),
                    "--bind",
                    "127.0.0.1",
                    "--port",
                    Integer.toString(port),
                    "--save",
                    "",
                    "--appendonly",
                    "yes",
                    "--appendfsync",
                    "always"));
            command.addAll(List.of(settings));
            return new RedisServer(own, command, new HostAndPort("127.0.0.1", port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HostAndPort address() {
        return address;
    }

    /** Ends the server as a crash does: without a chance to write anything down. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts it again over the same files. */
    void restart() {
        try {
            process = started();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }

    private Process started() throws IOException {
        Process server = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("redis.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::destroyForcibly));
        for (int i = 0; i < MOST_TRIES && server.isAlive(); i++) {
            try (Jedis jedis = new Jedis(address)) {
                jedis.ping();
                return server;
            } catch (JedisException e) {
                // Not yet: it opens its port within milliseconds, and reads its file then.
                pause();
            }
        }
        server.destroyForcibly();
        // Who called may remove the directory.
        throw new IOException("Redis did not start: " + Files.readString(directory.resolve("redis.log")));
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A port whose neighbour 10,000 further on is free too: there the servers of a cluster talk to each other. */
    private static int freePort() throws IOException {
        while (true) {
            try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    ServerSocket bus =
                            new ServerSocket(port.getLocalPort() + BUS, 1, InetAddress.getLoopbackAddress())) {
                return bus.getLocalPort() - BUS;
            } catch (BindException | IllegalArgumentException e) {
                // Taken, or beyond the last port: the next round asks for another.
            }
        }
    }
}
