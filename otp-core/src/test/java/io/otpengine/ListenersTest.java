package io.otpengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ListenersTest {
    private final World world = World.create();

    @Test
    void everyStoredEventIsHeardOnceAndInOrder() {
        Otp otp = world.sent();
        world.engine.verify(otp.id(), "not it");
        world.engine.resend(otp.id());
        world.engine.report(new DeliveryReport(
                world.sms.last().reference(), DeliveryReport.State.DELIVERED, world.now(), "acme", null));
        world.engine.verify(otp.id(), world.sms.lastCode());
        world.engine.verify(otp.id(), world.sms.lastCode());

        assertThat(world.heard).isEqualTo(world.engine.events(otp.id())).hasSize(8);
    }

    @Test
    void itHearsTheOtpAsItThenWas() {
        List<OtpStatus> statuses = new ArrayList<>();
        OtpEngine engine = world.node()
                .listener((otp, event) -> statuses.add(otp.status()))
                .build();
        Otp otp = engine.send(SendRequest.to(World.NUMBER)).orElseThrow();
        engine.verify(otp.id(), world.sms.lastCode());
        assertThat(statuses).containsExactly(OtpStatus.ACTIVE, OtpStatus.ACTIVE, OtpStatus.ACTIVE, OtpStatus.VERIFIED);
    }

    @Test
    void itIsCalledAfterTheWrite() {
        List<Boolean> stored = new ArrayList<>();
        OtpEngine engine = world.node()
                .listener((otp, event) -> stored.add(
                        world.kept.find(otp.id()).orElseThrow().events().contains(event)))
                .build();
        engine.verify(engine.send(SendRequest.to(World.NUMBER)).orElseThrow().id(), "not it");
        assertThat(stored).hasSize(4).containsOnly(true);
    }

    @Test
    void refusalsAreHeardWithTheirAccount() {
        OtpListener listener = mock();
        OtpEngine acme = world.node()
                .policy(OtpPolicy.recommended())
                .listener(listener)
                .build()
                .forAccount("acme");
        acme.send(SendRequest.to(World.NUMBER));
        SendResult throttled = acme.send(SendRequest.to(World.NUMBER));
        SendResult unknown = acme.resend(new OtpId(1, 1));
        verify(listener).refused("acme", throttled);
        verify(listener).refused("acme", unknown);
    }

    @Test
    @Tag("long")
    @Tag("FLT-19")
    @DisplayName("FLT-19 a listener that throws changes no answer and keeps nothing from the others")
    void aListenerThatThrowsChangesNoAnswer() {
        OtpListener broken = mock();
        OtpListener sound = mock();
        doThrow(new IllegalStateException("down")).when(broken).on(any(), any());
        doThrow(new AssertionError("down")).when(broken).refused(any(), any());
        OtpEngine engine = world.node().listener(broken).listener(sound).build();

        Otp otp = engine.send(SendRequest.to(World.NUMBER)).orElseThrow();
        assertThat(engine.resend(new OtpId(1, 1))).isInstanceOf(SendResult.Refused.class);
        assertThat(engine.verify(otp.id(), "not it").attemptsLeft()).isEqualTo(2);
        assertThat(engine.verify(otp.id(), world.sms.lastCode()).isVerified()).isTrue();

        verify(sound, times(5)).on(any(), any());
        verify(sound).refused(any(), any());
    }

    @Test
    @Tag("FLT-19")
    @DisplayName("FLT-19 a listener that blocks holds nobody but its caller")
    void aListenerThatBlocksHoldsNobodyButItsCaller() throws Exception {
        Otp slow = world.sent();
        String code = world.sms.lastCode();
        var release = new java.util.concurrent.CountDownLatch(1);
        var blocked = new java.util.concurrent.CountDownLatch(1);
        OtpEngine engine = world.node()
                .listener((otp, event) -> {
                    if (event.type() == OtpEvent.Type.CHECK_FAIL) {
                        blocked.countDown();
                        awaitQuietly(release);
                    }
                })
                .build();
        var held = java.util.concurrent.CompletableFuture.supplyAsync(() -> engine.verify(slow.id(), "not it"));
        blocked.await();
        assertThat(engine.verify(slow.id(), code).isVerified()).isTrue();
        assertThat(held).isNotDone();
        release.countDown();
        assertThat(held.get().attemptsLeft()).isEqualTo(2);
    }

    private static void awaitQuietly(java.util.concurrent.CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
