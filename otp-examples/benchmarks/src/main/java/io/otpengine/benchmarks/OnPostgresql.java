package io.otpengine.benchmarks;

import io.otpengine.OtpPolicy;
import java.util.Locale;

/**
 * The engine on PostgreSQL with durable commits, beside what it cannot go below and beside Spring Security's
 * {@code JdbcOneTimeTokenService}. One section a run:
 *
 * <ul>
 *   <li>{@code verify [threads] [rounds]}: the right verify, 1 thread unless given.
 *   <li>{@code growth [rows] [rounds]}: send and verify in a table of that many rows, 5,000,000 unless given, beside one of
 *       10,000.
 *   <li>{@code purge [rows] [rounds]}: rows in a second, 200,000 a round unless given, and what it does to verifies
 *       meanwhile.
 * </ul>
 *
 * <p>For a slow disk, start the program with {@code LD_PRELOAD} set to what {@code src/main/c/slow-disk.c} becomes: the
 * database inherits it.
 */
public final class OnPostgresql {
    private static final int SMALL = 10_000;

    private OnPostgresql() {}

    /**
     * Runs a section.
     *
     * @param arguments as above
     */
    public static void main(String[] arguments) {
        String section = arguments.length > 0 ? arguments[0] : "verify";
        switch (section.toLowerCase(Locale.ROOT)) {
            case "verify" -> verify(number(arguments, 1, 1), number(arguments, 2, 31));
            case "growth" -> growth(number(arguments, 1, 5_000_000), number(arguments, 2, 31));
            case "purge" -> Purging.run(number(arguments, 1, 200_000), number(arguments, 2, 5));
            default -> throw new IllegalArgumentException("verify, growth or purge");
        }
    }

    private static int number(String[] arguments, int at, int usual) {
        return arguments.length > at ? Integer.parseInt(arguments[at]) : usual;
    }

    private static void verify(int threads, int rounds) {
        int operations = threads == 1 ? 200 : 320;
        // Long enough for the compiler to be done with the contestants.
        int warmUp = threads == 1 ? 40 : 15;
        try (Postgresql postgresql = new Postgresql(threads + 2);
                SpringTokens spring = new SpringTokens(postgresql)) {
            OneUpdate floor = new OneUpdate(postgresql, "floor_");
            Node cached = Node.withoutQuotas(postgresql.store("cached_").build());
            Node uncached = Node.withoutQuotas(
                    postgresql.store("uncached_").caching(false).build());
            new Contest(threads)
                    .add("one prepared UPDATE, on a connection it keeps", () -> floor.bare(operations))
                    .add("the same again", () -> floor.bare(operations))
                    .add("the same, from the pool each time", () -> floor.pooled(operations))
                    .add("engine, this node sent", () -> cached.verifications(operations))
                    .add("engine, another node sent", () -> uncached.verifications(operations))
                    .add("Spring's consume", () -> spring.consumptions(operations))
                    .run(rounds, warmUp);
        }
    }

    private static void growth(int rows, int rounds) {
        int operations = 150;
        try (Postgresql postgresql = new Postgresql(3)) {
            Node small = filled(postgresql, "small_", SMALL);
            Node large = filled(postgresql, "large_", rows);
            System.out.printf(Locale.ROOT, "%,d rows and %,d%n", SMALL, rows);
            new Contest(1)
                    .add("verify, few rows", () -> small.verifications(operations))
                    .add("verify, many rows", () -> large.verifications(operations))
                    .run(rounds, 40);
            new Contest(1)
                    .add("send, few rows", () -> small.sends(operations))
                    .add("send, many rows", () -> large.sends(operations))
                    .run(rounds, 10);
        }
    }

    private static Node filled(Postgresql postgresql, String prefix, int rows) {
        Node node = new Node(postgresql.store(prefix).build(), OtpPolicy.recommended());
        postgresql.fill(prefix, rows);
        return node;
    }
}
