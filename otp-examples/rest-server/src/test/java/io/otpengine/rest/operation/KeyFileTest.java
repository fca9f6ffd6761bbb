package io.otpengine.rest.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
    @TempDir
    Path directory;

    /** An archive is a file system without hard links and without owners. */
    @Test
    void keysAreMadeWhereThereAreNeitherLinksNorOwners() throws Exception {
        URI archive = URI.create("jar:" + directory.resolve("archive.zip").toUri());
        try (FileSystem files = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            Path keys = files.getPath("/data/keys");
            String made = KeyFile.readOrMake(keys).toString();
            String text = Files.readString(keys);
            assertThat(KeyFile.readOrMake(keys)).hasToString(made);
            assertThat(Files.readString(keys)).isEqualTo(text);
            try (Stream<Path> left = Files.list(files.getPath("/data"))) {
                assertThat(left.map(Path::toString).toList()).isEqualTo(List.of("/data/keys"));
            }
        }
    }
}
