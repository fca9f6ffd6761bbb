package io.otpengine.quickstart;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Scanner;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Lines as they are typed. A thread reads them, since a read cannot stop waiting when the code expires. */
final class Keyboard {
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
    private final InstantSource clock;

    Keyboard(InputStream in, InstantSource clock) {
        this.clock = clock;
        Thread reader = new Thread(() -> read(new Scanner(in, StandardCharsets.UTF_8)), "keyboard");
        reader.setDaemon(true);
        reader.start();
    }

    /** The next line; empty once the time is up or the input ended. */
    Optional<String> lineBefore(Instant end) {
        Duration patience = Duration.between(clock.instant(), end);
        try {
            Optional<String> line = lines.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            return line == null ? Optional.empty() : line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void read(Scanner in) {
        while (in.hasNextLine()) {
            lines.add(Optional.of(in.nextLine().strip()));
        }
        lines.add(Optional.empty());
    }
}
