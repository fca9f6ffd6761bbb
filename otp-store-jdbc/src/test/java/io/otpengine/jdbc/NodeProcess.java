package io.otpengine.jdbc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@link SteppedNode}, seen from the JVM that started it. */
final class NodeProcess implements AutoCloseable {
    private static final int SECONDS_TO_ANSWER = 60;

    private final Process process;
    private final PrintWriter commands;
    private final Map<String, BlockingQueue<String>> answers = new ConcurrentHashMap<>();

    /** How far its clock is ahead of the test's. */
    final Duration ahead;

    NodeProcess(String url, String tablePrefix, Duration ahead, boolean comparing) {
        this.ahead = ahead;
        try {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx128m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            SteppedNode.class.getName(),
                            url,
                            tablePrefix,
                            Long.toString(ahead.toMillis()),
                            comparing ? "comparing" : "not comparing")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        Thread listening = new Thread(this::listen, "answers of a node");
        listening.setDaemon(true);
        listening.start();
    }

    void setTo(Instant now) {
        ask("time " + now.toEpochMilli());
    }

    /** Answers the id and the code. */
    String[] send(String number) {
        return ask("send " + number).split(" ", -1);
    }

    String end(String id) {
        return ask("end " + id);
    }

    void start(String actor, InterleavedJvms.Operation operation, String id, String code) {
        commands.println(operation + " " + actor + " " + id + " " + code);
    }

    void go(String actor) {
        commands.println("go " + actor);
    }

    /** What the actor says next: {@code at}, or {@code done} and an answer. */
    String next(String actor) {
        try {
            String said = of(actor).poll(SECONDS_TO_ANSWER, TimeUnit.SECONDS);
            if (said == null) {
                throw new AssertionError("a node neither called its store nor answered; alive: " + process.isAlive());
            }
            return said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String ask(String command) {
        commands.println(command);
        return next("main");
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int space = line.indexOf(' ');
                of(line.substring(0, space)).add(line.substring(space + 1));
            }
        } catch (IOException e) {
            // The process is gone; whoever waits for it says so.
        }
    }

    private BlockingQueue<String> of(String actor) {
        return answers.computeIfAbsent(actor, a -> new LinkedBlockingQueue<>());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
