package io.otpengine.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.otpengine.Channel;
import io.otpengine.CodeKeys;
import io.otpengine.InvalidRequestException;
import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.SendRequest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {
    private static final Environment NOTHING_SET = new Environment(Map.of());

    private final CodeKeys keys = Database.keys(
            Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII)));
    private final Phone phone = new Phone(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));

    @Test
    void anOtpOutlivesTheProgram(@TempDir Path directory) {
        String url = "jdbc:h2:" + directory.resolve("otp");
        Otp otp;
        try (Database database = Database.at(url, NOTHING_SET)) {
            otp = engine(database).send(SendRequest.to("+491701234567")).orElseThrow();
        }
        try (Database database = Database.at(url, NOTHING_SET)) {
            OtpEngine restarted = engine(database);
            try (HourlyPurge purge = new HourlyPurge(restarted)) {
                assertThat(restarted.verify(otp.id(), phone.code()).isVerified())
                        .as("after %s began", purge)
                        .isTrue();
            }
        }
    }

    @Test
    @Timeout(60)
    void oldOtpsGoHoweverManyTheyAre() {
        try (Database database = Database.at("jdbc:h2:mem:purge", NOTHING_SET)) {
            OtpEngine engine = engine(database);
            for (int i = 0; i < 3; i++) {
                engine.send(SendRequest.to("+49170123456" + i)).orElseThrow();
            }
            now.set(now.get().plus(Duration.ofDays(3)));
            try (HourlyPurge purge = new HourlyPurge(engine, 1)) {
                for (int i = 0; i < 3; i++) {
                    while (!engine.findByNumber("+49170123456" + i).isEmpty()) {
                        Thread.onSpinWait();
                    }
                }
                assertThat(purge).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "c2hvcnQ="})
    void aKeyIsThirtyTwoBytesInBase64(String key) {
        assertThatThrownBy(() -> Database.keys(key))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("OTP_KEY");
    }

    @Test
    void aKeyIsRequired() {
        assertThatThrownBy(() -> Database.keys(null))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("OTP_KEY");
    }

    private OtpEngine engine(Database database) {
        return OtpEngine.builder()
                .store(database.store())
                .keys(keys)
                .channel(phone.by(Channel.SMS))
                .clock(now::get)
                .build();
    }
}
