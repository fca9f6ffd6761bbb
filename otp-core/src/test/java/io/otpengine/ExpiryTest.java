package io.otpengine;

import static io.otpengine.World.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.Verification.Outcome;
import io.otpengine.spi.OtpRecord;
import java.time.Duration;
import java.util.TimeZone;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpiryTest {
    private final World world = World.create();
    private final Otp otp = world.sent();
    private final String code = world.sms.lastCode();

    @Test
    @Tag("SEC-15")
    @DisplayName("SEC-15 one millisecond before its end it can be verified")
    void oneMillisecondBeforeItsEndItCanBeVerified() {
        world.setTo(otp.expires().minusMillis(1));
        assertThat(world.engine.verify(otp.id(), code).outcome()).isEqualTo(Outcome.VERIFIED);
    }

    @Test
    @Tag("SEC-15")
    @DisplayName("SEC-15 at its end it cannot be verified")
    void atItsEndItCannotBeVerified() {
        world.setTo(otp.expires());
        Verification answer = world.engine.verify(otp.id(), code);
        assertThat(answer.outcome()).isEqualTo(Outcome.EXPIRED);
        assertThat(answer.counted()).isFalse();
        assertThat(answer.attemptsLeft()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kathmandu"})
    @Tag("SEC-15")
    @DisplayName("SEC-15 the zone of the machine does not matter")
    void theZoneOfTheMachineDoesNotMatter(String zone) {
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone(zone));
            world.setTo(otp.expires().minusMillis(1));
            assertThat(world.engine.verify(otp.id(), code).outcome()).isEqualTo(Outcome.VERIFIED);
            World another = World.create();
            Otp late = another.sent();
            another.setTo(late.expires());
            assertThat(another.engine.verify(late.id(), another.sms.lastCode()).outcome())
                    .isEqualTo(Outcome.EXPIRED);
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void findAndListShowTheExpiryWithoutAWriteOrAnEvent() {
        OtpRecord before = world.row(otp);
        world.setTo(otp.expires());

        assertThat(world.engine.find(otp.id()).orElseThrow().status()).isEqualTo(OtpStatus.EXPIRED);
        assertThat(world.engine.find(otp.id()).orElseThrow().attemptsLeft()).isZero();
        assertThat(world.engine.findByNumber(NUMBER)).extracting(Otp::status).containsExactly(OtpStatus.EXPIRED);
        assertThat(world.row(otp)).isEqualTo(before);
    }

    @Test
    void aDeleteShowsTheExpiryToo() {
        world.setTo(otp.expires());
        assertThat(world.engine.delete(otp.id())).map(Otp::status).contains(OtpStatus.EXPIRED);
    }

    @Test
    void aGuessWritesItDownOnce() {
        world.setTo(otp.expires());
        world.engine.verify(otp.id(), code);
        OtpRecord written = world.row(otp);
        assertThat(written.status()).isEqualTo(OtpStatus.EXPIRED);
        assertThat(written.sealed()).isNull();
        assertThat(written.attemptCount()).isZero();
        assertThat(world.eventTypes(otp)).endsWith(OtpEvent.Type.EXPIRED);

        world.engine.verify(otp.id(), code);
        assertThat(world.row(otp)).isEqualTo(written);
    }

    @Test
    @Tag("SEC-16")
    @DisplayName("SEC-16 guesses, resends and receipts leave the expiry alone")
    void guessesResendsAndReceiptsLeaveTheExpiryAlone() {
        world.pass(Duration.ofSeconds(60));
        world.engine.verify(otp.id(), World.wrong(code));
        world.pass(Duration.ofSeconds(60));
        world.engine.resend(otp.id());
        world.engine.report(new DeliveryReport(
                world.sms.last().reference(), DeliveryReport.State.DELIVERED, world.now(), "phone", null));
        assertThat(world.row(otp).expires()).isEqualTo(otp.expires());
        world.setTo(otp.expires());
        assertThat(world.engine.verify(otp.id(), code).outcome()).isEqualTo(Outcome.EXPIRED);
    }

    @Test
    @Tag("FLT-12")
    @DisplayName("FLT-12 a node that is two minutes ahead judges by its own clock")
    void aNodeThatIsTwoMinutesAheadJudgesByItsOwnClock() {
        OtpEngine ahead = world.node().clock(() -> world.now().plusSeconds(120)).build();
        world.setTo(otp.expires().minusSeconds(119));
        assertThat(ahead.verify(otp.id(), code).outcome()).isEqualTo(Outcome.EXPIRED);
        assertThat(world.engine.verify(otp.id(), code).outcome()).isEqualTo(Outcome.EXPIRED);
    }

    @Test
    @Tag("FLT-12")
    @DisplayName("FLT-12 a clock that steps back by a day revives nothing that was written down")
    void aClockThatStepsBackRevivesNothing() {
        world.setTo(otp.expires());
        world.engine.verify(otp.id(), code);
        world.setTo(World.START.minus(Duration.ofDays(1)));
        assertThat(world.engine.verify(otp.id(), code).outcome()).isEqualTo(Outcome.EXPIRED);
    }

    @Test
    @Tag("FLT-12")
    @DisplayName("FLT-12 a clock that steps back an hour keeps no number out longer than its window and 5 minutes")
    void aClockThatStepsBackKeepsNobodyOutForLonger() {
        World quoted = World.under(OtpPolicy.recommended());
        assertThat(quoted.engine.send(SendRequest.to(NUMBER))).isInstanceOf(SendResult.Sent.class);
        quoted.pass(Duration.ofHours(-1));
        assertThat(quoted.engine.send(SendRequest.to(NUMBER))).isInstanceOf(SendResult.Throttled.class);
        quoted.pass(Duration.ofSeconds(30).plusMinutes(5));
        assertThat(quoted.engine.send(SendRequest.to(NUMBER))).isInstanceOf(SendResult.Sent.class);
    }
}
