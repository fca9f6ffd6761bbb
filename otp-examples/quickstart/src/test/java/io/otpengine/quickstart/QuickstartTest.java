package io.otpengine.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuickstartTest {
    private static final String NUMBER = "+491701234567";
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Pattern CODE_ON_PHONE = Pattern.compile("\\| (\\d{6}) ist Ihr Code");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private InstantSource clock = InstantSource.fixed(START);

    @Nested
    class AtTheKeyboard {
        @Test
        void theCodeOnThePhoneProvesTheNumber() {
            assertThat(run(typing(() -> codesOnPhone().get(0) + "\n"), NUMBER)).isZero();
            assertThat(screen()).contains("Verified: +491701234567.");
        }

        @Test
        void wrongGuessesAreReportedWithTheAttemptsLeft() {
            assertThat(run(typing(() -> "wrong\n\nwrong\n" + codesOnPhone().get(0) + "\n"), NUMBER))
                    .isZero();
            assertThat(screen())
                    .containsSubsequence("attempts left: 2.", "attempts left: 1.", "Verified")
                    .doesNotContain("no attempts left");
        }

        @Test
        void rSendsTheSameCodeAgain() {
            clock = () -> START.plusSeconds(31L * codesOnPhone().size());

            run(typing(() -> "r\nq\n"), NUMBER);

            assertThat(codesOnPhone()).hasSize(2);
            assertThat(codesOnPhone().get(1)).isEqualTo(codesOnPhone().get(0));
        }

        @Test
        void rTellsHowLongToWait() {
            run(typing(() -> "r\nq\n"), NUMBER);

            assertThat(codesOnPhone()).hasSize(1);
            assertThat(screen()).contains("Not sent: the quota of the number has room again in 30 s.");
        }

        @Test
        void qQuits() {
            assertThat(run(typing(() -> "q\n"), NUMBER)).isEqualTo(1);
            assertThat(screen()).contains("Not verified.");
        }

        @Test
        void theEndOfTheInputEndsIt() {
            assertThat(run(InputStream.nullInputStream(), NUMBER)).isEqualTo(1);
            assertThat(screen()).contains("Not verified.");
        }

        @Test
        void expiryEndsItThoughNobodyTypes() throws IOException {
            clock = () -> START.plusSeconds(codesOnPhone().isEmpty() ? 0 : 300);

            try (PipedOutputStream nobody = new PipedOutputStream();
                    InputStream keyboard = new PipedInputStream(nobody)) {
                assertThat(run(keyboard, NUMBER)).isEqualTo(1);
            }
            assertThat(screen()).contains("The code has expired.");
        }
    }

    @Nested
    class InAScript {
        @Test
        void theCodeIsReadFromThePhone() {
            assertThat(script("--code-from-phone")).isZero();
            assertThat(screen()).contains("Verified");
        }

        @Test
        void wrongGuessesComeFirst() {
            assertThat(script("--code-from-phone", "--wrong", "2")).isZero();
            assertThat(screen()).containsSubsequence("attempts left: 2.", "attempts left: 1.", "Verified");
        }

        @Test
        void theThirdWrongGuessIsTheLast() {
            assertThat(script("--code-from-phone", "--wrong", "3")).isEqualTo(1);
            assertThat(screen()).contains("Wrong code; no attempts left.").doesNotContain("Verified");
        }
    }

    @Nested
    class WithOptions {
        @Test
        void aNationalNumberIsReadInItsCountry() {
            assertThat(run(InputStream.nullInputStream(), "0170 1234567", "--country", "DE", "--code-from-phone"))
                    .isZero();
            assertThat(screen()).contains("Verified: +491701234567.");
        }

        @Test
        void aLandlineIsCalled() {
            run(InputStream.nullInputStream(), "+4930123456");

            assertThat(screen()).contains("Sent by voice");
        }

        @Test
        void theChannelCanBeChosen() {
            script("--via", "voice");

            assertThat(screen()).contains("Sent by voice");
        }

        @Test
        void theLanguageCanBeChosen() {
            script("--language", "en");

            assertThat(screen()).contains("is your code.");
        }

        @Test
        void theLifeOfTheCodeCanBeChosen() {
            script("--expire", "30");

            assertThat(screen()).contains("expires at " + START.plus(Duration.ofSeconds(30)));
        }

        @Test
        void tyntecsBoundsAllowShortCodes() {
            script("--policy", "tyntec", "--language", "en");

            assertThat(screen()).containsPattern("OTP code: \\d{4}\\. Valid for 300 seconds\\.");
        }

        @Test
        void helpTellsTheExitCodes() {
            assertThat(script("--help")).isZero();
            assertThat(screen()).contains("Exit codes:", "--code-from-phone");
        }
    }

    @Nested
    class WithADatabase {
        @TempDir
        private Path directory;

        @BeforeEach
        void setTheKey() {
            environment.put("OTP_KEY", Base64.getEncoder().encodeToString(new byte[32]));
        }

        @Test
        void theNextRunWorksOnTheTablesOfTheOneBefore() {
            for (int run = 0; run < 2; run++) {
                clock = InstantSource.fixed(START.plusSeconds(60L * run));
                assertThat(script("--jdbc", "jdbc:h2:file:" + directory.resolve("otp"), "--code-from-phone"))
                        .isZero();
            }
            assertThat(screen()).containsSubsequence("Verified", "Verified");
        }

        @Test
        void theEnvironmentSaysWhoLogsIn() {
            environment.put("OTP_DB_USER", "otp");
            environment.put("OTP_DB_PASSWORD", "right horse");
            String url = "jdbc:h2:file:" + directory.resolve("otp");
            assertThat(script("--jdbc", url, "--code-from-phone")).isZero();

            environment.put("OTP_DB_PASSWORD", "wrong horse");
            assertThat(script("--jdbc", url)).isEqualTo(4);
            assertThat(err.toString(UTF_8))
                    .hasLineCount(1)
                    .contains("OTP_DB_PASSWORD")
                    .doesNotContain("horse");
        }

        @Test
        void thatIsNotThereIsToldInOneSentenceWithoutThePassword() {
            assertThat(script("--jdbc", "jdbc:postgresql://127.0.0.1:1/otp?password=horse"))
                    .isEqualTo(4);
            assertThat(err.toString(UTF_8)).hasLineCount(1).contains("--jdbc").doesNotContain("horse");
        }

        @Test
        void withoutADriverIsAMistakeInTheUrl() {
            assertThat(script("--jdbc", "jdbc:oracle:thin:otp/horse@db")).isEqualTo(2);
            assertThat(err.toString(UTF_8)).hasLineCount(1).contains("--jdbc").doesNotContain("horse");
        }
    }

    @Nested
    class Refusals {
        @ParameterizedTest
        @CsvSource({
            "number, +49170",
            "number, +4917o1234567",
            "country, +491701234567 --country XX",
            "country, +491701234567 --country FR",
            "via, +491701234567 --via pigeon",
            "language, +491701234567 --language german",
            "expire, +491701234567 --expire 29",
            "--expire, +491701234567 --expire soon",
            "--policy, +491701234567 --policy lax",
            "NUMBER, --code-from-phone"
        })
        void aMistakeIsNamedAndNothingIsSent(String name, String args) {
            assertThat(run(InputStream.nullInputStream(), args.split(" "))).isEqualTo(2);
            assertThat(err.toString(UTF_8)).contains(name);
            assertThat(screen()).isEmpty();
        }

        @Test
        void aPremiumNumberGetsNoCode() {
            assertThat(run(InputStream.nullInputStream(), "+499001234567")).isEqualTo(3);
            assertThat(screen()).isEqualToIgnoringNewLines("Not sent: NUMBER_TYPE.");
        }
    }

    private int script(String... options) {
        String[] args = new String[options.length + 1];
        args[0] = NUMBER;
        System.arraycopy(options, 0, args, 1, options.length);
        return run(InputStream.nullInputStream(), args);
    }

    private int run(InputStream in, String... args) {
        return Quickstart.run(
                in, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), clock, environment, args);
    }

    private String screen() {
        return out.toString(UTF_8);
    }

    private List<String> codesOnPhone() {
        return CODE_ON_PHONE
                .matcher(screen())
                .results()
                .map((MatchResult code) -> code.group(1))
                .toList();
    }

    /** Looks at the phone when it is asked to type, not before. */
    private static InputStream typing(Supplier<String> lines) {
        return new InputStream() {
            private InputStream typed;

            @Override
            public int read() throws IOException {
                return typed().read();
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                return typed().read(into, from, length);
            }

            private InputStream typed() {
                if (typed == null) {
                    typed = new ByteArrayInputStream(lines.get().getBytes(UTF_8));
                }
                return typed;
            }
        };
    }
}
