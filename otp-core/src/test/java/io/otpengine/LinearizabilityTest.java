package io.otpengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import io.otpengine.testkit.GuessAnswer;
import io.otpengine.testkit.OtpModel;
import io.otpengine.testkit.SendAnswer;
import io.otpengine.testkit.ShownOtp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Operations at one OTP, interleaved at their store calls, answer as if they had come one after the other. */
@Tag("FLT-14")
class LinearizabilityTest {
    private static final int OPERATIONS = 4;
    private static final String ACCOUNT = "default";
    private static final Duration LIFE = World.ROOMY.expire();
    private static final List<List<Integer>> ORDERS = orders(List.of(0, 1, 2, 3));

    private final ExecutorService threads = Executors.newFixedThreadPool(OPERATIONS);

    private enum Operation {
        GUESS_RIGHT,
        GUESS_WRONG,
        RESEND,
        DELETE,
        LET_EXPIRE,
        LET_RETENTION_PASS,
        PURGE
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    @DisplayName("FLT-14 10,000 interleavings are linearizable to the model")
    void interleavingsAreLinearizable() throws Exception {
        for (int seed = 0; seed < 10_000; seed++) {
            Run run = run(seed, store -> store);
            assertThat(run.isLinearizable()).as(run.toString()).isTrue();
        }
    }

    @Test
    @DisplayName("A store that replaces without comparing is found out")
    void aStoreThatReplacesWithoutComparingIsFoundOut() throws Exception {
        int found = 0;
        for (int seed = 0; seed < 200; seed++) {
            found += run(seed, LinearizabilityTest::unconditional).isLinearizable() ? 0 : 1;
        }
        assertThat(found).isGreaterThan(10);
    }

    private Run run(int seed, UnaryOperator<OtpStore> around) throws InterruptedException {
        Interleaving interleaving = new Interleaving(threads, seed);
        World world = World.seenThrough(store -> Interposed.before(around.apply(store), interleaving));
        Otp otp = world.sent();
        String code = world.sms.lastCode();
        List<Operation> operations = operations(new Random(seed));
        List<Supplier<String>> acts = operations.stream()
                .map(operation -> (Supplier<String>) () -> act(world, otp, code, operation))
                .toList();
        List<String> answers = interleaving.run(acts);
        return new Run(seed, operations, answers, end(world, otp));
    }

    private static String act(World world, Otp otp, String code, Operation operation) {
        return switch (operation) {
            case GUESS_RIGHT -> answer(world.engine.verify(otp.id(), code));
            case GUESS_WRONG -> answer(world.engine.verify(otp.id(), World.wrong(code)));
            case RESEND -> answer(world.engine.resend(otp.id()));
            case DELETE -> world.engine.delete(otp.id()).map(o -> "was there").orElse("gone");
            case LET_EXPIRE -> {
                world.setTo(max(world.now(), otp.expires()));
                yield "";
            }
            case LET_RETENTION_PASS -> {
                world.setTo(otp.expires().plus(World.ROOMY.retention()).plusMillis(1));
                yield "";
            }
            case PURGE -> {
                world.engine.purge(100);
                yield "";
            }
        };
    }

    /** What was done, and what came of it. */
    private record Run(int seed, List<Operation> operations, List<String> answers, String end) {
        boolean isLinearizable() {
            return ORDERS.stream().anyMatch(this::isExplainedBy);
        }

        private boolean isExplainedBy(List<Integer> order) {
            OtpModel model = new OtpModel(World.ROOMY);
            model.send(ACCOUNT, World.NUMBER, OtpModel.FIRST_APPLICATION, World.START);
            Instant expires = World.START.plus(LIFE);
            Instant now = World.START;
            for (int i : order) {
                Operation operation = operations.get(i);
                if (operation == Operation.LET_EXPIRE) {
                    now = max(now, expires);
                } else if (operation == Operation.LET_RETENTION_PASS) {
                    now = expires.plus(World.ROOMY.retention()).plusMillis(1);
                }
                if (!expected(model, operation, now).equals(answers.get(i))) {
                    return false;
                }
            }
            return end.equals(model.find(0, ACCOUNT, now)
                    .map(otp -> otp + " events " + model.events(0))
                    .orElse("gone"));
        }

        private static String expected(OtpModel model, Operation operation, Instant now) {
            return switch (operation) {
                case GUESS_RIGHT -> model.verify(0, ACCOUNT, true, now).toString();
                case GUESS_WRONG -> model.verify(0, ACCOUNT, false, now).toString();
                case RESEND -> model.resend(0, ACCOUNT, now).toString();
                case DELETE ->
                    model.delete(0, ACCOUNT, now).map(o -> "was there").orElse("gone");
                case PURGE -> {
                    model.purge(now);
                    yield "";
                }
                case LET_EXPIRE, LET_RETENTION_PASS -> "";
            };
        }
    }

    /** At most two resends, so that none is one too many. */
    private static List<Operation> operations(Random random) {
        List<Operation> operations = new ArrayList<>();
        while (operations.size() < OPERATIONS) {
            Operation next = Operation.values()[random.nextInt(Operation.values().length)];
            boolean third = next == Operation.RESEND
                    && operations.stream().filter(o -> o == Operation.RESEND).count() == 2;
            operations.add(third ? Operation.GUESS_WRONG : next);
        }
        return operations;
    }

    private static String end(World world, Otp otp) {
        return world.engine
                .find(otp.id())
                .map(o -> ShownOtp.of(o) + " events "
                        + world.engine.events(otp.id()).size())
                .orElse("gone");
    }

    private static String answer(Verification verification) {
        return GuessAnswer.of(verification).toString();
    }

    private static String answer(SendResult result) {
        return SendAnswer.of(result).toString();
    }

    private static OtpStore unconditional(OtpStore store) {
        return Interposed.before(store, call -> {
            if (call.name().equals("replace") && call.argument(0) instanceof OtpRecord next) {
                return store.find(next.id())
                        .map(row -> store.replace(
                                next.next().version(row.version() + 1).build()))
                        .orElse(false);
            }
            return call.proceed();
        });
    }

    private static Instant max(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static List<List<Integer>> orders(List<Integer> of) {
        if (of.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Integer>> orders = new ArrayList<>();
        for (Integer first : of) {
            List<Integer> rest = of.stream().filter(i -> !i.equals(first)).toList();
            for (List<Integer> order : orders(rest)) {
                List<Integer> whole = new ArrayList<>(List.of(first));
                whole.addAll(order);
                orders.add(whole);
            }
        }
        return orders;
    }
}
