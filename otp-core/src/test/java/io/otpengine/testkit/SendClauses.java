package io.otpengine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otpengine.Otp;
import io.otpengine.OtpPolicy;
import io.otpengine.QuotaWindow;
import io.otpengine.ResendRequest;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.OtpMessage;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

abstract class SendClauses extends EngineClauses {
    private static final OtpPolicy THREE_AN_HOUR = EngineParts.roomy(OtpPolicy.recommended()).toBuilder()
            .numberQuotas(List.of(QuotaWindow.of(3, Duration.ofHours(1))))
            .build();

    SendClauses(OtpEngineContract contract) {
        super(contract);
    }

    @Test
    @Clause("resend: the same OTP with the same code, expiry and attempts")
    public void aResendKeepsCodeExpiryAndAttempts() {
        Otp otp = sent();
        String code = code();
        node(0).verify(io.otpengine.VerifyRequest.of(otp.id(), wrongCode()));
        parts.time().advance(Duration.ofMinutes(1));
        Otp again = assertInstanceOf(SendResult.Sent.class, node(1).resend(ResendRequest.of(otp.id())))
                .otp();
        assertEquals(otp.id(), again.id());
        assertEquals(code, code());
        assertEquals(otp.expires(), again.expires());
        assertEquals(1, again.attemptCount());
        assertEquals(1, flow().find(otp.id()).orElseThrow().attemptCount());
    }

    @Test
    @Clause("quotas: of N sends at once exactly the limit goes out")
    public void sendsAtOnceStopAtTheLimit() {
        open(THREE_AN_HOUR);
        meetAt("tryAcquire");
        List<SendResult> answers = Race.of(RACERS, i -> node(i).send(SendRequest.to(NUMBER)));
        assertEquals(
                3, answers.stream().filter(SendResult.Sent.class::isInstance).count(), "sends that went out");
        assertEquals(3, parts.sms().messages().size(), "messages on the phone");
    }

    @Test
    @Clause("quotas: a resend is charged, and nothing gives a charge back")
    public void nothingGivesAChargeBack() {
        open(THREE_AN_HOUR);
        parts.sms().answer(new DeliveryResult.Rejected(DeliveryResult.Rejected.Reason.UNAVAILABLE, "busy"));
        flow().send(SendRequest.to(NUMBER));
        parts.sms().answer(new DeliveryResult.Accepted("recording", null));
        Otp otp = sent();
        assertInstanceOf(SendResult.Sent.class, flow().resend(ResendRequest.of(otp.id())));
        assertTrue(guess(otp, code()).isVerified());
        assertTrue(flow().delete(otp.id()).isPresent());
        flow().purge(1_000);
        assertInstanceOf(SendResult.Throttled.class, flow().send(SendRequest.to(NUMBER)));
    }

    @Test
    @Clause("quotas: what others send makes no room")
    public void manyNumbersMakeNoRoomForOne() {
        open(THREE_AN_HOUR);
        for (int i = 0; i < 3; i++) {
            sent();
        }
        for (int i = 0; i < 300; i++) {
            node(i).send(SendRequest.to("+49170765" + (4000 + i)));
        }
        assertInstanceOf(SendResult.Throttled.class, flow().send(SendRequest.to(NUMBER)));
    }

    @Test
    @Clause("delivery: what is not certainly accepted is Undelivered, and can be sent again")
    public void whatIsNotAcceptedIsUndelivered() {
        Function<OtpMessage, DeliveryResult> throwing = message -> {
            throw new IllegalStateException("broken");
        };
        List<Function<OtpMessage, DeliveryResult>> answers =
                List.of(throwing, message -> null, message -> new DeliveryResult.Unknown("no answer"));
        for (Function<OtpMessage, DeliveryResult> answer : answers) {
            parts.sms().answer(answer);
            SendResult.Undelivered undelivered =
                    assertInstanceOf(SendResult.Undelivered.class, flow().send(SendRequest.to(NUMBER)));
            assertTrue(undelivered.mayHaveArrived());
            parts.sms().answer(new DeliveryResult.Accepted("recording", null));
            assertInstanceOf(
                    SendResult.Sent.class,
                    flow().resend(ResendRequest.of(undelivered.otp().id())));
            assertTrue(guess(undelivered.otp(), code()).isVerified());
        }
    }

    @Test
    @Clause("delivery: a message is given to the channel once")
    public void aMessageIsGivenToTheChannelOnce() {
        parts.sms().answer(new DeliveryResult.Unknown("no answer"));
        flow().send(SendRequest.to(NUMBER));
        assertEquals(1, parts.sms().messages().size());
    }
}
