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
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {
    private final CodeKeys keys = Database.keys(
            Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII)));
    private final Phone phone = new Phone(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));

    @Test
    void anOtpOutlivesTheProgram(@TempDir Path directory) {
        String url = "jdbc:h2:" + directory.resolve("otp");
        Otp otp;
        try (Database database = Database.at(url)) {
            otp = engine(database).send(SendRequest.to("+491701234567")).orElseThrow();
        }
        try (Database database = Database.at(url)) {
            OtpEngine restarted = engine(database);
            try (HourlyPurge purge = new HourlyPurge(restarted)) {
                assertThat(restarted.verify(otp.id(), phone.code()).isVerified())
                        .as("after %s began", purge)
                        .isTrue();
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
                .build();
    }
}
