package io.otpengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.DeliveryReport.State;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.OtpRecord;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ReceiptsTest {
    private static final String BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final World world = World.create();
    private final Otp otp = world.sent();
    private final String reference = world.sms.last().reference();

    @Test
    void aReceiptAddsOneEventAndTouchesNothingElse() {
        OtpRecord before = world.row(otp);
        world.pass(Duration.ofSeconds(5));

        assertThat(report(State.DELIVERED)).isTrue();

        OtpRecord after = world.row(otp);
        OtpEvent event = after.events().get(3);
        assertThat(event).isEqualTo(new OtpEvent(world.now(), OtpEvent.Type.DELIVERED, null, "send 1: acme SMS ok"));
        assertThat(after.next()
                        .version(before.version())
                        .events(before.events())
                        .build())
                .isEqualTo(before);
    }

    @Test
    void aDuplicateAddsNothing() {
        report(State.DELIVERED);
        OtpRecord before = world.row(otp);
        assertThat(report(State.DELIVERED)).isTrue();
        assertThat(world.row(otp)).isEqualTo(before);
    }

    @Test
    void theFirstOutcomeOfASendStays() {
        report(State.UNDELIVERABLE);
        report(State.DELIVERED);
        report(State.ACCEPTED);
        assertThat(world.eventTypes(otp)).endsWith(OtpEvent.Type.UNDELIVERABLE).doesNotContain(OtpEvent.Type.DELIVERED);
    }

    @Test
    void acceptedAddsNoEvent() {
        OtpRecord before = world.row(otp);
        assertThat(report(State.ACCEPTED)).isTrue();
        assertThat(world.row(otp)).isEqualTo(before);
    }

    @Test
    void everySendHasItsOwnOutcome() {
        world.engine.resend(otp.id());
        report(world.sms.last().reference(), State.DELIVERED, Duration.ZERO);
        report(State.UNDELIVERABLE);
        assertThat(world.engine.events(otp.id()))
                .extracting(OtpEvent::detail)
                .endsWith("send 2: acme SMS ok", "send 1: acme SMS ok");
    }

    @Test
    void timeOfTheFutureIsNow() {
        report(reference, State.DELIVERED, Duration.ofDays(1));
        assertThat(world.row(otp).events().get(3).at()).isEqualTo(world.now());
    }

    @Test
    void timeBeforeTheOtpIsItsCreation() {
        report(reference, State.DELIVERED, Duration.ofDays(-400_000));
        assertThat(world.row(otp).events().get(3).at()).isEqualTo(otp.created());
    }

    @Test
    void timeOfThePastStays() {
        world.pass(Duration.ofSeconds(5));
        report(reference, State.DELIVERED, Duration.ofSeconds(-3));
        assertThat(world.row(otp).events().get(3).at()).isEqualTo(world.now().minusSeconds(3));
    }

    @Test
    void aFinalOtpTakesItAndStaysFinal() {
        world.engine.verify(otp.id(), world.sms.lastCode());
        OtpRecord before = world.row(otp);
        assertThat(report(State.DELIVERED)).isTrue();
        assertThat(world.row(otp).status()).isEqualTo(OtpStatus.VERIFIED);
        assertThat(world.row(otp).attemptCount()).isEqualTo(before.attemptCount());
        assertThat(world.eventTypes(otp)).endsWith(OtpEvent.Type.VERIFIED, OtpEvent.Type.DELIVERED);
    }

    @Test
    void ofWordsThatNobodyCanLookThroughAnyMoreTheProviderStays() {
        world.engine.verify(otp.id(), world.sms.lastCode());
        report(State.DELIVERED);
        assertThat(world.engine.events(otp.id()))
                .last()
                .extracting(OtpEvent::detail)
                .isEqualTo("send 1: acme");
    }

    @Test
    void aDetailThatRepeatsATextOfTheRequestsOwnIsSilenced() {
        Otp sent = world.sent(SendRequest.to(World.NUMBER).text("Pay 5 to Eve? {{OTP}} lasts {{MIN}} min"));
        world.engine.report(new DeliveryReport(
                world.sms.last().reference(),
                State.UNDELIVERABLE,
                world.now(),
                "acme",
                "err:1 text:" + world.sms.last().text()));
        assertThat(world.engine.events(sent.id()))
                .last()
                .extracting(OtpEvent::detail)
                .isEqualTo("send 1: acme err:1 text:***");
    }

    @Test
    void itMayArriveBeforeTheSendReturns() {
        AtomicReference<Boolean> taken = new AtomicReference<>();
        world.sms.answers(message -> {
            taken.set(report(message.reference(), State.DELIVERED, Duration.ZERO));
            return new DeliveryResult.Accepted("phone", null);
        });
        Otp early = world.sent();
        assertThat(taken).hasValue(true);
        assertThat(world.eventTypes(early)).endsWith(OtpEvent.Type.DELIVERED, OtpEvent.Type.DELIVER_OTP_RES_OK);
    }

    @Test
    void itIsForWhicheverAccountItIs() {
        world.engine.forAccount("acme").send(SendRequest.to(World.NUMBER));
        assertThat(report(world.sms.last().reference(), State.DELIVERED, Duration.ZERO))
                .isTrue();
    }

    @Test
    void aDetailThatRepeatsTheNumberIsSilenced() {
        for (String number : new String[] {"+491701234567", "+49 170 1234567", "49-170-123-4567"}) {
            World fresh = World.create();
            Otp sent = fresh.sent();
            fresh.engine.report(new DeliveryReport(
                    fresh.sms.last().reference(), State.UNDELIVERABLE, fresh.now(), "acme", "no route to " + number));
            assertThat(fresh.row(sent).events().get(3).detail())
                    .startsWith("send 1: acme no route to")
                    .doesNotContain(number)
                    .doesNotContain("4567");
        }
    }

    @Test
    void aLongDetailIsCut() {
        String endless = "no".repeat(5_000_000);
        world.engine.report(new DeliveryReport(reference, State.UNDELIVERABLE, world.now(), "acme", endless));
        assertThat(world.row(otp).events().get(3).detail()).hasSize(200);
    }

    @Nested
    @Tag("SEC-31")
    @DisplayName("SEC-31 only the reference that went out is believed")
    class Authenticity {
        @Test
        void noCharacterMayDiffer() {
            OtpRecord before = world.row(otp);
            for (int i = 0; i < reference.length(); i++) {
                for (int j = 0; j < BASE64URL.length(); j++) {
                    char c = BASE64URL.charAt(j);
                    String forged = reference.substring(0, i) + c + reference.substring(i + 1);
                    if (!forged.equals(reference)) {
                        assertThat(report(forged, State.DELIVERED, Duration.ZERO))
                                .as("character %d as %s", i, c)
                                .isFalse();
                    }
                }
            }
            assertThat(world.row(otp)).isEqualTo(before);
        }

        @Test
        void anotherFormIsUnknown() {
            for (String form : new String[] {
                "",
                "x",
                reference + "=",
                reference.substring(1),
                "=".repeat(39),
                "A".repeat(38) + "=",
                "A".repeat(37) + "==",
                "A".repeat(36) + "===",
                "é".repeat(39)
            }) {
                assertThat(report(form, State.DELIVERED, Duration.ZERO)).isFalse();
            }
        }

        @Test
        void aReferenceOfAnotherKeyIsUnknown() {
            OtpEngine stranger =
                    world.node().keys(CodeKeys.of("k1", World.key(2))).build();
            assertThat(stranger.report(new DeliveryReport(reference, State.DELIVERED, world.now(), "acme", null)))
                    .isEmpty();
        }

        @Test
        void aReferenceOutlivesARotation() {
            OtpEngine rotated = world.node()
                    .keys(CodeKeys.of("k2", World.key(2)).retired("k1", World.key(1)))
                    .build();
            assertThat(rotated.report(new DeliveryReport(reference, State.DELIVERED, world.now(), "acme", null)))
                    .isPresent();
        }

        @Test
        void whatIsGoneIsUnknown() {
            world.engine.delete(otp.id());
            assertThat(report(State.DELIVERED)).isFalse();
        }

        @Test
        void aReferenceOfARowMovedToAnotherAccountIsUnknown() {
            world.kept.replace(world.row(otp).next().accountId("acme").build());
            assertThat(report(State.DELIVERED)).isFalse();
        }
    }

    private boolean report(State state) {
        return report(reference, state, Duration.ZERO);
    }

    private boolean report(String reference, State state, Duration later) {
        return world.engine
                .report(new DeliveryReport(reference, state, world.now().plus(later), "acme", "SMS ok"))
                .isPresent();
    }
}
