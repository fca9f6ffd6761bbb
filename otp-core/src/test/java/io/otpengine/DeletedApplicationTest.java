package io.otpengine;

import static io.otpengine.World.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.SendResult.Refused;
import io.otpengine.Verification.Outcome;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeletedApplicationTest {
    private final Interposed.Writes writes = new Interposed.Writes();
    private final World world = World.seenThrough(store -> Interposed.before(store, writes));
    private final Application application = world.engine.applications().create(ApplicationSpec.named("Bank"));
    private final SendRequest request = SendRequest.to(NUMBER).application(application.id());
    private final Otp otp = world.sent(request);

    @BeforeEach
    void deleteIt() {
        assertThat(world.engine.applications().delete(application.id())).contains(application);
        writes.names.clear();
    }

    @Test
    void theRightCodeIsUnknown() {
        assertUnknown(world.engine.verify(otp.id(), world.sms.lastCode()));
    }

    @Test
    void unknownPrecedesEveryOtherAnswer() {
        assertUnknown(world.engine.verify(otp.id(), world.wrongCode()));
        world.setTo(otp.expires());
        assertUnknown(world.engine.verify(otp.id(), world.sms.lastCode()));
        assertThat(world.engine.resend(otp.id())).isEqualTo(unknown());
        assertThat(writes.names).isEmpty();
    }

    @Test
    void nothingIsSent() {
        assertThat(world.engine.resend(otp.id())).isEqualTo(unknown());
        assertThat(world.engine.send(request)).isEqualTo(unknown());
        assertThat(world.sms.messages).hasSize(1);
        assertThat(writes.names).isEmpty();
    }

    @Test
    void itCanStillBeReadAndDeleted() {
        assertThat(world.engine.find(otp.id())).contains(otp);
        assertThat(world.engine.findByNumber(NUMBER)).containsExactly(otp);
        assertThat(world.engine.events(otp.id())).isNotEmpty();
        assertThat(world.engine.delete(otp.id())).contains(otp);
    }

    private void assertUnknown(Verification answer) {
        assertThat(answer).isEqualTo(new Verification(Outcome.UNKNOWN, Optional.empty(), 0, false));
        assertThat(writes.names).isEmpty();
    }

    private static SendResult unknown() {
        return new Refused(Refused.Reason.UNKNOWN, Optional.empty());
    }
}
