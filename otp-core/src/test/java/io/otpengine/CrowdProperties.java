package io.otpengine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.otpengine.memory.CachingOtpStore;
import io.otpengine.memory.InMemoryOtpStore;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import io.otpengine.testkit.Crowd;
import io.otpengine.testkit.EngineParts;
import io.otpengine.testkit.FaultyStore.Plan;
import io.otpengine.testkit.OtpArbitraries;
import io.otpengine.testkit.OtpCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** Accounts, threads and faults all at once. */
class CrowdProperties {
    private static final OtpPolicy TWICE = World.ROOMY.toBuilder()
            .numberQuotas(List.of(QuotaWindow.of(2, Duration.ofMinutes(1)), QuotaWindow.of(6, Duration.ofHours(1))))
            .build();

    @Property(tries = 400, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
    void whatMustHoldHoldsInACrowd(
            @ForAll("sequences") List<OtpCommand> commands, @ForAll @IntRange(min = 1, max = 4) int threads) {
        crowd(new InMemoryOtpStore()).run(commands, threads, Plan.random(0, 0));
    }

    @Property(tries = 400, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
    void soItDoesWhenTheStoreFailsNowAndThen(
            @ForAll("sequences") List<OtpCommand> commands,
            @ForAll @IntRange(min = 1, max = 4) int threads,
            @ForAll long seed) {
        crowd(new CachingOtpStore(new InMemoryOtpStore())).run(commands, threads, Plan.random(seed, 0.1));
    }

    @Property(tries = 200, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
    void whileNoTimePassesNoQuotaIsExceeded(
            @ForAll("sequences") List<OtpCommand> commands,
            @ForAll @IntRange(min = 2, max = 4) int threads,
            @ForAll long seed) {
        List<OtpCommand> atOnce = commands.stream()
                .filter(command -> !(command instanceof OtpCommand.Pass))
                .toList();
        new Crowd(EngineParts.over(new InMemoryOtpStore(), TWICE)).run(atOnce, threads, Plan.random(seed, 0.05));
    }

    @Example
    void aStoreThatTakesEveryChargeIsFoundOut() {
        List<OtpCommand> commands = Collections.nCopies(3, new OtpCommand.Send("acme", World.NUMBER, "default"));
        OtpStore generous = Interposed.before(
                new InMemoryOtpStore(), call -> call.name().equals("tryAcquire") ? Optional.empty() : call.proceed());
        assertThatThrownBy(() -> new Crowd(EngineParts.over(generous, TWICE)).run(commands, 1, Plan.random(1, 0)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("within the quota");
    }

    @Example
    void aStoreThatGivesAttemptsBackIsFoundOut() {
        List<OtpCommand> commands = new ArrayList<>(List.of(new OtpCommand.Send("acme", World.NUMBER, "default")));
        commands.addAll(Collections.nCopies(4, new OtpCommand.Verify(0, "acme", false)));
        assertThatThrownBy(() -> crowd(uncounting(new InMemoryOtpStore())).run(commands, 1, Plan.random(1, 0)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no more guesses count than are allowed");
    }

    @Provide
    Arbitrary<List<OtpCommand>> sequences() {
        return OtpArbitraries.commands();
    }

    private static Crowd crowd(OtpStore store) {
        return new Crowd(EngineParts.over(store, World.ROOMY));
    }

    private static OtpStore uncounting(OtpStore store) {
        return Interposed.before(
                store,
                call -> call.name().equals("replace") && call.argument(0) instanceof OtpRecord next
                        ? store.replace(next.next()
                                .version(next.version())
                                .attemptCount(0)
                                .build())
                        : call.proceed());
    }
}
