package io.otpengine;

import static io.otpengine.World.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What looks at OTPs, or removes them. */
class ReadingTest {
    private final World world = World.create();

    @Nested
    class ByNumber {
        @Test
        void theNewestComesFirst() {
            Otp first = world.sent();
            world.pass(Duration.ofSeconds(1));
            Otp second = world.sent();
            assertThat(world.engine.findByNumber(NUMBER)).containsExactly(second, first);
        }

        @Test
        void theNumberMayBeWrittenInAnyInternationalWay() {
            Otp otp = world.sent();
            for (String written : List.of("+49 170 123 45 67", "0049/170/1234567", "491701234567")) {
                assertThat(world.engine.findByNumber(written)).containsExactly(otp);
            }
        }

        @Test
        void finalOnesAreThereToo() {
            Otp otp = world.sent();
            world.exhaust(otp);
            assertThat(world.engine.findByNumber(NUMBER))
                    .extracting(Otp::status)
                    .containsExactly(OtpStatus.TOO_MANY_ATTEMPTS);
        }

        @Test
        void aHundredAreShown() {
            for (int i = 0; i < 101; i++) {
                world.sent();
            }
            assertThat(world.engine.findByNumber(NUMBER)).hasSize(100);
        }
    }

    @Nested
    class Delete {
        @Test
        void itShowsTheOtpAsItWasAndItIsGone() {
            Otp otp = world.sent();
            assertThat(world.engine.delete(otp.id())).contains(otp);
            assertThat(world.engine.find(otp.id())).isEmpty();
            assertThat(world.engine.findByNumber(NUMBER)).isEmpty();
            assertThat(world.engine.events(otp.id())).isEmpty();
            assertThat(world.engine.delete(otp.id())).isEmpty();
        }

        @Test
        void whatIsGoneIsUnknown() {
            Otp otp = world.sent();
            world.engine.delete(otp.id());
            assertThat(world.engine.verify(otp.id(), world.sms.lastCode()).outcome())
                    .isEqualTo(Verification.Outcome.UNKNOWN);
            assertThat(world.engine.resend(otp.id()))
                    .isEqualTo(new SendResult.Refused(SendResult.Refused.Reason.UNKNOWN, java.util.Optional.empty()));
        }

        @Test
        void aFinalOtpMayBeDeleted() {
            Otp otp = world.sent();
            world.exhaust(otp);
            assertThat(world.engine.delete(otp.id())).map(Otp::status).contains(OtpStatus.TOO_MANY_ATTEMPTS);
        }

        @Test
        void itGivesNoSendBack() {
            World quoted = World.under(OtpPolicy.recommended());
            Otp otp = quoted.sent();
            quoted.engine.delete(otp.id());
            assertThat(quoted.engine.send(SendRequest.to(NUMBER))).isInstanceOf(SendResult.Throttled.class);
        }
    }

    @Nested
    class Purge {
        @Test
        void itRemovesWhatExpiredARetentionAgo() {
            Otp otp = world.sent();
            world.setTo(otp.expires().plus(Duration.ofDays(1)));
            world.engine.purge(10);
            assertThat(world.engine.find(otp.id())).isPresent();
            world.pass(Duration.ofMillis(1));
            assertThat(world.engine.purge(10)).isEqualTo(1);
            assertThat(world.engine.find(otp.id())).isEmpty();
            assertThat(world.engine.purge(10)).isZero();
        }

        @Test
        void itRemovesNoMoreThanItsLimit() {
            for (int i = 0; i < 5; i++) {
                world.sent();
            }
            world.pass(Duration.ofDays(2));
            assertThat(world.engine.purge(3)).isEqualTo(3);
            assertThat(world.engine.findByNumber(NUMBER)).hasSize(2);
            assertThat(world.engine.purge(3))
                    .as("2 OTPs and the application's day")
                    .isEqualTo(3);
            assertThat(world.engine.findByNumber(NUMBER)).isEmpty();
        }

        @Test
        void itIsForTheWholeStore() {
            OtpEngine acme = world.engine.forAccount("acme");
            Otp otp = acme.send(SendRequest.to(NUMBER)).orElseThrow();
            world.pass(Duration.ofDays(2));
            world.engine.purge(10);
            assertThat(acme.find(otp.id())).isEmpty();
        }
    }
}
