package io.otpengine.rest.page;

import io.otpengine.ApplicationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One visitor: a cookie, up to 16 tabs, and perhaps an application of their own. Safe for use by several threads. */
final class Session {
    private static final int MOST_FLOWS = 16;

    private final String id = Tokens.next();
    private final String address;
    private final Instant began;
    private final Map<String, Flow> flows = new LinkedHashMap<>(16, 0.75f, true);
    private @Nullable ApplicationId application;
    private Instant used;
    private int streams;
    private long settings;
    private boolean ended;

    Session(String address, Instant now) {
        this.address = address;
        this.began = now;
        this.used = now;
    }

    String id() {
        return id;
    }

    String address() {
        return address;
    }

    Instant began() {
        return began;
    }

    synchronized Instant used() {
        return used;
    }

    synchronized void use(Instant now) {
        used = now;
    }

    synchronized Optional<Flow> flow(String token) {
        return Optional.ofNullable(flows.get(token));
    }

    synchronized List<Flow> flows() {
        return List.copyOf(flows.values());
    }

    /** It keeps nothing from now on; the tabs it had. */
    synchronized List<Flow> end() {
        ended = true;
        return flows();
    }

    synchronized boolean isEnded() {
        return ended;
    }

    /** Adds a tab; the ones that had to make room, least used first, or that very tab if the session is over. */
    synchronized List<Flow> add(Flow flow) {
        if (ended) {
            return List.of(flow);
        }
        List<Flow> removed = new ArrayList<>();
        while (flows.size() >= MOST_FLOWS) {
            removed.add(flows.remove(flows.keySet().iterator().next()));
        }
        flows.put(flow.token(), flow);
        return removed;
    }

    synchronized Optional<ApplicationId> application() {
        return Optional.ofNullable(application);
    }

    synchronized void application(ApplicationId own) {
        application = own;
    }

    /** Counts the edits of the settings, so that other tabs read them anew. */
    synchronized long settings() {
        return settings;
    }

    synchronized void settingsChanged() {
        settings++;
        flows.values().forEach(Flow::changed);
    }

    /** Whether there is room for one stream more, which it then takes. */
    synchronized boolean tookStream(int most) {
        if (streams >= most) {
            return false;
        }
        streams++;
        return true;
    }

    synchronized void gaveStream() {
        streams--;
    }
}
