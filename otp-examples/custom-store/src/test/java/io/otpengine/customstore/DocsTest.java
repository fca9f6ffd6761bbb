package io.otpengine.customstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The code that the pages show is code of this module, which is compiled and tested. */
class DocsTest {
    private static final Pattern CODE = Pattern.compile("```(?:java|lua)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^):#]+)(#[^)]*)?\\)");
    private static final String SOURCES = sources();

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "../../docs/writing-a-store.md", "../../docs/writing-a-channel.md"})
    void whatIsShownIsWhatIsTested(String page) throws IOException {
        List<String> shown = found(CODE, page);

        assertThat(shown).isNotEmpty().allSatisfy(code -> assertThat(SOURCES).contains(words(code)));
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        assertThat(found(LINK, "README.md"))
                .isNotEmpty()
                .allSatisfy(link -> assertThat(Path.of(link)).exists());
    }

    private static List<String> found(Pattern form, String page) throws IOException {
        return form.matcher(Files.readString(Path.of(page)))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String sources() {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return words(files.filter(file -> file.toString().endsWith(".java"))
                    .map(DocsTest::text)
                    .collect(Collectors.joining("\n")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whatever the indentation and the breaks. */
    private static String words(String code) {
        return code.replaceAll("\\s+", "");
    }
}
