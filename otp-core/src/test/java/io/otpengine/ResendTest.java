package io.otpengine;

import static io.otpengine.World.LANDLINE;
import static io.otpengine.World.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.otpengine.SendResult.Refused;
import io.otpengine.SendResult.Sent;
import io.otpengine.SendResult.Throttled;
import io.otpengine.spi.OtpMessage;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ResendTest {
    private final World world = World.create();

    @Test
    void itIsTheSameCodeExpiryAndAttempts() {
        Otp otp = world.sent();
        world.engine.verify(otp.id(), world.wrongCode());
        world.pass(Duration.ofSeconds(100));

        Otp again = world.engine.resend(otp.id()).orElseThrow();

        assertThat(world.sms.codes()).hasSize(2);
        assertThat(world.sms.codes().get(1)).isEqualTo(world.sms.codes().get(0));
        assertThat(again.id()).isEqualTo(otp.id());
        assertThat(again.expires()).isEqualTo(otp.expires());
        assertThat(again.attemptCount()).isEqualTo(1);
        assertThat(again.sends()).isEqualTo(2);
        assertThat(world.sms.last().deadline()).isEqualTo(otp.expires());
    }

    @Test
    void eachSendHasAReferenceOfItsOwn() {
        Otp otp = world.sent();
        world.engine.resend(otp.id());
        assertThat(world.sms.messages).extracting(OtpMessage::reference).doesNotHaveDuplicates();
    }

    @Test
    void theTextSaysTheWholeLifeAndNotTheRest() {
        Otp otp = world.sent(SendRequest.to(NUMBER).text("{{OTP}} {{SEC}}"));
        world.pass(Duration.ofSeconds(299));
        world.engine.resend(otp.id());
        assertThat(world.sms.last().text()).isEqualTo(world.sms.lastCode() + " 300");
    }

    @Test
    void anOtpIsSentFiveTimesAtMost() {
        Otp otp = world.sent();
        for (int send = 2; send <= 5; send++) {
            assertThat(world.engine.resend(otp.id())).isInstanceOf(Sent.class);
        }
        SendResult sixth = world.engine.resend(otp.id());
        assertThat(sixth).isInstanceOf(Refused.class);
        assertThat(((Refused) sixth).reason()).isEqualTo(Refused.Reason.TOO_MANY_SENDS);
        assertThat(((Refused) sixth).otp()).map(Otp::sends).contains(5);
        assertThat(world.sms.messages).hasSize(5);
    }

    @Test
    void aFinalOtpIsNotSentAgain() {
        Otp otp = world.sent();
        world.engine.verify(otp.id(), world.sms.lastCode());
        assertNotActive(otp, OtpStatus.VERIFIED);
        assertThat(world.sms.messages).hasSize(1);
    }

    @Test
    void aResendPastItsTimeWritesTheExpiryDown() {
        Otp otp = world.sent();
        world.setTo(otp.expires());
        assertNotActive(otp, OtpStatus.EXPIRED);
        assertThat(world.row(otp).status()).isEqualTo(OtpStatus.EXPIRED);
        assertThat(world.eventTypes(otp)).endsWith(OtpEvent.Type.EXPIRED);
    }

    @Test
    void anUnknownIdIsRefusedWithoutAnOtp() {
        assertThat(world.engine.resend(new OtpId(1, 2)))
                .isEqualTo(new Refused(Refused.Reason.UNKNOWN, Optional.empty()));
    }

    @Nested
    class AnotherWay {
        @Test
        void theChannelMayChangeAndStays() {
            Otp otp = world.sent();
            world.engine.resend(ResendRequest.of(otp.id()).via(Channel.VOICE));
            world.engine.resend(otp.id());
            assertThat(world.sms.messages).hasSize(1);
            assertThat(world.voice.messages).hasSize(2);
            assertThat(world.engine.find(otp.id()).orElseThrow().channel()).isEqualTo(Channel.VOICE);
        }

        @Test
        void theVoiceTextIsFound() {
            world.engine
                    .applications()
                    .putTemplate(ApplicationId.DEFAULT, "en", Optional.of(Channel.VOICE), "Say {{OTP}}");
            Otp otp = world.sent();
            world.engine.resend(ResendRequest.of(otp.id()).via(Channel.VOICE));
            assertThat(world.voice.last().text()).startsWith("Say ");
        }

        @Test
        void autoChoosesAnewByTheNumber() {
            Otp otp = world.sent(SendRequest.to(LANDLINE).via(Channel.SMS));
            assertThat(world.engine
                            .resend(ResendRequest.of(otp.id()).auto())
                            .orElseThrow()
                            .channel())
                    .isEqualTo(Channel.VOICE);
        }

        @Test
        void senderAndCallerChangeFromNowOn() {
            Otp otp = world.sent(SendRequest.to(NUMBER).sender("One").caller("+491"));
            world.engine.resend(ResendRequest.of(otp.id()).sender("Two"));
            world.engine.resend(otp.id());
            assertThat(world.sms.messages).extracting(OtpMessage::sender).containsExactly("One", "Two", "Two");
            assertThat(world.sms.messages).extracting(OtpMessage::caller).containsExactly("+491", "+491", "+491");
        }

        @Test
        void aTextOfTheRequestsOwnIsKept() {
            Otp otp = world.sent(SendRequest.to(NUMBER).text("Only {{OTP}}"));
            world.engine.resend(otp.id());
            assertThat(world.sms.last().text()).isEqualTo("Only " + world.sms.lastCode());
        }
    }

    @Nested
    class Quotas {
        private final World quoted = World.under(OtpPolicy.recommended());

        @Test
        void aResendIsChargedToTheNumber() {
            Otp otp = quoted.sent();
            SendResult tooSoon = quoted.engine.resend(otp.id());
            assertThat(tooSoon).isEqualTo(new Throttled(Throttled.Scope.NUMBER, Duration.ofSeconds(30)));
            assertThat(quoted.sms.messages).hasSize(1);

            quoted.pass(Duration.ofSeconds(30));
            assertThat(quoted.engine.resend(otp.id())).isInstanceOf(Sent.class);
        }

        @Test
        void aSubjectPaysForItsResends() {
            World world = World.under(OtpPolicy.recommended().toBuilder()
                    .numberQuotas(java.util.List.of())
                    .subjectQuotas(java.util.List.of(QuotaWindow.of(1, Duration.ofHours(1))))
                    .build());
            Otp otp = world.sent(SendRequest.to(NUMBER).subject("10.0.0.1"));
            SendResult again = world.engine.resend(ResendRequest.of(otp.id()).subject("10.0.0.1"));
            assertThat(again).isEqualTo(new Throttled(Throttled.Scope.SUBJECT, Duration.ofHours(1)));
        }
    }

    @Test
    void anEditedRowIsNotSentAnywhere() {
        Otp otp = world.sent();
        world.kept.replace(world.row(otp).next().number("+491709999999").build());
        assertThatThrownBy(() -> world.engine.resend(otp.id()))
                .isExactlyInstanceOf(OtpException.class)
                .satisfies(e -> assertThat(((OtpException) e).otpId()).contains(otp.id()));
        assertThat(world.sms.messages).hasSize(1);
    }

    private void assertNotActive(Otp otp, OtpStatus status) {
        Refused refused = (Refused) world.engine.resend(otp.id());
        assertThat(refused.reason()).isEqualTo(Refused.Reason.NOT_ACTIVE);
        assertThat(refused.otp()).map(Otp::status).contains(status);
    }
}
