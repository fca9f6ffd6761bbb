package io.otpengine.internal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.Channel;
import io.otpengine.DeliveryReport;
import io.otpengine.OtpEvent;
import io.otpengine.OtpStatus;
import io.otpengine.ResendRequest;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.Sealed;
import io.otpengine.testkit.Records;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The rules as a table: a record, a fact and a time make the next record. */
class LifecycleTest {
    private static final Instant SENT = Instant.parse("2030-01-01T12:00:00Z");
    private static final Instant NOW = SENT.plusSeconds(10);
    private static final OtpRecord ACTIVE = Records.otp(SENT)
            .next()
            .sealed(Sealed.of(new byte[] {1}))
            .events(Lifecycle.birth(SENT, Channel.SMS))
            .build();

    @Nested
    class Status {
        @Test
        void anActiveOtpIsExpiredFromItsEndOn() {
            assertThat(Lifecycle.statusAt(ACTIVE, ACTIVE.expires().minusMillis(1)))
                    .isEqualTo(OtpStatus.ACTIVE);
            assertThat(Lifecycle.statusAt(ACTIVE, ACTIVE.expires())).isEqualTo(OtpStatus.EXPIRED);
            assertThat(Lifecycle.statusAt(ACTIVE, ACTIVE.expires().plusMillis(1)))
                    .isEqualTo(OtpStatus.EXPIRED);
        }

        @Test
        void noOtherStatusDependsOnTime() {
            for (OtpStatus status : OtpStatus.values()) {
                OtpRecord otp = ACTIVE.next().status(status).build();
                if (status.isFinal()) {
                    assertThat(Lifecycle.statusAt(otp, SENT)).isEqualTo(status);
                    assertThat(Lifecycle.statusAt(otp, otp.expires())).isEqualTo(status);
                }
            }
        }
    }

    @Nested
    class NextRecords {
        @Test
        void aWrongGuessCostsOneAttemptAndKeepsTheCode() {
            assertThat(Lifecycle.guessed(ACTIVE, false, NOW))
                    .isEqualTo(withEvent(ACTIVE, OtpEvent.Type.CHECK_FAIL)
                            .next()
                            .version(ACTIVE.version() + 1)
                            .attemptCount(1)
                            .build());
        }

        @Test
        void aRightGuessCostsOneAttemptAndErasesTheCode() {
            assertThat(Lifecycle.guessed(ACTIVE, true, NOW))
                    .isEqualTo(ended(OtpStatus.VERIFIED, OtpEvent.Type.VERIFIED, 1, ACTIVE));
        }

        @Test
        void theLastWrongGuessEndsIt() {
            OtpRecord last = ACTIVE.next().attemptCount(2).build();
            assertThat(Lifecycle.guessed(last, false, NOW))
                    .isEqualTo(ended(OtpStatus.TOO_MANY_ATTEMPTS, OtpEvent.Type.TOO_MANY_ATTEMPTS, 3, last));
        }

        @Test
        void theLastGuessMayBeRight() {
            OtpRecord last = ACTIVE.next().attemptCount(2).build();
            assertThat(Lifecycle.guessed(last, true, NOW).status()).isEqualTo(OtpStatus.VERIFIED);
        }

        @Test
        void anExpiryCountsNothing() {
            assertThat(Lifecycle.expired(ACTIVE, NOW))
                    .isEqualTo(ended(OtpStatus.EXPIRED, OtpEvent.Type.EXPIRED, 0, ACTIVE));
        }

        @Test
        void aResendKeepsCodeExpiryAndAttempts() {
            OtpRecord guessed =
                    ACTIVE.next().attemptCount(1).sender("One").caller("+1").build();
            OtpRecord next = Lifecycle.resent(
                    guessed, Channel.VOICE, ResendRequest.of(guessed.id()).sender("Two"), NOW);
            assertThat(next.sends()).isEqualTo(2);
            assertThat(next.channel()).isEqualTo(Channel.VOICE);
            assertThat(next.sender()).isEqualTo("Two");
            assertThat(next.caller()).isEqualTo("+1");
            assertThat(next.attemptCount()).isEqualTo(1);
            assertThat(next.expires()).isEqualTo(ACTIVE.expires());
            assertThat(next.sealed()).isEqualTo(ACTIVE.sealed());
            assertThat(lastOf(next))
                    .isEqualTo(new OtpEvent(NOW, OtpEvent.Type.DELIVER_OTP_REQ, Channel.VOICE, "send 2"));
        }

        @Test
        void anAnswerToAnEarlierSendKeepsTheProviderOfTheLast() {
            OtpRecord twice =
                    ACTIVE.next().sends(2).provider("last").messageId("2").build();
            Answer late = new Answer(OtpEvent.Type.DELIVER_OTP_RES_OK, "first", "1", null);
            OtpRecord next = Lifecycle.answered(twice, 1, Channel.SMS, late, NOW);
            assertThat(next.provider()).isEqualTo("last");
            assertThat(next.messageId()).isEqualTo("2");
            assertThat(lastOf(next).detail()).isEqualTo("send 1");
        }

        @Test
        void anAnswerAndAReceiptChangeNoStatus() {
            for (OtpStatus status : OtpStatus.values()) {
                OtpRecord otp = ACTIVE.next().status(status).build();
                Answer answer = new Answer(OtpEvent.Type.DELIVER_OTP_RES_FAIL, null, null, "no");
                assertThat(Lifecycle.answered(otp, 1, Channel.SMS, answer, NOW).status())
                        .isEqualTo(status);
                assertThat(Lifecycle.reported(otp, 1, DeliveryReport.State.DELIVERED, null, NOW)
                                .orElseThrow()
                                .status())
                        .isEqualTo(status);
            }
        }
    }

    @Nested
    class Events {
        @Test
        void thirtyTwoAreKeptTheFirstAndTheYoungest() {
            OtpRecord otp = ACTIVE;
            for (int send = 2; send <= 100; send++) {
                Answer answer = new Answer(OtpEvent.Type.DELIVER_OTP_RES_OK, "p", null, null);
                otp = Lifecycle.answered(otp, send, Channel.SMS, answer, NOW);
                assertThat(otp.events()).hasSizeLessThanOrEqualTo(32);
            }
            assertThat(otp.events()).hasSize(32);
            assertThat(otp.events().get(0).type()).isEqualTo(OtpEvent.Type.CREATED);
            assertThat(otp.events().get(1).detail()).isEqualTo("send 70");
            assertThat(lastOf(otp).detail()).isEqualTo("send 100");
        }

        @Test
        void aReceiptOfSendOneIsNotOneOfSendTen() {
            OtpRecord ten = Lifecycle.reported(ACTIVE, 10, DeliveryReport.State.DELIVERED, null, NOW)
                    .orElseThrow();
            assertThat(Lifecycle.reported(ten, 1, DeliveryReport.State.DELIVERED, null, NOW))
                    .isPresent();
            assertThat(Lifecycle.reported(ten, 10, DeliveryReport.State.UNDELIVERABLE, "x", NOW))
                    .isEmpty();
        }
    }

    private static OtpRecord withEvent(OtpRecord otp, OtpEvent.Type type) {
        var events = new java.util.ArrayList<>(otp.events());
        events.add(new OtpEvent(NOW, type, null, null));
        return otp.next().events(events).build();
    }

    private static OtpRecord ended(OtpStatus status, OtpEvent.Type type, int attempts, OtpRecord from) {
        return withEvent(from, type)
                .next()
                .version(from.version() + 1)
                .status(status)
                .attemptCount(attempts)
                .sealed(null)
                .build();
    }

    private static OtpEvent lastOf(OtpRecord otp) {
        return otp.events().get(otp.events().size() - 1);
    }
}
