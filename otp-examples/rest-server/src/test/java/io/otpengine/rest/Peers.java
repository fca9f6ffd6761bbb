package io.otpengine.rest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Programs of other authors that tests run against, installed from npm when they are not there. */
public final class Peers {
    private static final Path DIRECTORY = directory();

    private Peers() {}

    /** The directory with {@code node_modules}. */
    public static synchronized Path ready() throws IOException, InterruptedException {
        Process install = new ProcessBuilder(DIRECTORY.resolve("ready").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(install.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (install.waitFor() != 0) {
            throw new AssertionError("the peers could not be installed: " + said);
        }
        return DIRECTORY;
    }

    private static Path directory() {
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            Path peers = up.resolve(".ci/peers");
            if (Files.isDirectory(peers)) {
                return peers;
            }
        }
        throw new AssertionError("no .ci/peers above " + Path.of("").toAbsolutePath());
    }
}
