package io.otpengine.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs contestants round by round in rotated order, so that what else the machine does hits all of them, and compares
 * each with the first, round by round.
 */
final class Contest {
    private final Map<String, Round> contestants = new LinkedHashMap<>();

    /** One round of a contestant: prepares outside the clock, and returns the work to be timed. */
    interface Round {
        Runnable prepare();
    }

    Contest add(String name, Round round) {
        contestants.put(name, round);
        return this;
    }

    /** Runs and prints; the first rounds warm up and are not counted. */
    void run(int rounds, int warmUp, int operationsPerRound) {
        List<String> names = new ArrayList<>(contestants.keySet());
        Map<String, double[]> nanos = new LinkedHashMap<>();
        names.forEach(name -> nanos.put(name, new double[rounds]));
        for (int round = -warmUp; round < rounds; round++) {
            for (int turn = 0; turn < names.size(); turn++) {
                String name = names.get(Math.floorMod(turn + round, names.size()));
                Runnable work = contestants.get(name).prepare();
                long start = System.nanoTime();
                work.run();
                double each = (System.nanoTime() - start) / (double) operationsPerRound;
                if (round >= 0) {
                    nanos.get(name)[round] = each;
                }
            }
        }
        print(names, nanos);
    }

    private static void print(List<String> names, Map<String, double[]> nanos) {
        double[] first = nanos.get(names.get(0));
        System.out.printf(
                Locale.ROOT, "%-34s %12s %20s   %s%n", "", "ns, median", "p10 .. p90", "rate of the first, paired");
        for (String name : names) {
            double[] own = nanos.get(name);
            double[] ratio = new double[own.length];
            for (int i = 0; i < own.length; i++) {
                ratio[i] = first[i] / own[i];
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-34s %12.0f %8.0f .. %8.0f   %.2f (%.2f .. %.2f)%n",
                    name,
                    percentile(own, 50),
                    percentile(own, 10),
                    percentile(own, 90),
                    percentile(ratio, 50),
                    percentile(ratio, 10),
                    percentile(ratio, 90));
        }
    }

    private static double percentile(double[] values, int percent) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.round((sorted.length - 1) * percent / 100.0)];
    }
}
