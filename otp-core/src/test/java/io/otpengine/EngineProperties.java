package io.otpengine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.otpengine.memory.CachingOtpStore;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/** FLT-14: whatever is asked in whatever order, the engine answers as the model does. */
class EngineProperties {
    private static final String ACME = "acme";
    private static final String OTHER = "other";
    private static final String PHONE = World.NUMBER;

    /** One thing that is asked of both twins. */
    sealed interface Command {
        void on(Twins twins);
    }

    record Send(String account, String number, String application) implements Command {
        @Override
        public void on(Twins twins) {
            twins.send(account, number, application);
        }
    }

    /** The n-th OTP, counted from the last. */
    record Resend(int last, String account) implements Command {
        @Override
        public void on(Twins twins) {
            if (last < twins.count()) {
                twins.resend(twins.count() - 1 - last, account);
            }
        }
    }

    record Verify(int last, String account, boolean right) implements Command {
        @Override
        public void on(Twins twins) {
            if (last < twins.count()) {
                twins.verify(twins.count() - 1 - last, account, right);
            }
        }
    }

    record Delete(int last, String account) implements Command {
        @Override
        public void on(Twins twins) {
            if (last < twins.count()) {
                twins.delete(twins.count() - 1 - last, account);
            }
        }
    }

    record Report(int last) implements Command {
        @Override
        public void on(Twins twins) {
            if (last < twins.count()) {
                twins.report(twins.count() - 1 - last);
            }
        }
    }

    record Pass(Duration time) implements Command {
        @Override
        public void on(Twins twins) {
            twins.pass(time);
        }
    }

    record Edit(String account, String application, int attempts, Duration life) implements Command {
        @Override
        public void on(Twins twins) {
            twins.edit(account, application, attempts, life);
        }
    }

    record DeleteShop(String account) implements Command {
        @Override
        public void on(Twins twins) {
            twins.deleteShop(account);
        }
    }

    record Unblock(String account, String number) implements Command {
        @Override
        public void on(Twins twins) {
            twins.unblock(account, number);
        }
    }

    record Restart() implements Command {
        @Override
        public void on(Twins twins) {
            twins.restart();
        }
    }

    record AskWhileDown(int last, String account) implements Command {
        @Override
        public void on(Twins twins) {
            twins.whileDown(() -> twins.of(account).send(SendRequest.to(PHONE)));
            if (last < twins.count()) {
                OtpId id = twins.idOf(twins.count() - 1 - last);
                twins.whileDown(() -> twins.of(account).verify(id, "not it"));
                twins.whileDown(() -> twins.of(account).resend(id));
                twins.whileDown(() -> twins.of(account).delete(id));
            }
        }
    }

    @Property(tries = 1000, shrinking = ShrinkingMode.BOUNDED)
    @Label("FLT-14 the engine answers as the model does")
    void theEngineAnswersAsTheModelDoes(@ForAll("sequences") List<Command> commands) {
        run(commands, store -> store);
    }

    @Property(tries = 300, shrinking = ShrinkingMode.BOUNDED)
    @Label("FLT-14 so it does over a store that remembers what it wrote")
    void soItDoesOverACachingStore(@ForAll("sequences") List<Command> commands) {
        run(commands, CachingOtpStore::new);
    }

    @Example
    @Label("An engine over a store that gives attempts back at a resend is found out")
    void aStoreThatGivesAttemptsBackIsFoundOut() {
        List<Command> commands = List.of(
                new Send(ACME, PHONE, "default"),
                new Verify(0, ACME, false),
                new Resend(0, ACME),
                new Pass(Duration.ZERO));
        run(commands, store -> store);
        assertThatThrownBy(() -> run(commands, EngineProperties::forgetful)).isInstanceOf(AssertionError.class);
    }

    @Provide
    Arbitrary<List<Command>> sequences() {
        return command().list().ofMinSize(1).ofMaxSize(60);
    }

    private static Arbitrary<Command> command() {
        Arbitrary<String> accounts =
                Arbitraries.frequencyOf(Tuple.of(5, Arbitraries.just(ACME)), Tuple.of(1, Arbitraries.just(OTHER)));
        Arbitrary<String> numbers = Arbitraries.of(PHONE, PHONE, "+491701234568");
        Arbitrary<String> applications = Arbitraries.of("default", "default", Twins.SHOP);
        Arbitrary<Integer> otps = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(0)),
                Tuple.of(2, Arbitraries.integers().between(1, 4)));
        Arbitrary<Duration> times = Arbitraries.of(
                Duration.ofMillis(1),
                Duration.ofSeconds(29),
                Duration.ofSeconds(60),
                Duration.ofMillis(299_999),
                Duration.ofMinutes(5),
                Duration.ofHours(1));
        Arbitrary<Duration> lives =
                Arbitraries.of(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofMinutes(10));
        Arbitrary<Integer> attempts = Arbitraries.integers().between(1, 3);
        return Arbitraries.frequencyOf(List.of(
                often(8, Combinators.combine(accounts, numbers, applications).as(Send::new)),
                often(5, Combinators.combine(otps, accounts).as(Resend::new)),
                often(
                        10,
                        Combinators.combine(otps, accounts, Arbitraries.of(false, false, true))
                                .as(Verify::new)),
                often(1, Combinators.combine(otps, accounts).as(Delete::new)),
                often(2, otps.map(Report::new)),
                often(6, times.map(Pass::new)),
                often(
                        2,
                        Combinators.combine(accounts, applications, attempts, lives)
                                .as(Edit::new)),
                often(1, accounts.map(DeleteShop::new)),
                often(1, Combinators.combine(accounts, numbers).as(Unblock::new)),
                often(1, Arbitraries.just(new Restart())),
                often(1, Combinators.combine(otps, accounts).as(AskWhileDown::new))));
    }

    @SuppressWarnings("unchecked")
    private static Tuple2<Integer, Arbitrary<Command>> often(int weight, Arbitrary<? extends Command> commands) {
        return Tuple.of(weight, (Arbitrary<Command>) commands);
    }

    private static void run(List<Command> commands, UnaryOperator<OtpStore> around) {
        Twins twins = new Twins(around);
        for (Command command : commands) {
            command.on(twins);
            twins.assertAlike();
        }
    }

    private static OtpStore forgetful(OtpStore store) {
        return Interposed.before(store, call -> {
            if (call.name().equals("replace") && call.argument(0) instanceof OtpRecord next && next.sends() > 1) {
                return store.replace(
                        next.next().version(next.version()).attemptCount(0).build());
            }
            return call.proceed();
        });
    }
}
