package io.otpengine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.otpengine.memory.CachingOtpStore;
import io.otpengine.memory.InMemoryOtpStore;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import io.otpengine.testkit.EngineParts;
import io.otpengine.testkit.ModelCheck;
import io.otpengine.testkit.OtpArbitraries;
import io.otpengine.testkit.OtpCommand;
import io.otpengine.testkit.OtpFlow;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** FLT-14: whatever is asked in whatever order, the engine answers as the model does. */
class EngineProperties {
    private static final String PHONE = World.NUMBER;

    /** Recommended, but for quotas and a limit of streaks that a short sequence can meet. */
    private static final OtpPolicy POLICY = World.ROOMY.toBuilder()
            .numberQuotas(List.of(QuotaWindow.of(3, Duration.ofMinutes(1)), QuotaWindow.of(6, Duration.ofHours(1))))
            .streakLimit(12)
            .build();

    @Property(tries = 1000, shrinking = ShrinkingMode.BOUNDED)
    @Label("FLT-14 the engine answers as the model does")
    void theEngineAnswersAsTheModelDoes(@ForAll("sequences") List<OtpCommand> commands) {
        run(commands, new InMemoryOtpStore());
    }

    @Property(tries = 300, shrinking = ShrinkingMode.BOUNDED)
    @Label("FLT-14 so it does over a store that remembers what it wrote")
    void soItDoesOverACachingStore(@ForAll("sequences") List<OtpCommand> commands) {
        run(commands, new CachingOtpStore(new InMemoryOtpStore()));
    }

    @Example
    @Label("An engine over a store that gives attempts back at a resend is found out")
    void aStoreThatGivesAttemptsBackIsFoundOut() {
        List<OtpCommand> commands = List.of(
                new OtpCommand.Send("acme", PHONE, "default"),
                new OtpCommand.Verify(0, "acme", false),
                new OtpCommand.Resend(0, "acme"));
        run(commands, new InMemoryOtpStore());
        assertThatThrownBy(() -> run(commands, forgetful(new InMemoryOtpStore())))
                .isInstanceOf(AssertionError.class);
    }

    @Provide
    Arbitrary<List<OtpCommand>> sequences() {
        return OtpArbitraries.commands();
    }

    private static void run(List<OtpCommand> commands, OtpStore store) {
        new ModelCheck(
                        EngineParts.over(store, POLICY),
                        parts -> OtpFlow.of(parts.builder().build()))
                .run(commands);
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
