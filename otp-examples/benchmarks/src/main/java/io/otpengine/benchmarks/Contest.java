package io.otpengine.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Runs contestants round by round in rotated order, so that what else the machine does hits all of them, and compares
 * each with the first, round by round.
 */
final class Contest {
    private final List<Contestant> contestants = new ArrayList<>();

    /** Prepares a round outside the clock, and returns the work to be timed. */
    interface Round {
        Runnable prepare();
    }

    private static final class Contestant {
        private final String name;
        private final Round round;
        private final List<Double> nanos = new ArrayList<>();

        Contestant(String name, Round round) {
            this.name = name;
            this.round = round;
        }
    }

    Contest add(String name, Round round) {
        contestants.add(new Contestant(name, round));
        return this;
    }

    /** Runs and prints; the rounds of the warm-up are not counted. */
    void run(int rounds, int warmUp, int operationsPerRound) {
        for (int round = -warmUp; round < rounds; round++) {
            for (int turn = 0; turn < contestants.size(); turn++) {
                Contestant contestant = contestants.get(Math.floorMod(turn + round, contestants.size()));
                Runnable work = contestant.round.prepare();
                long start = System.nanoTime();
                work.run();
                double each = (System.nanoTime() - start) / (double) operationsPerRound;
                if (round >= 0) {
                    contestant.nanos.add(each);
                }
            }
        }
        print();
    }

    private void print() {
        System.out.printf(
                Locale.ROOT, "%-34s %12s %20s   %s%n", "", "ns, median", "p10 .. p90", "rate by the first's, paired");
        List<Double> first = contestants.get(0).nanos;
        for (Contestant contestant : contestants) {
            double[] own = contestant.nanos.stream().mapToDouble(n -> n).toArray();
            double[] ratio = new double[own.length];
            for (int i = 0; i < own.length; i++) {
                ratio[i] = first.get(i) / own[i];
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-34s %12.0f %8.0f .. %8.0f   %.2f (%.2f .. %.2f)%n",
                    contestant.name,
                    percentile(own, 50),
                    percentile(own, 10),
                    percentile(own, 90),
                    percentile(ratio, 50),
                    percentile(ratio, 10),
                    percentile(ratio, 90));
        }
    }

    static double percentile(double[] values, int percent) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.round((sorted.length - 1) * percent / 100.0)];
    }
}
