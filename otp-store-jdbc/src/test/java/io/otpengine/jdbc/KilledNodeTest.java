package io.otpengine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.Otp;
import io.otpengine.OtpPolicy;
import io.otpengine.OtpStatus;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.Verification.Outcome;
import io.otpengine.jdbc.Victim.Step;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Another JVM is killed, as by {@code kill -9}, at a step of send or verify; this one goes on. */
class KilledNodeTest {
    /** Each step is exact, so that a few runs show what many do; {@code -Dotp.kills=50} makes them many. */
    private static final int RUNS = Integer.getInteger("otp.kills", 2);

    private static final FreshTables TABLES =
            new FreshTables(Servers.postgresql().pool());

    private Nodes nodes;

    @BeforeEach
    void start() {
        nodes = new Nodes(TABLES.emptied(), OtpPolicy.recommended());
    }

    @Test
    void beforeTheInsertThereIsNoOtpAndTheQuotaIsCharged() {
        for (int run = 0; run < RUNS; run++) {
            String number = nodes.freshNumber();
            assertThat(killed(Step.BEFORE_INSERT, number)).isEmpty();
            assertThat(nodes.one.findByNumber(number)).isEmpty();
            assertThat(nodes.one.send(SendRequest.to(number))).isInstanceOf(SendResult.Throttled.class);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"AFTER_INSERT", "DURING_SEND", "BEFORE_REPLACE"})
    void afterItTheUserCanAskForTheSameCodeAgain(Step step) {
        for (int run = 0; run < RUNS; run++) {
            nodes = new Nodes(TABLES.emptied(), OtpPolicy.recommended());
            String number = nodes.freshNumber();
            List<String> delivered = killed(step, number);
            assertThat(delivered).hasSize(step == Step.AFTER_INSERT ? 0 : 1);
            Otp otp = nodes.one.findByNumber(number).get(0);
            assertThat(otp.status()).isEqualTo(OtpStatus.ACTIVE);
            assertThat(nodes.one.resend(otp.id())).isInstanceOf(SendResult.Throttled.class);
            nodes.time.advance(Duration.ofSeconds(31));
            assertThat(nodes.one.resend(otp.id())).isInstanceOf(SendResult.Sent.class);
            assertThat(delivered).allMatch(nodes.code(otp)::equals);
            assertThat(nodes.one.verify(otp.id(), nodes.code(otp)).isVerified()).isTrue();
        }
    }

    @Test
    void beforeAGuessIsCountedItCanBeMadeAgain() {
        for (int run = 0; run < RUNS; run++) {
            Otp otp = nodes.sent();
            killed(Step.BEFORE_REPLACE, otp.id().toString(), nodes.code(otp));
            assertThat(nodes.row(otp.id()).attemptCount()).isZero();
            assertThat(nodes.one.verify(otp.id(), nodes.code(otp)).isVerified()).isTrue();
        }
    }

    @Test
    void afterItIsCountedItStays() {
        for (int run = 0; run < RUNS; run++) {
            Otp right = nodes.sent();
            killed(Step.AFTER_REPLACE, right.id().toString(), nodes.code(right));
            assertThat(nodes.two.verify(right.id(), nodes.code(right)).outcome())
                    .isEqualTo(Outcome.ALREADY_VERIFIED);
            Otp wrong = nodes.sent();
            killed(Step.AFTER_REPLACE, wrong.id().toString(), nodes.wrongCode(wrong));
            assertThat(nodes.row(wrong.id()).attemptCount()).isEqualTo(1);
        }
    }

    /** Lets a victim come to its step and kills it. Answers the codes it delivered. */
    private static List<String> killed(Step step, String... what) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName(),
                Servers.postgresql().url(),
                TABLES.name(""),
                step.name()));
        command.addAll(List.of(what));
        try {
            Process victim = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader out = victim.inputReader()) {
                List<String> codes = new ArrayList<>();
                String line = out.readLine();
                while (line != null && !line.equals(Victim.AT_STEP)) {
                    codes.add(line);
                    line = out.readLine();
                }
                assertThat(line).as("the victim came to its step").isNotNull();
                return codes;
            } finally {
                assertThat(victim.destroyForcibly().waitFor()).as("killed").isEqualTo(128 + 9);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
