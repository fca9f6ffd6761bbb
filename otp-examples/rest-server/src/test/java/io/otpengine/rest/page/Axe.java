package io.otpengine.rest.page;

import io.otpengine.rest.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The rules of axe-core, installed from npm as the lock file says. A machine without npm fails the tests. */
final class Axe {
    private static String source;

    private Axe() {}

    static synchronized String source() throws IOException, InterruptedException {
        if (source == null) {
            Path peers = Peers.ready();
            source = Files.readString(peers.resolve("node_modules/axe-core/axe.min.js"));
        }
        return source;
    }
}
