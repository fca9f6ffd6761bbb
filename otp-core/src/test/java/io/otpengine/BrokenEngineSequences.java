package io.otpengine;

import io.otpengine.memory.InMemoryOtpStore;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import io.otpengine.testkit.EngineParts;
import io.otpengine.testkit.ModelCheck;
import io.otpengine.testkit.OtpArbitraries;
import io.otpengine.testkit.OtpCommand;
import io.otpengine.testkit.OtpFlow;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A property that fails: its engine gives the attempts back at a resend. Run by {@link PrintedFailureTest} alone. */
class BrokenEngineSequences {
    @Property(tries = 500, seed = "42")
    void answersAsTheModelDoes(@ForAll("sequences") List<OtpCommand> commands) {
        check().run(commands);
    }

    @Provide
    Arbitrary<List<OtpCommand>> sequences() {
        return OtpArbitraries.commands();
    }

    static ModelCheck check() {
        return new ModelCheck(
                EngineParts.over(forgetful(new InMemoryOtpStore()), World.ROOMY),
                parts -> OtpFlow.of(parts.builder().build()));
    }

    private static OtpStore forgetful(OtpStore store) {
        return Interposed.before(store, call -> {
            if (call.name().equals("replace") && call.argument(0) instanceof OtpRecord next && next.sends() > 1) {
                return store.replace(
                        next.next().version(next.version()).attemptCount(0).build());
            }
            return call.proceed();
        });
    }
}
