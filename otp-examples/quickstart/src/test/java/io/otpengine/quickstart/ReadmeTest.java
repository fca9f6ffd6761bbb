package io.otpengine.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the README shows is what the code does. */
class ReadmeTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)\n```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^):#]+)(#[^)]*)?\\)");

    /** Statements stand for a part of an application that has these at hand. */
    private static final String APPLICATION = """
            import io.otpengine.*;
            import java.util.*;
            import java.util.concurrent.*;

            class Fragment {
                void statements(
                        OtpEngine engine, Map<String, OtpId> session, ScheduledExecutorService scheduler,
                        String number, String remoteAddress, String typed, String numberToProve,
                        byte[] march, byte[] september, org.slf4j.Logger log) {
                    STATEMENTS
                }
            }
            """;

    @TempDir
    private Path classes;

    @Test
    void theProgramFitsOnFifteenLines() throws IOException {
        assertThat(program().lines().filter(line -> !line.isBlank())).hasSizeLessThanOrEqualTo(15);
    }

    @Test
    void theProgramRuns() throws Exception {
        compile("Login", program());

        assertThat(output("Login", "wrong\n")).contains("is your code.", "Try again");
    }

    @ParameterizedTest
    @MethodSource("fragments")
    void theOtherCodeCompiles(String statements) throws IOException {
        compile("Fragment", APPLICATION.replace("STATEMENTS", statements));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Path page) throws IOException {
        assertThat(blocks(LINK, page))
                .allSatisfy(link -> assertThat(page.resolveSibling(link)).exists());
    }

    @Test
    void theCommandsForTheServerAndTheTestsAreThoseOfCi() throws IOException {
        List<String> commands = blocks(SHELL, ROOT.resolve("README.md"));
        String ci = Files.readString(ROOT.resolve(".ci/run"));

        assertThat(commands).hasSize(2);
        assertThat(commands.get(0)).contains("java -jar otp-examples/rest-server/target/rest-server.jar");
        assertThat(ci).contains("-jar otp-examples/rest-server/target/rest-server.jar");
        assertThat(ci.lines()).contains(commands.get(1));
    }

    static Stream<String> fragments() throws IOException {
        return blocks(JAVA, ROOT.resolve("README.md")).stream().skip(1);
    }

    static List<Path> pages() throws IOException {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(page -> page.toString().endsWith(".md"))
                    .toList();
        }
    }

    private static String program() throws IOException {
        return blocks(JAVA, ROOT.resolve("README.md")).get(0);
    }

    private static List<String> blocks(Pattern form, Path page) throws IOException {
        return form.matcher(Files.readString(page))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    private void compile(String name, String source) throws IOException {
        Path file = Files.writeString(classes.resolve(name + ".java"), source);
        ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        complaints,
                        complaints,
                        "-Xlint:all",
                        "-Werror",
                        "-proc:none",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        file.toString());
        assertThat(status).as(complaints.toString(UTF_8)).isZero();
    }

    private String output(String main, String input) throws Exception {
        InputStream keyboard = System.in;
        PrintStream console = System.out;
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            System.setIn(new ByteArrayInputStream(input.getBytes(UTF_8)));
            System.setOut(new PrintStream(shown, true, UTF_8));
            var method = loader.loadClass(main).getDeclaredMethod("main", String[].class);
            method.setAccessible(true);
            method.invoke(null, (Object) new String[0]);
        } finally {
            System.setIn(keyboard);
            System.setOut(console);
        }
        return shown.toString(UTF_8);
    }
}
