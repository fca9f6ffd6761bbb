package io.otpengine.jdbc;

import io.otpengine.jdbc.InterleavedJvms.Actor;
import io.otpengine.testkit.ManualTime;
import io.otpengine.testkit.OtpModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What was done at once, and what came of it.
 *
 * @param seed gives the same operations in the same turns
 * @param sender how far the clock is ahead of the node that sent the OTP
 * @param actors all at the same time
 * @param reader how far the clock is ahead of the node that looked last
 * @param end what it saw
 */
record History(int seed, Duration sender, List<Actor> actors, Duration reader, String end) {
    private static final String ACCOUNT = "default";

    /** Whether the model answers the same to one after the other, in some order, each by the clock of its node. */
    boolean isLinearizable() {
        return isExplainedBy(List.of(), actors);
    }

    private boolean isExplainedBy(List<Actor> first, List<Actor> rest) {
        if (!agrees(first, rest.isEmpty())) {
            return false;
        }
        return rest.isEmpty() || rest.stream().anyMatch(next -> isExplainedBy(with(first, next), without(rest, next)));
    }

    private boolean agrees(List<Actor> order, boolean whole) {
        OtpModel model = new OtpModel(InterleavedJvms.POLICY);
        Instant now = ManualTime.START;
        model.send(ACCOUNT, "+491701234567", OtpModel.FIRST_APPLICATION, now.plus(sender));
        for (Actor actor : order) {
            now = actor.operation.after(now);
            if (!expected(model, actor, now.plus(actor.node.ahead)).equals(actor.answer())) {
                return false;
            }
        }
        return !whole || end.equals(shown(model, now.plus(reader)));
    }

    private static String expected(OtpModel model, Actor actor, Instant now) {
        return switch (actor.operation) {
            case GUESS_RIGHT -> model.verify(0, ACCOUNT, true, now).toString();
            case GUESS_WRONG -> model.verify(0, ACCOUNT, false, now).toString();
            case RESEND -> model.resend(0, ACCOUNT, now).toString();
            case DELETE -> model.delete(0, ACCOUNT, now).isPresent() ? "was there" : "gone";
            case PURGE -> {
                model.purge(now);
                yield "";
            }
            case LET_MINUTES_PASS, LET_EXPIRE, LET_RETENTION_PASS -> "";
        };
    }

    private static String shown(OtpModel model, Instant now) {
        return model.find(0, ACCOUNT, now)
                .map(otp -> otp + " events " + model.events(0))
                .orElse("gone");
    }

    private static List<Actor> with(List<Actor> order, Actor next) {
        List<Actor> longer = new ArrayList<>(order);
        longer.add(next);
        return longer;
    }

    private static List<Actor> without(List<Actor> rest, Actor next) {
        return rest.stream().filter(actor -> actor != next).toList();
    }
}
