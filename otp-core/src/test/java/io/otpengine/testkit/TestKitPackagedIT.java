package io.otpengine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kit as its users get it: packaged jars, in a project of a stranger's, with JUnit and nothing else beside them. */
class TestKitPackagedIT {
    private static final Path TARGET = Path.of("target");
    private static final Pattern NEEDED = Pattern.compile(
            "(junit-jupiter-(api|engine)|junit-platform-(commons|engine|launcher)|opentest4j|apiguardian-api"
                    + "|caffeine|libphonenumber|slf4j-api|jspecify)-[0-9].*\\.jar");

    private static final String STORE_TEST = """
            package stranger;
            import io.otpengine.memory.InMemoryOtpStore;
            import io.otpengine.spi.OtpStore;
            import io.otpengine.testkit.OtpStoreContract;
            class StoreTest extends OtpStoreContract {
                protected OtpStore newStore() {
                    return new InMemoryOtpStore();
                }
            }
            """;

    private static final String FLOW_TEST = """
            package stranger;
            import io.otpengine.testkit.EngineParts;
            import io.otpengine.testkit.ModelCheck;
            import io.otpengine.testkit.OtpCommand;
            import io.otpengine.testkit.OtpFlow;
            import java.util.List;
            import org.junit.jupiter.api.Test;
            class FlowTest {
                @Test
                void answersAsTheModelDoes() {
                    new ModelCheck(EngineParts.inMemory(), parts -> OtpFlow.of(parts.builder().build())).run(List.of(
                            new OtpCommand.Send("acme", "+491701234567", "default"),
                            new OtpCommand.Verify(0, "acme", true)));
                }
            }
            """;

    private static final String MAIN = """
            package stranger;
            import java.io.PrintWriter;
            import org.junit.platform.engine.discovery.DiscoverySelectors;
            import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
            import org.junit.platform.launcher.core.LauncherFactory;
            import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
            public class Main {
                public static void main(String[] arguments) {
                    SummaryGeneratingListener listener = new SummaryGeneratingListener();
                    LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request()
                            .selectors(DiscoverySelectors.selectClass(StoreTest.class))
                            .selectors(DiscoverySelectors.selectClass(FlowTest.class))
                            .build(), listener);
                    listener.getSummary().printFailuresTo(new PrintWriter(System.out, true));
                    System.out.println("module " + Main.class.getModule().getName() + ", succeeded "
                            + listener.getSummary().getTestsSucceededCount() + ", failed "
                            + listener.getSummary().getTotalFailureCount());
                }
            }
            """;

    private static final String MODULE_INFO = """
            module stranger {
                requires io.otpengine.core;
                requires io.otpengine.testkit;
                requires org.junit.jupiter.api;
                requires org.junit.platform.launcher;
                opens stranger to org.junit.platform.commons;
            }
            """;

    @TempDir
    Path project;

    @Test
    void aStrangersTestOfAStoreHasTenLinesAtMost() {
        assertThat(STORE_TEST.lines()).hasSizeLessThanOrEqualTo(10);
    }

    @Test
    void theContractRunsOnTheClassPath() throws Exception {
        write("StoreTest.java", STORE_TEST, "FlowTest.java", FLOW_TEST, "Main.java", MAIN);
        compile("-cp", path());
        assertThat(java("-cp", path() + File.pathSeparator + classes(), "stranger.Main"))
                .matches("(?s).*module null, succeeded (9[0-9]|[1-9][0-9]{2}), failed 0\\R");
    }

    @Test
    void theContractRunsOnTheModulePath() throws Exception {
        write("StoreTest.java", STORE_TEST, "FlowTest.java", FLOW_TEST, "Main.java", MAIN);
        Files.writeString(project.resolve("module-info.java"), MODULE_INFO);
        compile("--module-path", path());
        assertThat(java(
                        "--module-path",
                        path() + File.pathSeparator + classes(),
                        "--add-modules",
                        "org.junit.jupiter.engine",
                        "-m",
                        "stranger/stranger.Main"))
                .matches("(?s).*module stranger, succeeded (9[0-9]|[1-9][0-9]{2}), failed 0\\R");
    }

    @Test
    void sourcesAndDocumentationComeWithTheKit() throws IOException {
        List<String> classes = entries("-testkit.jar");
        assertThat(classes)
                .contains("io/otpengine/testkit/OtpStoreContract.class", "io/otpengine/testkit/OtpArbitraries.class")
                .noneMatch(name -> name.contains("Test.class") || name.contains("Properties"))
                .filteredOn(name -> name.endsWith(".class"))
                .allMatch(name -> name.startsWith("io/otpengine/testkit/"));
        assertThat(entries("-testkit-sources.jar"))
                .contains("io/otpengine/testkit/OtpStoreContract.java", "io/otpengine/testkit/package-info.java")
                .noneMatch(name -> name.endsWith("Test.java") || name.endsWith("IT.java"));
        assertThat(entries("-testkit-javadoc.jar"))
                .contains("io/otpengine/testkit/OtpStoreContract.html", "io/otpengine/testkit/package-summary.html")
                .noneMatch(name -> name.contains("broken"));
    }

    private void write(String... namesAndTexts) throws IOException {
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            Path file = project.resolve("stranger").resolve(namesAndTexts[i]);
            Files.createDirectories(file.getParent());
            Files.writeString(file, namesAndTexts[i + 1]);
        }
    }

    private void compile(String... pathOptions) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", classes()));
        arguments.addAll(Arrays.asList(pathOptions));
        try (Stream<Path> files = Files.walk(project)) {
            files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
    }

    private String java(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }

    private String classes() {
        return project.resolve("classes").toString();
    }

    /** The two jars of this module, and what they need: neither jqwik nor AssertJ. */
    private static String path() throws IOException {
        Stream<String> needed = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry ->
                        NEEDED.matcher(Path.of(entry).getFileName().toString()).matches());
        return Stream.concat(
                        Stream.of(jar(".jar").toString(), jar("-testkit.jar").toString()), needed)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path jar(String ending) throws IOException {
        Pattern name = Pattern.compile("otp-core-[0-9.]+(-SNAPSHOT)?" + Pattern.quote(ending));
        try (Stream<Path> files = Files.list(TARGET)) {
            return files.filter(
                            file -> name.matcher(file.getFileName().toString()).matches())
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("not packaged: " + ending))
                    .toAbsolutePath();
        }
    }

    private static List<String> entries(String ending) throws IOException {
        try (JarFile jar = new JarFile(jar(ending).toFile())) {
            return jar.stream().map(entry -> entry.getName()).toList();
        }
    }
}
