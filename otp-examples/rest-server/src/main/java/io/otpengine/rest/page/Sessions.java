package io.otpengine.rest.page;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The visitors of this node: so many and no more, so many of one address and no more; whoever is idle or was here for
 * long is forgotten. Safe for use by several threads.
 */
final class Sessions {
    static final Duration LONGEST = Duration.ofHours(12);
    private static final Duration IDLE = Duration.ofHours(2);

    private final int most;
    private final int mostPerAddress;
    private final InstantSource clock;
    private final Consumer<Session> ended;
    private final Map<String, Session> byId = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, Integer> byAddress = new HashMap<>();

    /**
     * @param most sessions at once; one more ends the one least used
     * @param mostPerAddress sessions of one address at once; one more ends the one of that address least used
     * @param ended hears of sessions that ended, outside any lock
     */
    Sessions(int most, int mostPerAddress, InstantSource clock, Consumer<Session> ended) {
        this.most = most;
        this.mostPerAddress = mostPerAddress;
        this.clock = clock;
        this.ended = ended;
    }

    Session begin(String address) {
        Instant now = clock.instant();
        Session session = new Session(address, now);
        List<Session> over = new ArrayList<>();
        synchronized (this) {
            endIdle(now, over);
            if (byAddress.getOrDefault(address, 0) >= mostPerAddress) {
                byId.values().stream()
                        .filter(other -> other.address().equals(address))
                        .findFirst()
                        .ifPresent(other -> end(other, over));
            }
            if (byId.size() >= most) {
                end(leastUsed(), over);
            }
            byId.put(session.id(), session);
            byAddress.merge(address, 1, Integer::sum);
        }
        over.forEach(ended);
        return session;
    }

    Optional<Session> find(String id) {
        Instant now = clock.instant();
        List<Session> over = new ArrayList<>();
        Optional<Session> found;
        synchronized (this) {
            endIdle(now, over);
            Optional<Session> known = Optional.ofNullable(byId.get(id));
            known.filter(session -> isOver(session, now)).ifPresent(session -> end(session, over));
            found = known.filter(session -> !isOver(session, now));
            found.ifPresent(session -> session.use(now));
        }
        over.forEach(ended);
        return found;
    }

    synchronized int size() {
        return byId.size();
    }

    private void endIdle(Instant now, List<Session> over) {
        while (!byId.isEmpty() && isOver(leastUsed(), now)) {
            end(leastUsed(), over);
        }
    }

    private Session leastUsed() {
        return byId.values().iterator().next();
    }

    private static boolean isOver(Session session, Instant now) {
        return session.used().plus(IDLE).isBefore(now)
                || session.began().plus(LONGEST).isBefore(now);
    }

    private void end(Session session, List<Session> over) {
        byId.remove(session.id());
        byAddress.computeIfPresent(session.address(), (address, count) -> count == 1 ? null : count - 1);
        over.add(session);
    }
}
