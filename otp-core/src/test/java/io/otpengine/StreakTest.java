package io.otpengine;

import static io.otpengine.World.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.SendResult.Refused;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class StreakTest {
    private final World world = World.create();

    @Test
    @Tag("SEC-06")
    @DisplayName("SEC-06 never more than 100 wrong guesses in a row without a success")
    void neverMoreThanAHundredWrongInARow() {
        assertThat(wrongUntilBlocked()).isEqualTo(99);
        assertThat(world.refusals).hasSize(1);
    }

    @Test
    void openAttemptsCountAsIfTheyWereUsed() {
        world.engine.verify(world.sent().id(), "not it");
        int open = 2;
        while (world.engine.send(SendRequest.to(NUMBER)) instanceof SendResult.Sent) {
            open += 3;
        }
        assertThat(1 + open).isBetween(98, 100);
    }

    @Test
    void otpsThatExpiredFiveMinutesAgoNoLongerCount() {
        world.engine.verify(world.sent().id(), "not it");
        while (world.engine.send(SendRequest.to(NUMBER)) instanceof SendResult.Sent) {
            assertThat(world.sms.messages).hasSizeLessThan(100);
        }
        world.pass(Duration.ofMinutes(10).minusMillis(1));
        assertThat(world.engine.send(SendRequest.to(NUMBER))).isInstanceOf(Refused.class);
        world.pass(Duration.ofMillis(1));
        assertThat(world.engine.send(SendRequest.to(NUMBER))).isInstanceOf(SendResult.Sent.class);
    }

    @Test
    void aSuccessEndsIt() {
        world.exhaust(world.sent());
        Otp otp = world.sent();
        world.engine.verify(otp.id(), world.sms.lastCode());
        assertThat(world.engine.unblock(NUMBER)).isFalse();
    }

    @Test
    void aSuccessAfterAWrongGuessAtTheSameOtpEndsIt() {
        Otp otp = world.sent();
        world.engine.verify(otp.id(), "not it");
        world.engine.verify(otp.id(), world.sms.lastCode());
        assertThat(world.engine.unblock(NUMBER)).isFalse();
    }

    @Test
    void deletingOtpsDoesNotEndIt() {
        Otp otp = world.sent();
        world.exhaust(otp);
        world.engine.delete(otp.id());
        assertThat(wrongUntilBlocked()).isEqualTo(96);
    }

    @Test
    void itLastsAYear() {
        wrongUntilBlocked();
        world.pass(Duration.ofDays(364));
        world.engine.purge(10_000);
        assertThat(world.engine.send(SendRequest.to(NUMBER))).isInstanceOf(Refused.class);
        world.pass(Duration.ofDays(1));
        assertThat(world.engine.send(SendRequest.to(NUMBER))).isInstanceOf(SendResult.Sent.class);
    }

    @Test
    void anOperatorEndsIt() {
        wrongUntilBlocked();
        assertThat(world.engine.unblock("0049 170 1234567")).isTrue();
        assertThat(world.engine.unblock(NUMBER)).isFalse();
        assertThat(world.engine.send(SendRequest.to(NUMBER))).isInstanceOf(SendResult.Sent.class);
    }

    private int wrongUntilBlocked() {
        int wrong = 0;
        SendResult result = world.engine.send(SendRequest.to(NUMBER));
        while (result instanceof SendResult.Sent sent) {
            wrong += world.exhaust(sent.otp()).size();
            result = world.engine.send(SendRequest.to(NUMBER));
        }
        assertThat(((Refused) result).reason()).isEqualTo(Refused.Reason.NUMBER_BLOCKED);
        return wrong;
    }
}
