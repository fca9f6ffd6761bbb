package io.otpengine.jdbc;

import io.otpengine.OtpPolicy;
import io.otpengine.QuotaWindow;
import io.otpengine.testkit.Crowd;
import io.otpengine.testkit.EngineParts;
import io.otpengine.testkit.FaultyStore.Plan;
import io.otpengine.testkit.ModelCheck;
import io.otpengine.testkit.OtpArbitraries;
import io.otpengine.testkit.OtpCommand;
import io.otpengine.testkit.OtpFlow;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** Over real databases an engine answers as the model does, and what must hold holds in a crowd. */
class ModelProperties {
    private static final OtpPolicy POLICY = Nodes.ROOMY.toBuilder()
            .numberQuotas(List.of(QuotaWindow.of(3, Duration.ofMinutes(1)), QuotaWindow.of(6, Duration.ofHours(1))))
            .streakLimit(12)
            .build();

    private static final FreshTables H2 = new FreshTables(Servers.h2().pool());
    private static final FreshTables POSTGRESQL =
            new FreshTables(Servers.postgresql().pool());

    @Property(tries = 150, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
    void overH2AnEngineAnswersAsTheModelDoes(@ForAll("sequences") List<OtpCommand> commands) {
        check(H2, commands);
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
    void overPostgresqlAnEngineAnswersAsTheModelDoes(@ForAll("sequences") List<OtpCommand> commands) {
        check(POSTGRESQL, commands);
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
    void overH2WhatMustHoldHoldsInACrowd(
            @ForAll("sequences") List<OtpCommand> commands,
            @ForAll @IntRange(min = 2, max = 4) int threads,
            @ForAll long seed) {
        new Crowd(EngineParts.over(H2.emptied().store(true), Nodes.ROOMY))
                .run(commands, threads, Plan.random(seed, 0.05));
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
    void overPostgresqlWhatMustHoldHoldsInACrowd(
            @ForAll("sequences") List<OtpCommand> commands,
            @ForAll @IntRange(min = 2, max = 4) int threads,
            @ForAll long seed) {
        new Crowd(EngineParts.over(POSTGRESQL.emptied().store(true), Nodes.ROOMY))
                .run(commands, threads, Plan.random(seed, 0.05));
    }

    @Provide
    Arbitrary<List<OtpCommand>> sequences() {
        return OtpArbitraries.commands();
    }

    private static void check(FreshTables tables, List<OtpCommand> commands) {
        new ModelCheck(
                        EngineParts.over(tables.emptied().store(true), POLICY),
                        parts -> OtpFlow.of(parts.builder().build()))
                .run(commands);
    }
}
