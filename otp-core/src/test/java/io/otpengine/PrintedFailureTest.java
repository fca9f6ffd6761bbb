package io.otpengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.otpengine.testkit.ModelCheck;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What a property about an engine prints when it fails is short, is Java, and fails again. */
class PrintedFailureTest {
    @TempDir
    Path directory;

    @Test
    void theShrunkSequenceCompilesAndFailsAgain() throws Exception {
        String printed = failure(BrokenEngineSequences.class).getMessage();
        String statement = printed.substring(printed.indexOf("check.run("));
        // Sent, a wrong guess, sent again: nothing shorter shows the fault.
        assertThat(statement.lines().filter(line -> line.contains("new OtpCommand.")))
                .hasSize(3);
        assertThatThrownBy(() -> compiled(statement)
                        .getMethod("run", ModelCheck.class)
                        .invoke(null, BrokenEngineSequences.check()))
                .isInstanceOf(InvocationTargetException.class)
                .hasRootCauseInstanceOf(AssertionError.class)
                .cause()
                .hasMessageContaining(statement.strip());
    }

    private Throwable failure(Class<?> property) {
        AtomicReference<TestExecutionResult> result = new AtomicReference<>();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(property))
                                .configurationParameter("jqwik.reporting.usejunitplatform", "true")
                                .configurationParameter(
                                        "jqwik.database",
                                        directory.resolve("database").toString())
                                .build(),
                        new TestExecutionListener() {
                            @Override
                            public void executionFinished(TestIdentifier test, TestExecutionResult finished) {
                                if (test.isTest()) {
                                    result.set(finished);
                                }
                            }
                        });
        return result.get().getThrowable().orElseThrow();
    }

    private Class<?> compiled(String statement) throws IOException, ClassNotFoundException {
        Path source = directory.resolve("Printed.java");
        Files.writeString(source, """
                import io.otpengine.testkit.ModelCheck;
                import io.otpengine.testkit.OtpCommand;
                import java.time.Duration;
                import java.util.List;

                public class Printed {
                    public static void run(ModelCheck check) {
                        %s
                    }
                }
                """.formatted(statement));
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        directory.toString(),
                        source.toString());
        assertThat(status).as(statement).isZero();
        URLClassLoader loader = new URLClassLoader(
                new URL[] {directory.toUri().toURL()}, getClass().getClassLoader());
        return loader.loadClass("Printed");
    }
}
