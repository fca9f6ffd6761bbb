package io.otpengine.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.otpengine.CodeKeys;
import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpException;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.Verification;
import io.otpengine.Verification.Outcome;
import io.otpengine.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class KeysTest {
    private static final byte[] NEW = World.key(2);

    private final World world = World.create();

    @Test
    @Tag("long")
    @Tag("KEY-1")
    @DisplayName("KEY-1 a thousand live OTPs outlive a rotation, and the old key goes after their end")
    void aThousandLiveOtpsOutliveARotation() {
        List<Otp> otps = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            otps.add(world.sent(SendRequest.to("+4917012%05d".formatted(i))));
        }
        List<String> codes = world.sms.codes();
        OtpEngine rotated = world.node()
                .keys(CodeKeys.of("k2", NEW).retired("k1", World.key(1)))
                .build();
        world.sms.messages.clear();
        otps.forEach(otp -> assertThat(rotated.resend(otp.id())).isInstanceOf(SendResult.Sent.class));
        assertThat(world.sms.codes()).isEqualTo(codes);
        for (int i = 0; i < 500; i++) {
            assertThat(rotated.verify(otps.get(i).id(), codes.get(i)).isVerified())
                    .isTrue();
        }

        world.setTo(otps.get(999).expires());
        Otp young = rotated.send(SendRequest.to(World.NUMBER)).orElseThrow();
        OtpEngine dropped = world.node().keys(CodeKeys.of("k2", NEW)).build();
        assertThat(dropped.verify(young.id(), world.sms.lastCode()).isVerified())
                .isTrue();
        for (int i = 500; i < 1000; i++) {
            assertThat(dropped.verify(otps.get(i).id(), codes.get(i)).outcome()).isEqualTo(Outcome.EXPIRED);
        }
    }

    @Test
    void aNodeWithoutTheKeyJudgesNothingAndCountsNothing() {
        Otp otp = world.sent();
        OtpEngine ignorant = world.node().keys(CodeKeys.of("k2", NEW)).build();
        assertThatThrownBy(() -> ignorant.verify(otp.id(), world.sms.lastCode()))
                .isInstanceOf(OtpException.class)
                .satisfies(e -> assertThat(((OtpException) e).otpId()).contains(otp.id()));
        assertThatThrownBy(() -> ignorant.resend(otp.id())).isInstanceOf(OtpException.class);
        assertThat(world.row(otp).attemptCount()).isZero();
        assertThat(world.sms.messages).hasSize(1);
    }

    @Test
    void twoEnginesWithRandomKeysRefuseEachOthersCodes() {
        OtpEngine one = world.node().keys(CodeKeys.random()).build();
        OtpEngine other = world.node().keys(CodeKeys.random()).build();
        Otp otp = one.send(SendRequest.to(World.NUMBER)).orElseThrow();
        assertThatThrownBy(() -> other.verify(otp.id(), world.sms.lastCode())).isInstanceOf(OtpException.class);
        assertThat(one.verify(otp.id(), world.sms.lastCode()).isVerified()).isTrue();
    }

    @Test
    @Tag("KEY-2")
    @DisplayName("KEY-2 other bytes under the same id accept nothing")
    void otherBytesUnderTheSameIdAcceptNothing() {
        Otp otp = world.sent();
        OtpEngine wrong = world.node().keys(CodeKeys.of("k1", NEW)).build();
        Verification answer = wrong.verify(otp.id(), world.sms.lastCode());
        assertThat(answer.outcome()).isEqualTo(Outcome.WRONG_CODE);
        assertThatThrownBy(() -> wrong.resend(otp.id())).isInstanceOf(OtpException.class);
    }

    @Test
    @Tag("SEC-18")
    @DisplayName("SEC-18 an active row whose code was erased accepts nothing and counts")
    void anActiveRowWhoseCodeWasErasedAcceptsNothing() {
        Otp otp = world.sent();
        world.kept.replace(world.row(otp).next().sealed(null).build());
        for (String typed : new String[] {world.sms.lastCode(), "-", "é"}) {
            assertThat(world.engine.verify(otp.id(), typed).isVerified()).isFalse();
        }
        assertThat(world.row(otp).attemptCount()).isEqualTo(3);
    }

    @Test
    @Tag("SEC-35")
    @DisplayName("SEC-35 a guess of ten megabytes is a wrong guess")
    void aGuessOfTenMegabytesIsAWrongGuess() {
        Otp otp = world.sent();
        Verification answer = world.engine.verify(otp.id(), world.sms.lastCode() + " ".repeat(10_000_000));
        assertThat(answer.outcome()).isEqualTo(Outcome.WRONG_CODE);
        assertThat(answer.counted()).isTrue();
    }
}
