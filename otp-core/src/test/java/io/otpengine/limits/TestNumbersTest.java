package io.otpengine.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.otpengine.Channel;
import io.otpengine.InvalidRequestException;
import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpEvent;
import io.otpengine.OtpPolicy;
import io.otpengine.OtpPolicy.TestNumber;
import io.otpengine.OtpPolicy.Validity;
import io.otpengine.QuotaWindow;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.SendResult.Refused;
import io.otpengine.SendResult.Refused.Reason;
import io.otpengine.SendResult.Sent;
import io.otpengine.SendResult.Throttled;
import io.otpengine.Verification.Outcome;
import io.otpengine.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TestNumbersTest {
    private static final String NUMBER = "+15555550100";
    private static final String PREMIUM = "+499001234567";
    private static final String CODE = "246813";
    private static final Instant UNTIL = World.START.plus(Duration.ofHours(1));
    private static final OtpPolicy POLICY = OtpPolicy.recommended().toBuilder()
            .regions(Set.of("DE"))
            .applicationQuota(1)
            .subjectQuotas(List.of(QuotaWindow.of(1, Duration.ofDays(1))))
            .testNumbers(List.of(new TestNumber(NUMBER, CODE, UNTIL), new TestNumber(PREMIUM, CODE, UNTIL)))
            .build();

    private final World world = World.under(POLICY);

    @Nested
    class UntilItsEnd {
        @Test
        void skipsTheChannelAndHasItsFixedCode() {
            Otp otp = world.sent(SendRequest.to(NUMBER));
            assertThat(world.sms.messages).isEmpty();
            assertThat(world.eventTypes(otp))
                    .containsExactly(
                            OtpEvent.Type.CREATED, OtpEvent.Type.DELIVER_OTP_REQ, OtpEvent.Type.DELIVER_OTP_RES_OK);
            assertThat(world.engine.verify(otp.id(), CODE).isVerified()).isTrue();
        }

        @Test
        void skipsEveryQuota() {
            for (int i = 0; i < 50; i++) {
                world.sent(SendRequest.to(NUMBER).subject("tester"));
            }
            assertThat(world.kept.used("n|default|" + NUMBER, world.now())).isZero();
            assertThat(world.engine.send(SendRequest.to(World.NUMBER).subject("tester")))
                    .isInstanceOf(Sent.class);
        }

        @Test
        void skipsRegionAndType() {
            assertThat(world.engine.send(SendRequest.to(NUMBER))).isInstanceOf(Sent.class);
            assertThat(world.engine.send(SendRequest.to(PREMIUM))).isInstanceOf(Sent.class);
        }

        @Test
        void skipsStrictValidity() {
            World strict =
                    World.under(POLICY.toBuilder().validity(Validity.STRICT).build());
            assertThat(strict.engine.send(SendRequest.to(NUMBER))).isInstanceOf(Sent.class);
        }

        @Test
        void needsNoChannelForItsKind() {
            OtpEngine voiceOnly = OtpEngine.builder()
                    .store(world.kept)
                    .channel(world.voice)
                    .policy(POLICY)
                    .clock(world::now)
                    .build();
            assertThat(voiceOnly.send(SendRequest.to(NUMBER))).isInstanceOf(Sent.class);
            assertThat(world.voice.messages).isEmpty();
        }

        @Test
        void hasItsFixedCodeWhateverTheRequestBrings() {
            Otp otp = world.sent(SendRequest.to(NUMBER).code("222222"));
            assertThat(world.engine.verify(otp.id(), "222222").outcome()).isEqualTo(Outcome.WRONG_CODE);
            assertThat(world.engine.verify(otp.id(), CODE).outcome()).isEqualTo(Outcome.VERIFIED);
        }

        @Test
        void lendsItsCodeToNoOtherNumber() {
            Otp otp = world.sent(SendRequest.to(World.NUMBER).code("123456"));
            assertThat(world.engine.verify(otp.id(), CODE).outcome()).isEqualTo(Outcome.WRONG_CODE);
        }

        @Test
        void isFoundInEveryWriting() {
            Otp otp = world.sent(SendRequest.to("001 (555) 555-0100"));
            assertThat(world.engine.verify(otp.id(), CODE).isVerified()).isTrue();
        }

        @Test
        void keepsItsAttempts() {
            Otp otp = world.sent(SendRequest.to(NUMBER));
            assertThat(world.exhaust(otp)).hasSize(3);
            assertThat(world.engine.verify(otp.id(), CODE).outcome()).isEqualTo(Outcome.TOO_MANY_ATTEMPTS);
        }

        @Test
        void keepsItsExpiry() {
            Otp otp = world.sent(SendRequest.to(NUMBER));
            world.pass(Duration.ofMinutes(5));
            assertThat(world.engine.verify(otp.id(), CODE).outcome()).isEqualTo(Outcome.EXPIRED);
        }

        @Test
        void keepsItsFiveSends() {
            Otp otp = world.sent(SendRequest.to(NUMBER));
            for (int i = 2; i <= 5; i++) {
                assertThat(world.engine.resend(otp.id())).isInstanceOf(Sent.class);
            }
            assertThat(world.engine.resend(otp.id()))
                    .isInstanceOfSatisfying(
                            Refused.class, no -> assertThat(no.reason()).isEqualTo(Reason.TOO_MANY_SENDS));
            assertThat(world.sms.messages).isEmpty();
        }

        @Test
        void keepsItsStreak() {
            SendResult last = world.engine.send(SendRequest.to(NUMBER));
            for (int i = 0; i < 200 && last instanceof Sent sent; i++) {
                world.exhaust(sent.otp());
                last = world.engine.send(SendRequest.to(NUMBER));
            }
            assertThat(last).isEqualTo(new Refused(Reason.NUMBER_BLOCKED, Optional.empty()));
            assertThat(world.kept.used("w|default|" + NUMBER, world.now())).isEqualTo(99);
        }
    }

    @Nested
    class AtItsEnd {
        @Test
        void isANumberLikeAnyOther() {
            world.setTo(UNTIL.minusMillis(1));
            assertThat(world.engine.send(SendRequest.to(NUMBER))).isInstanceOf(Sent.class);
            world.setTo(UNTIL);
            assertThat(world.engine.send(SendRequest.to(PREMIUM)))
                    .isEqualTo(new Refused(Reason.NUMBER_TYPE, Optional.empty()));
        }

        @Test
        void itsFixedCodeSentBeforeStillEndsWithItsOtp() {
            world.setTo(UNTIL.minusMillis(1));
            Otp otp = world.sent(SendRequest.to(NUMBER));
            world.setTo(otp.expires());
            assertThat(world.engine.verify(otp.id(), CODE).outcome()).isEqualTo(Outcome.EXPIRED);
        }

        @Test
        void aResendIsChargedAndDelivered() {
            world.setTo(UNTIL.minusMillis(1));
            Otp otp = world.sent(SendRequest.to(NUMBER));
            world.setTo(UNTIL);
            assertThat(world.engine.resend(otp.id())).isInstanceOf(Sent.class);
            assertThat(world.sms.messages).hasSize(1);
            assertThat(world.engine.resend(otp.id())).isInstanceOf(Throttled.class);
        }

        @Test
        void aNewCodeIsRandomAgain() {
            World everywhere = World.under(POLICY.toBuilder().regions(Set.of()).build());
            everywhere.setTo(UNTIL);
            Otp otp = everywhere.sent(SendRequest.to(NUMBER));
            assertThat(everywhere.sms.messages).hasSize(1);
            String code = everywhere.sms.lastCode();
            assertThat(everywhere.engine.verify(otp.id(), code).isVerified()).isTrue();
        }
    }

    @Test
    void aChannelThatTheEngineLacksIsStillRefused() {
        assertThatThrownBy(() -> world.engine.send(SendRequest.to(NUMBER).via(new Channel("pigeon"))))
                .isInstanceOf(InvalidRequestException.class);
    }
}
