package io.otpengine.benchmarks;

import io.otpengine.jdbc.JdbcOtpStore;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** A purge alone, verifies alone, and both at once: in each round the same number of rows and of verifies. */
final class Purging {
    private static final int VERIFIES = 6_000;
    private static final int WARM_UP = 4;

    private Purging() {}

    static void run(int rows, int rounds) {
        double[] alone = new double[rounds];
        double[] beside = new double[rounds];
        double[] p50 = new double[rounds];
        double[] p99 = new double[rounds];
        try (Postgresql postgresql = new Postgresql(4)) {
            JdbcOtpStore store = postgresql.store("purge_").build();
            Node node = Node.withoutQuotas(store);
            postgresql.fill("purge_", 2 * rows * (rounds + 1));
            for (int warmUp = 0; warmUp < WARM_UP; warmUp++) {
                nanos(node.verifications(VERIFIES), () -> true);
                purge(store, 2 * rows / WARM_UP);
                Contest.letTheCompilerFinish();
            }
            for (int round = 0; round < rounds; round++) {
                alone[round] = purge(store, rows);
                double[] quiet = nanos(node.verifications(VERIFIES), () -> true);
                List<BooleanSupplier> verifications = node.verifications(VERIFIES);
                CompletableFuture<Double> purge = CompletableFuture.supplyAsync(() -> purge(store, rows));
                double[] busy = nanos(verifications, () -> !purge.isDone());
                beside[round] = purge.join();
                p50[round] = Contest.percentile(busy, 50) / Contest.percentile(quiet, 50);
                p99[round] = Contest.percentile(busy, 99) / Contest.percentile(quiet, 99);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%n%d rounds of %,d rows. Of the rounds: median (p10 .. p90).%n"
                        + "purge alone, rows/s: %s%npurge beside verifies, rows/s: %s%n"
                        + "verify beside a purge by verify alone: p50 %s, p99 %s%n",
                rounds,
                rows,
                Contest.spread("%.0f", alone),
                Contest.spread("%.0f", beside),
                Contest.spread("%.2f", p50),
                Contest.spread("%.2f", p99));
    }

    private static double[] nanos(List<BooleanSupplier> operations, BooleanSupplier goOn) {
        return operations.stream()
                .takeWhile(operation -> goOn.getAsBoolean())
                .mapToDouble(Contest::timed)
                .toArray();
    }

    private static double purge(JdbcOtpStore store, int rows) {
        long start = System.nanoTime();
        int purged = store.purgeExpired(Instant.now().minusSeconds(86_400), Instant.EPOCH, rows);
        if (purged != rows) {
            throw new IllegalStateException("purged " + purged);
        }
        return purged / ((System.nanoTime() - start) / 1e9);
    }
}
