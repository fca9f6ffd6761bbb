package io.otpengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.Verification.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TestNumbersTest {
    private static final String PREMIUM = "+499001234567";
    private static final OtpPolicy POLICY = OtpPolicy.recommended().toBuilder()
            .regions(Set.of("US"))
            .testNumbers(List.of(
                    new OtpPolicy.TestNumber(World.NUMBER, "000000", World.START.plus(Duration.ofDays(1))),
                    new OtpPolicy.TestNumber(PREMIUM, "111111", World.START.plus(Duration.ofDays(1)))))
            .build();

    private final World world = World.under(POLICY);

    @Test
    void itSkipsChannelQuotasRegionAndKind() {
        for (int i = 0; i < 20; i++) {
            assertThat(world.engine.send(SendRequest.to(World.NUMBER))).isInstanceOf(SendResult.Sent.class);
            assertThat(world.engine.send(SendRequest.to(PREMIUM))).isInstanceOf(SendResult.Sent.class);
        }
        assertThat(world.sms.messages).isEmpty();
    }

    @Test
    void itsCodeIsTheFixedOneWhateverTheRequestBrings() {
        Otp otp = world.sent(SendRequest.to(World.NUMBER).code("222222"));
        assertThat(world.engine.verify(otp.id(), "222222").outcome()).isEqualTo(Outcome.WRONG_CODE);
        assertThat(world.engine.verify(otp.id(), "000000").outcome()).isEqualTo(Outcome.VERIFIED);
    }

    @Test
    void itHasAttemptsLikeAnyOther() {
        Otp otp = world.sent();
        assertThat(world.exhaust(otp)).hasSize(3);
        assertThat(world.engine.verify(otp.id(), "000000").outcome()).isEqualTo(Outcome.TOO_MANY_ATTEMPTS);
    }

    @Test
    void itExpiresLikeAnyOther() {
        Otp otp = world.sent();
        world.setTo(otp.expires());
        assertThat(world.engine.verify(otp.id(), "000000").outcome()).isEqualTo(Outcome.EXPIRED);
    }

    @Test
    void itIsSentFiveTimesAtMost() {
        Otp otp = world.sent();
        for (int i = 0; i < 4; i++) {
            assertThat(world.engine.resend(otp.id())).isInstanceOf(SendResult.Sent.class);
        }
        assertThat(world.engine.resend(otp.id())).isInstanceOf(SendResult.Refused.class);
        assertThat(world.sms.messages).isEmpty();
    }

    @Test
    void itHasAStreakLikeAnyOther() {
        int wrong = 0;
        SendResult last = world.engine.send(SendRequest.to(World.NUMBER));
        while (last instanceof SendResult.Sent sent) {
            wrong += world.exhaust(sent.otp()).size();
            last = world.engine.send(SendRequest.to(World.NUMBER));
        }
        assertThat(((SendResult.Refused) last).reason()).isEqualTo(SendResult.Refused.Reason.NUMBER_BLOCKED);
        assertThat(wrong).isEqualTo(99);
    }

    @Test
    void fromItsEndOnItIsANumberLikeAnyOther() {
        world.setTo(World.START.plus(Duration.ofDays(1)).minusMillis(1));
        assertThat(world.engine.send(SendRequest.to(World.NUMBER))).isInstanceOf(SendResult.Sent.class);
        world.pass(Duration.ofMillis(1));
        SendResult result = world.engine.send(SendRequest.to(World.NUMBER));
        assertThat(((SendResult.Refused) result).reason()).isEqualTo(SendResult.Refused.Reason.REGION);
    }

    @Test
    void noOtherNumberHasItsCode() {
        World roomy =
                World.under(World.roomy(POLICY).toBuilder().regions(Set.of()).build());
        Otp otp = roomy.sent(SendRequest.to("+491701234568").code("123456"));
        assertThat(roomy.engine.verify(otp.id(), "000000").outcome()).isEqualTo(Outcome.WRONG_CODE);
    }
}
