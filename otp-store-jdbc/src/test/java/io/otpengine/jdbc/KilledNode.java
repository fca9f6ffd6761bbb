package io.otpengine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.jdbc.Victim.Line;
import io.otpengine.jdbc.Victim.Step;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A {@link Victim} in a JVM of its own, and what it said before it was killed. */
final class KilledNode {
    private final List<String> command;
    private final List<String[]> lines = new ArrayList<>();

    KilledNode(String url, String user, String prefix, Step step, List<String> work) {
        command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName(),
                url,
                user,
                prefix,
                step.name()));
        command.addAll(work);
    }

    /** Runs it, and kills it when it has said something that many times; reads what it said until it died. */
    KilledNode killedAfter(Line said, int times) {
        try {
            Process victim = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            CompletableFuture.delayedExecutor(5, TimeUnit.MINUTES).execute(victim::destroyForcibly);
            try (BufferedReader out = victim.inputReader()) {
                int heard = 0;
                String line = out.readLine();
                while (line != null) {
                    String[] words = line.split(" ", -1);
                    lines.add(words);
                    if (words[0].equals(said.name()) && ++heard == times) {
                        // Not the process itself: that would close its output before it is read.
                        victim.toHandle().destroyForcibly();
                    }
                    line = out.readLine();
                }
                assertThat(lines(Line.FAILED)).isEmpty();
                assertThat(heard).as("times that it said %s", said).isGreaterThanOrEqualTo(times);
            } finally {
                assertThat(victim.destroyForcibly().waitFor()).as("killed").isEqualTo(128 + 9);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    List<String[]> lines(Line about) {
        return lines.stream().filter(words -> words[0].equals(about.name())).toList();
    }

    /** The code that each number got. */
    Map<String, String> delivered() {
        Map<String, String> delivered = new HashMap<>();
        lines(Line.DELIVERED).forEach(words -> delivered.put(words[1], words[2]));
        return delivered;
    }
}
