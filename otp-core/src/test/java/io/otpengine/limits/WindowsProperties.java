package io.otpengine.limits;

import static io.otpengine.World.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.OtpEngine;
import io.otpengine.OtpPolicy;
import io.otpengine.QuotaWindow;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.SendResult.Sent;
import io.otpengine.SendResult.Throttled;
import io.otpengine.SendResult.Throttled.Scope;
import io.otpengine.World;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Random windows and random pauses, on two nodes, beside a second account of what must have room when. */
class WindowsProperties {
    @Property(tries = 150)
    void aSendPassesExactlyWhenEveryWindowHasRoom(
            @ForAll("windows") List<QuotaWindow> windows, @ForAll("pauses") List<Long> pauses) {
        World world = worldWith(windows);
        List<OtpEngine> nodes = List.of(world.engine, world.node().build());
        List<Expected> expected = windows.stream().map(Expected::new).toList();
        for (int i = 0; i < pauses.size(); i++) {
            world.pass(Duration.ofMillis(pauses.get(i)));
            long now = world.now().toEpochMilli();
            SendResult result = nodes.get(i % 2).send(SendRequest.to(NUMBER));
            long wait = expected.stream()
                    .mapToLong(window -> window.closedFor(now))
                    .max()
                    .orElseThrow();
            if (wait == 0) {
                expected.forEach(window -> window.take(now));
                assertThat(result).isInstanceOf(Sent.class);
            } else {
                assertThat(result).isEqualTo(new Throttled(Scope.NUMBER, Duration.ofMillis(wait)));
            }
        }
    }

    @Property(tries = 150)
    void aRefusalNamesTheFirstMillisecondThatWorks(
            @ForAll("windows") List<QuotaWindow> windows, @ForAll("pauses") List<Long> pauses) {
        World world = worldWith(windows);
        for (long pause : pauses) {
            world.pass(Duration.ofMillis(pause));
            if (world.engine.send(SendRequest.to(NUMBER)) instanceof Throttled no) {
                world.pass(no.retryAfter().minusMillis(1));
                assertThat(world.engine.send(SendRequest.to(NUMBER)))
                        .isEqualTo(new Throttled(Scope.NUMBER, Duration.ofMillis(1)));
                world.pass(Duration.ofMillis(1));
                assertThat(world.engine.send(SendRequest.to(NUMBER))).isInstanceOf(Sent.class);
            }
        }
    }

    @Provide
    Arbitrary<List<QuotaWindow>> windows() {
        Arbitrary<Integer> limit = Arbitraries.integers().between(1, 5);
        Arbitrary<Long> millis = Arbitraries.longs().between(1_000, 100_000);
        return Combinators.combine(limit, millis)
                .as((l, m) -> QuotaWindow.of(l, Duration.ofMillis(m)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<List<Long>> pauses() {
        return Arbitraries.longs().between(0, 40_000).list().ofMinSize(10).ofMaxSize(30);
    }

    private static World worldWith(List<QuotaWindow> windows) {
        return World.under(World.roomy(OtpPolicy.recommended()).toBuilder()
                .numberQuotas(windows)
                .build());
    }

    /** One window as the design has it: opened by its first send, for its length. */
    private static final class Expected {
        private final QuotaWindow window;
        private long end = Long.MIN_VALUE;
        private int sends;

        Expected(QuotaWindow window) {
            this.window = window;
        }

        long closedFor(long now) {
            return now < end && sends == window.limit() ? end - now : 0;
        }

        void take(long now) {
            if (now >= end) {
                end = now + window.length().toMillis();
                sends = 0;
            }
            sends++;
        }
    }
}
