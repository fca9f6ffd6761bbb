package io.otpengine.sms.smpp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * All binds of a gateway and their windows: each bound session has as many places as its window is wide, a message takes
 * the one that has been free longest.
 */
final class Binds implements AutoCloseable {
    private final SmppBuilder settings;
    /** An empty one stands for all that will never come, once it is closed. */
    private final BlockingQueue<Optional<Bound>> places = new LinkedBlockingQueue<>();

    private final Set<Bound> up = ConcurrentHashMap.newKeySet();
    private final List<Link> links = new ArrayList<>();

    Binds(SmppBuilder settings, Receipts receipts) {
        this.settings = settings;
        for (int i = 0; i < settings.binds; i++) {
            links.add(new Link(settings, receipts, this));
        }
        links.forEach(Link::start);
    }

    /** A place, waited for until the limit, or until a bind could have been made if there is none; else {@code null}. */
    @Nullable
    Bound take(Duration limit) throws InterruptedException {
        long start = System.nanoTime();
        while (true) {
            Duration most = limit.compareTo(settings.connect) < 0 || isUp() ? limit : settings.connect;
            long left = most.toNanos() - (System.nanoTime() - start);
            Optional<Bound> place = places.poll(Math.max(0, left), TimeUnit.NANOSECONDS);
            if (place == null) {
                // A bind that came up meanwhile is worth the rest of the time.
                if (!isUp() || System.nanoTime() - start >= limit.toNanos()) {
                    return null;
                }
            } else if (place.isEmpty()) {
                places.add(place); // for who else waits
                return null;
            } else if (place.get().isAlive()) {
                return place.get();
            }
        }
    }

    void giveBack(Bound place) {
        if (place.isAlive()) {
            places.add(Optional.of(place));
        }
    }

    boolean isUp() {
        return !up.isEmpty();
    }

    void up(Bound bind) {
        up.add(bind);
        for (int i = 0; i < settings.window; i++) {
            places.add(Optional.of(bind));
        }
        if (!bind.isAlive()) {
            down(bind);
        }
    }

    void down(Bound bind) {
        bind.end().complete(null);
        up.remove(bind);
        places.removeIf(place -> place.orElse(null) == bind);
    }

    /** Lets nobody wait any longer, and unbinds all of them at the same time. */
    @Override
    public void close() {
        places.add(Optional.empty());
        List<Thread> closing =
                links.stream().map(link -> SmppGateway.daemon(link::close)).toList();
        closing.forEach(Thread::start);
        try {
            for (Thread thread : closing) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
