package io.otpengine;

import static io.otpengine.World.LANDLINE;
import static io.otpengine.World.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.SendResult.Refused;
import io.otpengine.SendResult.Sent;
import io.otpengine.spi.OtpMessage;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SendTest {
    private final World world = World.create();

    @Test
    void aSendIsStoredDeliveredAndShownWithoutItsCode() {
        SendResult result = world.engine.send(SendRequest.to("0170 1234567").country("de"));

        assertThat(result).isInstanceOf(Sent.class);
        Otp otp = result.orElseThrow();
        assertThat(otp.number()).isEqualTo(NUMBER);
        assertThat(otp.accountId()).isEqualTo("default");
        assertThat(otp.status()).isEqualTo(OtpStatus.ACTIVE);
        assertThat(otp.attemptCount()).isZero();
        assertThat(otp.attemptsAllowed()).isEqualTo(3);
        assertThat(otp.attemptsLeft()).isEqualTo(3);
        assertThat(otp.sends()).isEqualTo(1);
        assertThat(otp.created()).isEqualTo(World.START);
        assertThat(otp.expires()).isEqualTo(World.START.plusSeconds(300));
        assertThat(otp.channel()).isEqualTo(Channel.SMS);
        assertThat(otp.language()).isEqualTo("de");
        assertThat(otp.referenceId()).isEmpty();
        assertThat(world.engine.find(otp.id())).contains(otp);
        assertThat(world.sms.messages).hasSize(1);
    }

    @Test
    void theMessageHasAllThatAChannelNeeds() {
        Otp otp = world.sent();

        OtpMessage message = world.sms.last();
        assertThat(message.number()).isEqualTo(NUMBER);
        assertThat(message.code()).matches("[0-9]{6}");
        assertThat(message.text()).isEqualTo(message.code() + " is your code.");
        assertThat(message.language()).isEqualTo("en");
        assertThat(message.channel()).isEqualTo(Channel.SMS);
        assertThat(message.sender()).isEqualTo("VERIFY");
        assertThat(message.caller()).isNull();
        assertThat(message.reference()).matches("[A-Za-z0-9_-]{39}");
        assertThat(message.deadline()).isEqualTo(otp.expires());
    }

    @Test
    void itsEventsAreItsBirthTheRequestAndTheAnswer() {
        Otp otp = world.sent();

        assertThat(world.engine.events(otp.id()))
                .extracting(OtpEvent::type)
                .containsExactly(
                        OtpEvent.Type.CREATED, OtpEvent.Type.DELIVER_OTP_REQ, OtpEvent.Type.DELIVER_OTP_RES_OK);
        assertThat(world.engine.events(otp.id()))
                .extracting(OtpEvent::detail)
                .containsExactly(null, "send 1", "send 1: phone");
    }

    @Test
    void aLandlineIsCalled() {
        Otp otp = world.sent(SendRequest.to(LANDLINE));

        assertThat(otp.channel()).isEqualTo(Channel.VOICE);
        assertThat(world.voice.messages).hasSize(1);
        assertThat(world.sms.messages).isEmpty();
    }

    @Test
    void whatTheRequestSaysGoesBeforeTheApplication() {
        Otp otp = world.sent(SendRequest.to(NUMBER)
                .via(Channel.VOICE)
                .language("pt_br")
                .codeLength(8)
                .sender("Shop")
                .caller("+4930123")
                .referenceId("order 7"));

        assertThat(world.voice.lastCode()).hasSize(8);
        assertThat(world.voice.last().sender()).isEqualTo("Shop");
        assertThat(world.voice.last().caller()).isEqualTo("+4930123");
        assertThat(otp.language()).isEqualTo("pt-BR");
        assertThat(otp.referenceId()).contains("order 7");
    }

    @Test
    void aReferenceIdMayBeInAnyScript() {
        Otp otp = world.sent(SendRequest.to(NUMBER).referenceId("заказ 7"));
        assertThat(world.engine.find(otp.id()).orElseThrow().referenceId()).contains("заказ 7");
    }

    @Nested
    class CodesOfTheCallersOwn {
        @Test
        void aCustomCodeIsSentAndVerifies() {
            Otp otp = world.sent(SendRequest.to(NUMBER).code("007abc"));
            assertThat(world.sms.lastCode()).isEqualTo("007abc");
            assertThat(world.engine.verify(otp.id(), "007ABC").isVerified()).isTrue();
        }

        @Test
        void aTextWithItsCodeInItGoesOutAsItIs() {
            world.sent(SendRequest.to(NUMBER).code("123456").text("one two {three} four five six"));
            assertThat(world.sms.last().text()).isEqualTo("one two {three} four five six");
        }

        @Test
        void aTextIsFilledInOnce() {
            world.sent(SendRequest.to(NUMBER).text("{{OTP}}, {{SEC}} s, {{MIN}} min\n{{OTP}}"));
            String code = world.sms.lastCode();
            assertThat(world.sms.last().text()).isEqualTo(code + ", 300 s, 5 min\n" + code);
        }
    }

    @Nested
    class UnderAnApplication {
        @Test
        void theApplicationSaysHow() {
            Application application = world.engine
                    .applications()
                    .create(ApplicationSpec.named("Bank")
                            .codeLength(8)
                            .alphanumeric(true)
                            .attempts(2)
                            .expire(Duration.ofSeconds(60))
                            .sender("Bank")
                            .caller("+49301"));

            Otp otp = world.sent(SendRequest.to(NUMBER).application(application.id()));

            assertThat(otp.applicationId()).isEqualTo(application.id());
            assertThat(otp.attemptsAllowed()).isEqualTo(2);
            assertThat(otp.expires()).isEqualTo(World.START.plusSeconds(60));
            assertThat(world.sms.lastCode()).matches("[0-9a-z]{8}");
            assertThat(world.sms.last().sender()).isEqualTo("Bank");
            assertThat(world.sms.last().caller()).isEqualTo("+49301");
        }

        @Test
        void anEditChangesLaterOtpsOnly() {
            Otp before = world.sent();
            world.engine
                    .applications()
                    .update(ApplicationId.DEFAULT, edit -> edit.attempts(1).expire(Duration.ofSeconds(30)));
            Otp after = world.sent();

            assertThat(world.engine.find(before.id())).contains(before);
            assertThat(after.attemptsAllowed()).isEqualTo(1);
            assertThat(after.expires()).isEqualTo(World.START.plusSeconds(30));
            assertThat(after.applicationId()).isEqualTo(before.applicationId());
        }

        @Test
        void anUnknownApplicationIsRefused() {
            ApplicationId nobodys = new ApplicationId("00000000-0000-4000-8000-000000000000");
            SendResult result = world.engine.send(SendRequest.to(NUMBER).application(nobodys));
            assertRefused(result, Refused.Reason.UNKNOWN);
        }

        @Test
        void anotherAccountsApplicationIsUnknown() {
            ApplicationId theirs = world.engine
                    .forAccount("acme")
                    .applications()
                    .create(ApplicationSpec.defaults())
                    .id();
            assertRefused(world.engine.send(SendRequest.to(NUMBER).application(theirs)), Refused.Reason.UNKNOWN);
        }
    }

    @Nested
    class WhatIsRefused {
        @Test
        void aPremiumNumberIsNobodysPhone() {
            assertRefused(world.engine.send(SendRequest.to("+499001234567")), Refused.Reason.NUMBER_TYPE);
        }

        @Test
        void aRegionOutsideThePolicyIsRefused() {
            World atHome = World.under(
                    World.ROOMY.toBuilder().regions(Set.of("AT", "DE")).build());
            assertThat(atHome.engine.send(SendRequest.to(NUMBER))).isInstanceOf(Sent.class);
            SendResult abroad = atHome.engine.send(SendRequest.to("+12015550123"));
            assertThat(abroad).isEqualTo(new Refused(Refused.Reason.REGION, Optional.empty()));
        }

        @Test
        void aLandlineIsRefusedWithoutAChannelThatCalls() {
            OtpEngine mute = OtpEngine.builder()
                    .store(world.store)
                    .channel(world.sms)
                    .keys(World.KEYS)
                    .build();
            assertRefused(mute.send(SendRequest.to(LANDLINE)), Refused.Reason.NUMBER_TYPE);
        }

        private void assertNothingHappened() {
            assertThat(world.sms.messages).isEmpty();
            assertThat(world.voice.messages).isEmpty();
        }

        private void assertRefused(SendResult result, Refused.Reason reason) {
            SendTest.this.assertRefused(result, reason);
            assertNothingHappened();
        }
    }

    private void assertRefused(SendResult result, Refused.Reason reason) {
        assertThat(result).isEqualTo(new Refused(reason, Optional.empty()));
        assertThat(world.engine.findByNumber(NUMBER)).isEmpty();
    }
}
