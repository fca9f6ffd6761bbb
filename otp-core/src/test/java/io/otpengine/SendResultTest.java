package io.otpengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.otpengine.SendResult.Refused;
import io.otpengine.SendResult.Throttled;
import io.otpengine.SendResult.Undelivered;
import io.otpengine.spi.DeliveryResult;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SendResultTest {
    private final World world = World.create();
    private final Otp otp = world.sent();

    @Test
    void sentGivesTheOtp() {
        assertThat(new SendResult.Sent(otp).orElseThrow()).isSameAs(otp);
    }

    @Test
    void undeliveredThatMayHaveArrivedGivesTheOtp() {
        assertThat(new Undelivered(otp, true, "timeout").orElseThrow()).isSameAs(otp);
    }

    @Test
    void undeliveredForSureThrowsWithTheId() {
        assertThatThrownBy(() -> new Undelivered(otp, false, "SENDER: no").orElseThrow())
                .isInstanceOf(OtpDeliveryException.class)
                .hasMessage("not delivered: SENDER: no")
                .satisfies(this::namesTheOtp);
    }

    @Test
    void refusedThrowsWithTheIdIfThereIsOne() {
        assertThatThrownBy(() -> new Refused(Refused.Reason.NOT_ACTIVE, Optional.of(otp)).orElseThrow())
                .isInstanceOf(OtpException.class)
                .hasMessageContaining("NOT_ACTIVE")
                .satisfies(this::namesTheOtp);
        assertThatThrownBy(() -> new Refused(Refused.Reason.REGION, Optional.empty()).orElseThrow())
                .isInstanceOf(OtpException.class)
                .satisfies(e -> assertThat(((OtpException) e).otpId()).isEmpty());
    }

    @Test
    void throttledThrows() {
        assertThatThrownBy(() -> new Throttled(Throttled.Scope.NUMBER, Duration.ofSeconds(30)).orElseThrow())
                .isInstanceOf(OtpException.class)
                .hasMessageContaining("NUMBER")
                .hasMessageContaining("PT30S");
    }

    @Test
    void aRejectedMessageLeavesAnActiveOtpThatCanBeResent() {
        world.sms.answers(m -> new DeliveryResult.Rejected(DeliveryResult.Rejected.Reason.SENDER, "unregistered"));
        Undelivered result = (Undelivered) world.engine.send(SendRequest.to(World.NUMBER));
        assertThat(result.mayHaveArrived()).isFalse();
        assertThat(result.detail()).isEqualTo("SENDER: unregistered");
        assertThat(result.otp().status()).isEqualTo(OtpStatus.ACTIVE);
        assertThat(world.eventTypes(result.otp())).endsWith(OtpEvent.Type.DELIVER_OTP_RES_FAIL);

        world.sms.answers(m -> new DeliveryResult.Accepted("phone", "id-1"));
        assertThat(world.engine.resend(result.otp().id())).isInstanceOf(SendResult.Sent.class);
        assertThat(world.engine.verify(result.otp().id(), world.sms.lastCode()).isVerified())
                .isTrue();
    }

    @Test
    void aRejectedMessageIsChargedAllTheSame() {
        World quoted = World.under(OtpPolicy.recommended());
        quoted.sms.answers(m -> new DeliveryResult.Rejected(DeliveryResult.Rejected.Reason.UNAVAILABLE, "later"));
        quoted.engine.send(SendRequest.to(World.NUMBER));
        assertThat(quoted.engine.send(SendRequest.to(World.NUMBER))).isInstanceOf(Throttled.class);
    }

    @Test
    void aDetailHasAtMostTwoHundredCharacters() {
        String endless = "no".repeat(5_000_000);
        world.sms.answers(m -> new DeliveryResult.Rejected(DeliveryResult.Rejected.Reason.CONFIGURATION, endless));
        Undelivered rejected = (Undelivered) world.engine.send(SendRequest.to(World.NUMBER));
        assertThat(rejected.detail()).hasSize(200);
        world.sms.answers(m -> new DeliveryResult.Unknown(endless));
        Undelivered unknown = (Undelivered) world.engine.send(SendRequest.to(World.NUMBER));
        assertThat(unknown.detail()).hasSize(200);
        assertThat(world.engine.events(unknown.otp().id()))
                .allSatisfy(event ->
                        assertThat(event.detail() == null ? "" : event.detail()).hasSizeLessThanOrEqualTo(200));
    }

    private void namesTheOtp(Throwable e) {
        assertThat(((OtpException) e).otpId()).contains(otp.id());
    }
}
