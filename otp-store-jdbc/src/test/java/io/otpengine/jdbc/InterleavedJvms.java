package io.otpengine.jdbc;

import io.otpengine.OtpPolicy;
import io.otpengine.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Lets operations at one OTP run in two JVMs over one database, from one call of the store to the next; a seed decides
 * which go on next, one alone or several at the same time.
 */
final class InterleavedJvms {
    static final OtpPolicy POLICY = Nodes.ROOMY;
    static final int OPERATIONS = 4;

    /** Past the expiry of the node whose clock is ahead, and not yet of the other. */
    private static final Duration MINUTES = Duration.ofMinutes(3);

    private final List<NodeProcess> nodes;

    /** What is done at once. */
    enum Operation {
        GUESS_RIGHT,
        GUESS_WRONG,
        RESEND,
        DELETE,
        PURGE,
        LET_MINUTES_PASS,
        LET_EXPIRE,
        LET_RETENTION_PASS;

        boolean isOfTime() {
            return compareTo(LET_MINUTES_PASS) >= 0;
        }

        Instant after(Instant now) {
            Instant expires = ManualTime.START.plus(POLICY.expire());
            return switch (this) {
                case LET_MINUTES_PASS -> now.plus(MINUTES);
                case LET_EXPIRE -> now.isBefore(expires) ? expires : now;
                case LET_RETENTION_PASS -> expires.plus(POLICY.retention()).plusMillis(1);
                default -> now;
            };
        }
    }

    /** An operation, where it runs, and what its node answered. */
    static final class Actor {
        final Operation operation;
        final NodeProcess node;
        private final String name;
        private String answer = "";

        private Actor(Operation operation, NodeProcess node, String name) {
            this.operation = operation;
            this.node = node;
            this.name = name;
        }

        String answer() {
            return answer;
        }

        @Override
        public String toString() {
            return operation + " by the node " + node.ahead + " ahead: " + answer;
        }
    }

    InterleavedJvms(List<NodeProcess> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    History run(int seed) {
        Random random = new Random(seed);
        Supplier<NodeProcess> anyNode = () -> nodes.get(random.nextInt(nodes.size()));
        nodes.forEach(node -> node.setTo(ManualTime.START));
        NodeProcess first = anyNode.get();
        String[] otp = first.send("+4917" + (10_000_000 + seed));
        List<Actor> actors = new ArrayList<>();
        for (Operation operation : operations(random)) {
            actors.add(new Actor(operation, anyNode.get(), seed + "." + actors.size()));
        }
        interleave(actors, otp, random);
        NodeProcess last = anyNode.get();
        return new History(seed, first.ahead, actors, last.ahead, last.end(otp[0]));
    }

    private void interleave(List<Actor> actors, String[] otp, Random random) {
        Instant now = ManualTime.START;
        List<Actor> waiting = new ArrayList<>(actors);
        actors.stream().filter(actor -> !actor.operation.isOfTime()).forEach(actor -> {
            actor.node.start(actor.name, actor.operation, otp[0], otp[1]);
            actor.node.next(actor.name);
        });
        while (!waiting.isEmpty()) {
            Actor next = waiting.get(random.nextInt(waiting.size()));
            if (next.operation.isOfTime()) {
                now = next.operation.after(now);
                for (NodeProcess node : nodes) {
                    node.setTo(now);
                }
                waiting.remove(next);
                continue;
            }
            List<Actor> going = random.nextInt(4) > 0
                    ? List.of(next)
                    : waiting.stream()
                            .filter(actor -> !actor.operation.isOfTime())
                            .toList();
            going.forEach(actor -> actor.node.go(actor.name));
            for (Actor actor : going) {
                String said = actor.node.next(actor.name);
                if (said.startsWith("done ")) {
                    actor.answer = said.substring("done ".length());
                    waiting.remove(actor);
                }
            }
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
}
