package io.otpengine.rest;

import io.otpengine.rest.operation.KeyFile;
import io.otpengine.rest.operation.KeyRing;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The server's own keys. */
final class KeySettings {
    @Option(
            names = "--keys",
            paramLabel = "SECRET",
            description = "The keys, 'k2:BASE64,k1:BASE64,pepper:BASE64': the first seals codes, the others still open"
                    + " them, pepper hashes API keys; in the environment or the settings file alone.")
    @Nullable
    String text;

    @Option(
            names = "--keys-file",
            paramLabel = "FILE",
            description = "A file with the same, a key a line, which nobody but its owner may read; unset is one in the"
                    + " data directory that demo mode makes itself.")
    @Nullable
    Path file;

    boolean areSet() {
        return text != null || file != null;
    }

    KeyRing read(Path data) {
        if (text != null) {
            return KeyRing.parse(text);
        }
        return file == null ? KeyFile.readOrMake(data.resolve("keys")) : KeyFile.read(file);
    }
}
