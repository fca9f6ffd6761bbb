package io.otpengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The printed bound beside a second computation of it, in whole numbers and straight from the words of its promise. */
class GuessBoundProperties {
    private static final long DAY = Duration.ofDays(1).toMillis();

    @Property(tries = 1000)
    void agreesWithTheArithmeticInWholeNumbers(@ForAll("policies") OtpPolicy policy) {
        BigInteger sends = policy.numberQuotas().stream()
                .map(GuessBoundProperties::sendsInADay)
                .min(BigInteger::compareTo)
                .orElseThrow();
        BigInteger guesses = sends.multiply(BigInteger.valueOf(3L * policy.maxAttempts()));
        double expected = new BigDecimal(guesses)
                .divide(new BigDecimal(fewestCodes(policy)), MathContext.DECIMAL64)
                .min(BigDecimal.ONE)
                .doubleValue();
        assertThat(policy.guessProbabilityPerDay()).isCloseTo(expected, within(expected * 1e-9));
    }

    @Property(tries = 300)
    void neverGrowsWithLessOfAnything(@ForAll("policies") OtpPolicy policy) {
        double bound = policy.guessProbabilityPerDay();
        OtpPolicy fewerGuesses = policy.toBuilder().maxAttempts(1).attempts(1).build();
        OtpPolicy fewerSends = policy.toBuilder()
                .numberQuotas(List.of(QuotaWindow.of(1, Duration.ofDays(1))))
                .build();
        assertThat(fewerGuesses.guessProbabilityPerDay()).isLessThanOrEqualTo(bound);
        assertThat(fewerSends.guessProbabilityPerDay()).isLessThanOrEqualTo(bound);
    }

    @Example
    void widerAttemptsShowInTheBound() {
        OtpPolicy wider = OtpPolicy.recommended().toBuilder().maxAttempts(5).build();
        assertThat(wider.guessProbabilityPerDay()).isCloseTo(0.00015, within(1e-15));
    }

    @Example
    void withoutQuotasByNumberAnAttackerGetsThereForCertain() {
        OtpPolicy open =
                OtpPolicy.recommended().toBuilder().numberQuotas(List.of()).build();
        assertThat(open.guessProbabilityPerDay()).isEqualTo(1);
    }

    @Provide
    Arbitrary<OtpPolicy> policies() {
        Arbitrary<Integer> minLength = Arbitraries.integers().between(4, 8);
        Arbitrary<Integer> moreLength = Arbitraries.integers().between(0, 7);
        Arbitrary<Long> minCodes = Arbitraries.longs().between(10_000, 10_000_000);
        Arbitrary<Integer> attempts = Arbitraries.integers().between(1, 10);
        Arbitrary<List<QuotaWindow>> windows = windows().list().ofMinSize(1).ofMaxSize(4);
        return Combinators.combine(minLength, moreLength, minCodes, attempts, windows)
                .as((min, more, codes, most, quotas) -> OtpPolicy.recommended().toBuilder()
                        .minLength(min)
                        .maxLength(Math.max(8, min + more))
                        .codeLength(Math.max(8, min + more))
                        .minCodes(codes)
                        .maxAttempts(most)
                        .attempts(1)
                        .numberQuotas(quotas)
                        .build());
    }

    private static Arbitrary<QuotaWindow> windows() {
        Arbitrary<Integer> limit = Arbitraries.integers().between(1, 1_000);
        Arbitrary<Long> millis =
                Arbitraries.longs().between(1_000, Duration.ofDays(366).toMillis());
        return Combinators.combine(limit, millis).as((l, m) -> QuotaWindow.of(l, Duration.ofMillis(m)));
    }

    /** As many whole windows as it takes to cover a day, each with all its sends. */
    private static BigInteger sendsInADay(QuotaWindow window) {
        long windows = DAY / window.length().toMillis() + (DAY % window.length().toMillis() == 0 ? 0 : 1);
        return BigInteger.valueOf(windows).multiply(BigInteger.valueOf(window.limit()));
    }

    private static BigInteger fewestCodes(OtpPolicy policy) {
        return IntStream.rangeClosed(policy.minLength(), policy.maxLength())
                .boxed()
                .flatMap(length -> Stream.of(
                        BigInteger.TEN.pow(length), BigInteger.valueOf(36).pow(length)))
                .filter(codes -> codes.compareTo(BigInteger.valueOf(policy.minCodes())) >= 0)
                .min(BigInteger::compareTo)
                .orElseThrow();
    }
}
