package io.otpengine.sms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Programs of other authors that tests run against, installed from npm when they are not there. */
public final class Peers {
    private static final Path DIRECTORY = directory();

    private Peers() {}

    /**
     * Where they are.
     *
     * @return the directory with {@code node_modules}
     */
    public static synchronized Path ready() {
        try {
            Process install = new ProcessBuilder(DIRECTORY.resolve("ready").toString())
                    .redirectErrorStream(true)
                    .start();
            install.getOutputStream().close();
            String said = new String(install.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (install.waitFor() != 0) {
                throw new AssertionError("the peers could not be installed: " + said);
            }
            return DIRECTORY;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
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
