package io.otpengine.customstore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DemoTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void aGuessCountsThoughRedisIsKilled() throws IOException {
        assertThat(run("", "+491701234567", "--code-from-phone")).isTrue();
        assertThat(out.toString(UTF_8)).containsSubsequence("attempts left: 2", "Redis is back", "VERIFIED");
    }

    @Test
    void threeWrongGuessesAreAllThereAre() throws IOException {
        assertThat(run("a\nb\nk\nc\nd\n", "+491701234567")).isFalse();
        assertThat(out.toString(UTF_8))
                .containsSubsequence("attempts left: 2", "attempts left: 1", "Redis is back", "TOO_MANY_ATTEMPTS");
    }

    @Test
    void nothingOfItStaysOnDisk() throws IOException {
        Set<Path> before = directories();
        assertThat(run("", "+491701234567", "--code-from-phone")).isTrue();
        assertThat(directories()).isSubsetOf(before);
    }

    /** Of this process: others may run the demo too. */
    private static Set<Path> directories() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith(Demo.DIRECTORY))
                    .collect(Collectors.toSet());
        }
    }

    private boolean run(String typed, String... args) throws IOException {
        return Demo.run(new ByteArrayInputStream(typed.getBytes(UTF_8)), new PrintStream(out, true, UTF_8), args);
    }
}
