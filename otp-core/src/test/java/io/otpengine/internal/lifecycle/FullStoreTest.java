package io.otpengine.internal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.Interposed;
import io.otpengine.OtpCapacityException;
import io.otpengine.SendRequest;
import io.otpengine.SendResult.Refused;
import io.otpengine.SendResult.Refused.Reason;
import io.otpengine.World;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FullStoreTest {
    private final World world = World.seenThrough(store -> Interposed.before(store, call -> {
        if (call.name().equals("insert")) {
            throw new OtpCapacityException("full");
        }
        return call.proceed();
    }));

    @Test
    void refusesASendAndNoMessageGoesOut() {
        assertThat(world.engine.send(SendRequest.to(World.NUMBER)))
                .isEqualTo(new Refused(Reason.CAPACITY, Optional.empty()));
        assertThat(world.sms.messages).isEmpty();
        assertThat(world.refusals).containsExactly(new Refused(Reason.CAPACITY, Optional.empty()));
    }
}
