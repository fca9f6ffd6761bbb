package io.otpengine;

import static io.otpengine.World.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.Verification.Outcome;
import io.otpengine.spi.OtpRecord;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AccountsTest {
    private final World world = World.create();
    private final OtpEngine acme = world.engine.forAccount("acme");
    private final OtpEngine other = world.engine.forAccount("Acme");
    private final Otp otp = acme.send(SendRequest.to(NUMBER)).orElseThrow();
    private final String code = world.sms.lastCode();
    private final OtpRecord stored = world.row(otp);

    @Nested
    @Tag("SEC-27")
    @DisplayName("SEC-27 what belongs to another account does not exist")
    class WhatBelongsToAnotherAccount {
        @Test
        void cannotBeVerified() {
            assertThat(other.verify(otp.id(), code).outcome()).isEqualTo(Outcome.UNKNOWN);
            assertUntouched();
        }

        @Test
        void cannotBeGuessedAt() {
            for (int i = 0; i < 10; i++) {
                assertThat(other.verify(otp.id(), World.wrong(code)).counted()).isFalse();
            }
            assertUntouched();
        }

        @Test
        void cannotBeResent() {
            assertThat(other.resend(otp.id()))
                    .isEqualTo(new SendResult.Refused(SendResult.Refused.Reason.UNKNOWN, Optional.empty()));
            assertThat(world.sms.messages).hasSize(1);
            assertUntouched();
        }

        @Test
        void cannotBeSeenOrDeleted() {
            assertThat(other.find(otp.id())).isEmpty();
            assertThat(other.findByNumber(NUMBER)).isEmpty();
            assertThat(other.events(otp.id())).isEmpty();
            assertThat(other.delete(otp.id())).isEmpty();
            assertUntouched();
        }

        @Test
        @Tag("SEC-26")
        @DisplayName("SEC-26 is answered as if it had never been")
        void isAnsweredAsIfItHadNeverBeen() {
            OtpId never = new OtpId(7, 7);
            assertThat(other.verify(otp.id(), code)).isEqualTo(other.verify(never, code));
            assertThat(other.resend(otp.id())).isEqualTo(other.resend(never));
            assertThat(other.find(otp.id())).isEqualTo(other.find(never));
            assertThat(other.delete(otp.id())).isEqualTo(other.delete(never));
            assertThat(other.events(otp.id())).isEqualTo(other.events(never));
        }

        @Test
        void hasAStreakOfItsOwn() {
            world.exhaust(world.sent());
            assertThat(acme.unblock(NUMBER)).isFalse();
            assertThat(world.engine.unblock(NUMBER)).isTrue();
        }

        @Test
        void hasQuotasOfItsOwn() {
            World quoted = World.under(OtpPolicy.recommended());
            quoted.sent();
            assertThat(quoted.engine.send(SendRequest.to(NUMBER))).isInstanceOf(SendResult.Throttled.class);
            assertThat(quoted.engine.forAccount("acme").send(SendRequest.to(NUMBER)))
                    .isInstanceOf(SendResult.Sent.class);
        }

        private void assertUntouched() {
            assertThat(world.row(otp)).isEqualTo(stored);
            assertThat(acme.verify(otp.id(), code).isVerified()).isTrue();
        }
    }

    @Test
    @Tag("SEC-27")
    @DisplayName("SEC-27 sealed codes that were swapped between rows never verify")
    void swappedCodesNeverVerify() {
        Otp mine = world.sent();
        String myCode = world.sms.lastCode();
        world.kept.replace(
                world.row(otp).next().sealed(world.row(mine).sealed()).build());

        Verification answer = acme.verify(otp.id(), myCode);

        assertThat(answer.outcome()).isEqualTo(Outcome.WRONG_CODE);
        assertThat(answer.counted()).isTrue();
    }

    @Test
    @Tag("SEC-27")
    @DisplayName("SEC-27 an edited row never verifies")
    void anEditedRowNeverVerifies() {
        List<OtpRecord> edits = List.of(
                stored.next().number("+491701234568").build(),
                stored.next().expires(stored.expires().plusSeconds(3600)).build(),
                stored.next().applicationId(world.sent().applicationId()).build());
        for (OtpRecord edit : edits) {
            OtpRecord row = edit.next().version(world.row(otp).version() + 1).build();
            assertThat(world.kept.replace(row)).isTrue();
            assertThat(acme.verify(otp.id(), code).isVerified()).isFalse();
        }
    }

    @Test
    @Tag("SEC-27")
    @DisplayName("SEC-27 a row moved to another account never verifies there")
    void aRowMovedToAnotherAccountNeverVerifies() {
        Application theirs = other.applications().list().get(0);
        world.kept.replace(
                stored.next().accountId("Acme").applicationId(theirs.id()).build());
        assertThat(other.verify(otp.id(), code).outcome()).isEqualTo(Outcome.WRONG_CODE);
    }

    @Test
    void twoViewsOfOneAccountAreOne() {
        assertThat(world.engine.forAccount("acme").verify(otp.id(), code).isVerified())
                .isTrue();
    }
}
