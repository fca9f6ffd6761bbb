package io.otpengine.limits;

import static io.otpengine.World.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.Application;
import io.otpengine.ApplicationSpec;
import io.otpengine.Interposed;
import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpPolicy;
import io.otpengine.QuotaWindow;
import io.otpengine.ResendRequest;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.SendResult.Sent;
import io.otpengine.SendResult.Throttled;
import io.otpengine.SendResult.Throttled.Scope;
import io.otpengine.SendResult.Undelivered;
import io.otpengine.World;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.QuotaCharge;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SendQuotasTest {
    private static final String OTHER_NUMBER = "+491707654321";
    private static final String NUMBER_KEY = "n|default|" + NUMBER;
    private static final String OTHER_KEY = "n|default|" + OTHER_NUMBER;

    private final World world = World.under(OtpPolicy.recommended());

    @Nested
    class AWindow {
        @Test
        void opensWithItsFirstSend() {
            world.pass(Duration.ofMillis(17_345));
            world.sent();
            assertThat(send()).isEqualTo(throttled(Scope.NUMBER, Duration.ofSeconds(30)));
        }

        @Test
        void isClosedUntilTheMillisecondItNamed() {
            world.sent();
            world.pass(Duration.ofMillis(1));
            Throttled no = (Throttled) send();
            assertThat(no.retryAfter()).isEqualTo(Duration.ofMillis(29_999));
            world.pass(no.retryAfter().minusMillis(1));
            assertThat(send()).isEqualTo(throttled(Scope.NUMBER, Duration.ofMillis(1)));
            world.pass(Duration.ofMillis(1));
            assertThat(send()).isInstanceOf(Sent.class);
        }

        @Test
        void countsForTheHourToo() {
            for (int i = 0; i < 5; i++) {
                world.sent();
                world.pass(Duration.ofSeconds(30));
            }
            assertThat(send()).isEqualTo(throttled(Scope.NUMBER, Duration.ofSeconds(3600 - 150)));
        }

        @Test
        void countsForTheDayToo() {
            for (int i = 0; i < 10; i++) {
                world.sent();
                world.pass(Duration.ofMinutes(i == 4 ? 60 : 1));
            }
            assertThat(send())
                    .isEqualTo(throttled(Scope.NUMBER, Duration.ofDays(1).minusMinutes(69)));
        }

        @Test
        void isNotRenewedByARefusal() {
            world.sent();
            for (int i = 0; i < 29; i++) {
                world.pass(Duration.ofSeconds(1));
                assertThat(send()).isEqualTo(throttled(Scope.NUMBER, Duration.ofSeconds(29 - i)));
            }
            world.pass(Duration.ofSeconds(1));
            assertThat(send()).isInstanceOf(Sent.class);
        }
    }

    @Nested
    class TheOrder {
        @Test
        void isSubjectNumberApplication() {
            List<String> keys = new CopyOnWriteArrayList<>();
            OtpEngine engine = chargesSeenBy(keys);
            engine.send(SendRequest.to(NUMBER).subject("someone")).orElseThrow();
            assertThat(keys).extracting(key -> key.substring(0, 2)).containsExactly("s|", "n|", "a|");
        }

        @Test
        void aThrottledSubjectDrainsNoNumberAndNoApplication() {
            World strict = World.under(blocksOfOne().toBuilder()
                    .subjectQuotas(List.of(QuotaWindow.of(1, Duration.ofHours(1))))
                    .build());
            Otp first = strict.sent(SendRequest.to(NUMBER).subject("someone"));
            SendResult second = strict.engine.send(SendRequest.to(OTHER_NUMBER).subject("someone"));
            assertThat(second).isEqualTo(throttled(Scope.SUBJECT, Duration.ofHours(1)));
            assertThat(strict.kept.used(OTHER_KEY, strict.now())).isZero();
            assertThat(strict.kept.used(applicationKey(strict, first), strict.now()))
                    .isEqualTo(1);
        }

        @Test
        void aThrottledNumberDrainsNoApplication() {
            World strict = World.under(blocksOfOne());
            Otp first = strict.sent();
            assertThat(strict.engine.send(SendRequest.to(NUMBER)))
                    .isEqualTo(throttled(Scope.NUMBER, Duration.ofSeconds(30)));
            assertThat(strict.kept.used(applicationKey(strict, first), strict.now()))
                    .isEqualTo(1);
        }

        private OtpPolicy blocksOfOne() {
            return OtpPolicy.recommended().toBuilder().applicationQuota(50).build();
        }

        private String applicationKey(World world, Otp otp) {
            return "a|default|" + otp.applicationId() + "|" + world.now().getEpochSecond() / 86_400;
        }
    }

    @Nested
    class ASubject {
        @Test
        void isHashedInItsKey() throws GeneralSecurityException {
            List<String> keys = new CopyOnWriteArrayList<>();
            chargesSeenBy(keys)
                    .send(SendRequest.to(NUMBER).subject("alice@example.org"))
                    .orElseThrow();
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest("alice@example.org".getBytes(StandardCharsets.UTF_8));
            assertThat(keys.get(0))
                    .isEqualTo("s|default|" + HexFormat.of().formatHex(hash))
                    .hasSizeLessThanOrEqualTo(200);
            assertThat(keys).noneMatch(key -> key.contains("alice"));
        }

        @Test
        @Tag("long")
        @Tag("SEC-13")
        void isStoppedAfterTenSendsInAnHourWhateverTheNumbers() {
            int sent = 0;
            for (int i = 0; i < 10_000; i++) {
                SendResult result = world.engine.send(
                        SendRequest.to("+49170" + (1_000_000 + i)).subject("10.0.0.1"));
                sent += result instanceof Sent ? 1 : 0;
            }
            assertThat(sent).isEqualTo(10);
            assertThat(world.sms.messages).hasSize(10);
        }

        @Test
        void isOptional() {
            for (int i = 0; i < 20; i++) {
                world.sent(SendRequest.to("+49170" + (1_000_000 + i)));
            }
            assertThat(world.sms.messages).hasSize(20);
        }
    }

    @Nested
    class OneNumber {
        @Test
        void hasOneQuotaWhateverTheApplication() {
            Application other = world.engine.applications().create(ApplicationSpec.named("other"));
            world.sent();
            assertThat(world.engine.send(SendRequest.to(NUMBER).application(other.id())))
                    .isEqualTo(throttled(Scope.NUMBER, Duration.ofSeconds(30)));
        }

        @Test
        void hasOneQuotaWhateverTheChannel() {
            world.sent();
            assertThat(world.engine.send(SendRequest.to(NUMBER).via(io.otpengine.Channel.VOICE)))
                    .isEqualTo(throttled(Scope.NUMBER, Duration.ofSeconds(30)));
        }

        @Test
        void hasAQuotaInEachAccount() {
            world.sent();
            assertThat(world.engine.forAccount("acme").send(SendRequest.to(NUMBER)))
                    .isInstanceOf(Sent.class);
        }

        @Test
        void paysNothingForGuesses() {
            Otp otp = world.sent();
            world.exhaust(otp);
            assertThat(world.kept.used(NUMBER_KEY, world.now())).isEqualTo(1);
        }

        @Test
        void getsNothingBackForARejectedDelivery() {
            world.sms.answers(m -> new DeliveryResult.Rejected(DeliveryResult.Rejected.Reason.UNAVAILABLE, "down"));
            assertThat(send()).isInstanceOf(Undelivered.class);
            assertThat(send()).isEqualTo(throttled(Scope.NUMBER, Duration.ofSeconds(30)));
        }

        @Test
        void getsNothingBackForADeletedOtp() {
            Otp otp = world.sent();
            assertThat(world.engine.delete(otp.id())).isPresent();
            assertThat(send()).isEqualTo(throttled(Scope.NUMBER, Duration.ofSeconds(30)));
        }

        @Test
        void getsNothingBackFromAPurge() {
            for (int i = 0; i < 5; i++) {
                world.sent();
                world.pass(Duration.ofSeconds(30));
            }
            world.engine.purge(1_000);
            assertThat(send()).isInstanceOf(Throttled.class);
        }
    }

    @Nested
    class AResend {
        @Test
        void isChargedLikeASend() {
            Otp otp = world.sent();
            assertThat(world.engine.resend(otp.id())).isEqualTo(throttled(Scope.NUMBER, Duration.ofSeconds(30)));
            world.pass(Duration.ofSeconds(30));
            assertThat(world.engine.resend(otp.id())).isInstanceOf(Sent.class);
            assertThat(world.kept.used(NUMBER_KEY, world.now())).isEqualTo(2);
        }

        @Test
        void isChargedToItsOwnSubject() {
            World strict = World.under(OtpPolicy.recommended().toBuilder()
                    .numberQuotas(List.of())
                    .subjectQuotas(List.of(QuotaWindow.of(1, Duration.ofHours(1))))
                    .build());
            Otp otp = strict.sent(SendRequest.to(NUMBER).subject("first"));
            ResendRequest second = ResendRequest.of(otp.id()).subject("second");
            assertThat(strict.engine.resend(second)).isInstanceOf(Sent.class);
            assertThat(strict.engine.resend(second)).isEqualTo(throttled(Scope.SUBJECT, Duration.ofHours(1)));
        }

        @Test
        void isChargedOnceAlsoAfterALostRace() {
            Otp otp = world.sent();
            world.pass(Duration.ofSeconds(30));
            AtomicBoolean raced = new AtomicBoolean();
            OtpEngine racing = world.node()
                    .store(Interposed.before(world.kept, call -> {
                        if (call.name().equals("replace") && raced.compareAndSet(false, true)) {
                            world.engine.verify(otp.id(), "wrong");
                        }
                        return call.proceed();
                    }))
                    .build();
            assertThat(racing.resend(otp.id())).isInstanceOf(Sent.class);
            assertThat(raced).isTrue();
            assertThat(world.kept.used(NUMBER_KEY, world.now())).isEqualTo(2);
            assertThat(world.row(otp).attemptCount()).isEqualTo(1);
        }

        @Test
        void thatComesToNothingBeforeItIsChargedCostsNothing() {
            Otp otp = world.sent();
            world.exhaust(otp);
            world.pass(Duration.ofSeconds(30));
            world.engine.resend(otp.id());
            assertThat(world.kept.used(NUMBER_KEY, world.now())).isEqualTo(1);
        }
    }

    @Test
    void theListenerHearsWhatWasThrottled() {
        Otp otp = world.sent();
        send();
        world.engine.resend(otp.id());
        Throttled no = throttled(Scope.NUMBER, Duration.ofSeconds(30));
        assertThat(world.refusals).containsExactly(no, no);
    }

    @Test
    void withoutWindowsThereIsNoLimit() {
        World open = World.create();
        for (int i = 0; i < 50; i++) {
            open.sent(SendRequest.to(NUMBER).subject("someone"));
        }
        assertThat(open.sms.messages).hasSize(50);
    }

    private SendResult send() {
        return world.engine.send(SendRequest.to(NUMBER));
    }

    private OtpEngine chargesSeenBy(List<String> keys) {
        return world.node()
                .store(Interposed.before(world.kept, call -> {
                    if (call.name().equals("tryAcquire")) {
                        ((List<?>) call.argument(0)).forEach(charge -> keys.add(((QuotaCharge) charge).key()));
                    }
                    return call.proceed();
                }))
                .build();
    }

    private static Throttled throttled(Scope scope, Duration retryAfter) {
        return new Throttled(scope, retryAfter);
    }
}
