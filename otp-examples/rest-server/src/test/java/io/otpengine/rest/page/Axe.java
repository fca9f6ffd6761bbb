package io.otpengine.rest.page;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The rules of axe-core, installed from npm as the lock file says. A machine without npm fails the tests. */
final class Axe {
    private static String source;

    private Axe() {}

    static synchronized String source() throws IOException, InterruptedException {
        if (source == null) {
            Path peers = peers();
            File log = File.createTempFile("peers", ".log");
            Process ready = new ProcessBuilder(peers.resolve("ready").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log)
                    .start();
            if (ready.waitFor() != 0) {
                throw new AssertionError("no peers: " + Files.readString(log.toPath()));
            }
            Files.delete(log.toPath());
            source = Files.readString(peers.resolve("node_modules/axe-core/axe.min.js"));
        }
        return source;
    }

    private static Path peers() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path peers = at.resolve(".ci/peers");
            if (Files.isDirectory(peers)) {
                return peers;
            }
        }
        throw new AssertionError("not inside the repository");
    }
}
