package io.otpengine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two JVMs over one PostgreSQL, with clocks two minutes apart, answer as if one had been asked one thing at a time. */
@Tag("FLT-12")
@Tag("FLT-14")
class TwoJvmsTest {
    /** As many as FLT-14 asks for; {@code -Dotp.interleavings=500} is for the impatient. */
    private static final int RUNS = Integer.getInteger("otp.interleavings", 10_000);

    /** Rows of finished runs are in nobody's way, until there are many. */
    private static final int RUNS_BETWEEN_CLEANINGS = 50;

    private static final Duration APART = Duration.ofMinutes(2);

    private static final FreshTables TABLES =
            new FreshTables(Servers.postgresql().pool());

    @Test
    @DisplayName("FLT-14 interleavings are linearizable to the model, FLT-12 each by the clock of its node")
    void interleavingsAreLinearizable() {
        try (NodeProcess one = node(Duration.ZERO, true);
                NodeProcess two = node(APART, true)) {
            InterleavedJvms jvms = new InterleavedJvms(List.of(one, two));
            for (int seed = 0; seed < RUNS; seed++) {
                History history = run(jvms, seed);
                assertThat(history.isLinearizable()).as(history.toString()).isTrue();
            }
        }
    }

    @Test
    @DisplayName("A node that replaces without comparing is found out")
    void aNodeThatReplacesWithoutComparingIsFoundOut() {
        int found = 0;
        try (NodeProcess one = node(Duration.ZERO, true);
                NodeProcess two = node(APART, false)) {
            InterleavedJvms jvms = new InterleavedJvms(List.of(one, two));
            for (int seed = 0; seed < 150; seed++) {
                found += run(jvms, seed).isLinearizable() ? 0 : 1;
            }
        }
        assertThat(found).isPositive();
    }

    @Test
    @DisplayName("A history with an answer that no order explains is found out")
    void anAnswerThatNoOrderExplainsIsFoundOut() {
        try (NodeProcess one = node(Duration.ZERO, true);
                NodeProcess two = node(APART, true)) {
            History history = run(new InterleavedJvms(List.of(one, two)), 1);
            assertThat(history.isLinearizable()).isTrue();
            History forged = new History(
                    1, history.sender(), history.actors(), history.reader(), history.end() + " and another event");
            assertThat(forged.isLinearizable()).isFalse();
        }
    }

    /** Every run is at the same time of the day, so that an OTP of the one before may not be purged in this one. */
    private static History run(InterleavedJvms jvms, int seed) {
        if (seed % RUNS_BETWEEN_CLEANINGS == 0) {
            TABLES.emptied();
        }
        return jvms.run(seed);
    }

    private static NodeProcess node(Duration ahead, boolean comparing) {
        return new NodeProcess(Servers.postgresql().url(), TABLES.name(""), ahead, comparing);
    }
}
