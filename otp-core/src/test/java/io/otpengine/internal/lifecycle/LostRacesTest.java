package io.otpengine.internal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.otpengine.Interposed;
import io.otpengine.Otp;
import io.otpengine.OtpStoreException;
import io.otpengine.World;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A store that says of every change that somebody else was first. */
class LostRacesTest {
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicReference<String> losing = new AtomicReference<>("");
    private final World world = World.seenThrough(store -> Interposed.before(store, call -> {
        if (call.name().equals(losing.get())) {
            lost.incrementAndGet();
            return false;
        }
        return call.proceed();
    }));

    @Test
    void breaksItsContractWithTheSixtyFourthLostChange() {
        Otp otp = world.sent();
        losing.set("replace");
        assertThatThrownBy(() -> world.engine.verify(otp.id(), world.sms.lastCode()))
                .isInstanceOf(OtpStoreException.class)
                .hasMessageContaining("64 changes of one OTP were lost")
                .satisfies(e -> assertThat(((OtpStoreException) e).otpId()).contains(otp.id()));
        assertThat(lost).hasValue(64);
    }

    @Test
    void breaksItsContractWithTheSixtyFourthLostDeletion() {
        Otp otp = world.sent();
        losing.set("delete");
        assertThatThrownBy(() -> world.engine.delete(otp.id()))
                .isInstanceOf(OtpStoreException.class)
                .hasMessageContaining("64 deletions of one OTP were lost")
                .satisfies(e -> assertThat(((OtpStoreException) e).otpId()).contains(otp.id()));
        assertThat(lost).hasValue(64);
    }
}
