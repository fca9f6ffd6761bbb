package io.otpengine.benchmarks;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;

/**
 * Runs contestants round by round in rotated order, so that what else the machine does hits all of them, times every
 * operation, and compares each contestant with the first and with the last, round by round.
 */
final class Contest {
    private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();

    private final int threads;
    private final List<Contestant> contestants = new ArrayList<>();

    Contest(int threads) {
        this.threads = threads;
    }

    /** Prepares a round outside the clock: operations to be timed, each of which must answer true. */
    interface Round {
        List<BooleanSupplier> prepare();
    }

    /** What came of a round: nanoseconds, operations in a second, and the nanoseconds of processor that its threads took for one. */
    record Times(double p50, double p99, double rate, double processor) {}

    private record Contestant(String name, Round round, List<Times> times) {}

    Contest add(String name, Round round) {
        contestants.add(new Contestant(name, round, new ArrayList<>()));
        return this;
    }

    /** Runs and prints; the rounds of the warm-up are not counted. */
    void run(int rounds, int warmUp) {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            for (int round = -warmUp; round < rounds; round++) {
                for (int turn = 0; turn < contestants.size(); turn++) {
                    Contestant contestant = contestants.get(Math.floorMod(turn + round, contestants.size()));
                    Times times = timed(workers, threads, contestant.round.prepare());
                    if (round >= 0) {
                        contestant.times.add(times);
                    }
                }
                if (round < 0 && round % 5 == 0) {
                    letTheCompilerFinish();
                }
            }
        } finally {
            workers.shutdown();
        }
        print(rounds);
    }

    /** The JVM's compiler gets little of two processors that many threads share; what it has queued is work of the warm-up. */
    static void letTheCompilerFinish() {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        long before = -1;
        for (long now = compiler.getTotalCompilationTime(); now > before; now = compiler.getTotalCompilationTime()) {
            before = now;
            LockSupport.parkNanos(1_000_000_000);
        }
    }

    /** Shares operations out to threads that begin together, and times them. */
    private static Times timed(ExecutorService workers, int threads, List<BooleanSupplier> operations) {
        long[] nanos = new long[operations.size()];
        List<Future<Long>> running = new ArrayList<>();
        long start = System.nanoTime();
        for (int thread = 0; thread < threads; thread++) {
            int first = thread;
            running.add(workers.submit(() -> {
                long processor = PROCESSOR.getCurrentThreadCpuTime();
                for (int i = first; i < nanos.length; i += threads) {
                    nanos[i] = timed(operations.get(i));
                }
                return PROCESSOR.getCurrentThreadCpuTime() - processor;
            }));
        }
        long processor = 0;
        try {
            for (Future<Long> one : running) {
                processor += one.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double[] sorted = Arrays.stream(nanos).asDoubleStream().toArray();
        return new Times(
                percentile(sorted, 50),
                percentile(sorted, 99),
                nanos.length / seconds,
                (double) processor / nanos.length);
    }

    /** How long one operation takes, in nanoseconds. */
    static long timed(BooleanSupplier operation) {
        long start = System.nanoTime();
        if (!operation.getAsBoolean()) {
            throw new IllegalStateException("an operation did not do what it should");
        }
        return System.nanoTime() - start;
    }

    private void print(int rounds) {
        System.out.printf(
                Locale.ROOT,
                "%n%d thread(s), %d rounds. Of the rounds: median (p10 .. p90). By another: paired round by round.%n"
                        + "%-44s %-25s %-9s %-8s %-9s %-21s %-21s %s%n",
                threads,
                rounds,
                "",
                "p50, us",
                "p99, us",
                "in 1 s",
                "CPU, us",
                "p50 by the first's",
                "rate by the first's",
                "p50 by the last's");
        List<Times> first = contestants.get(0).times;
        List<Times> last = contestants.get(contestants.size() - 1).times;
        for (Contestant contestant : contestants) {
            System.out.printf(
                    Locale.ROOT,
                    "%-44s %-25s %-9.0f %-8.0f %-9.1f %-21s %-21s %s%n",
                    contestant.name,
                    spread("%.1f", of(contestant.times, t -> t.p50 / 1e3)),
                    percentile(of(contestant.times, t -> t.p99 / 1e3), 50),
                    percentile(of(contestant.times, t -> t.rate), 50),
                    percentile(of(contestant.times, t -> t.processor / 1e3), 50),
                    spread("%.2f", ratio(contestant.times, first, t -> t.p50)),
                    spread("%.2f", ratio(contestant.times, first, t -> t.rate)),
                    spread("%.2f", ratio(contestant.times, last, t -> t.p50)));
        }
    }

    private static double[] of(List<Times> times, ToDoubleFunction<Times> figure) {
        return times.stream().mapToDouble(figure).toArray();
    }

    private static double[] ratio(List<Times> times, List<Times> first, ToDoubleFunction<Times> figure) {
        double[] ratio = of(times, figure);
        for (int i = 0; i < ratio.length; i++) {
            ratio[i] /= figure.applyAsDouble(first.get(i));
        }
        return ratio;
    }

    /** Median (p10 .. p90). */
    static String spread(String format, double[] values) {
        return String.format(
                Locale.ROOT,
                format + " (" + format + " .. " + format + ")",
                percentile(values, 50),
                percentile(values, 10),
                percentile(values, 90));
    }

    static double percentile(double[] values, int percent) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.round((sorted.length - 1) * percent / 100.0)];
    }
}
