package io.otpengine;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets one thread at a time run from one store call to the next; a seed decides whose turn it is. The same seed gives the
 * same interleaving.
 */
final class Interleaving implements Interposed.Hook {
    private static final int SECONDS_TO_ARRIVE = 60;
    private static final ThreadLocal<Actor> CURRENT = new ThreadLocal<>();

    private final ExecutorService threads;
    private final Random random;

    /** One operation, and where it stands. */
    private static final class Actor {
        private final Semaphore turn = new Semaphore(0);
        private final BlockingQueue<Boolean> arrivals = new ArrayBlockingQueue<>(1);
        private volatile String answer;

        /** Waits until it is at its next store call, or done. */
        boolean isDone() throws InterruptedException {
            Boolean done = arrivals.poll(SECONDS_TO_ARRIVE, TimeUnit.SECONDS);
            if (done == null) {
                throw new AssertionError("an operation neither finished nor called the store");
            }
            return done;
        }
    }

    Interleaving(ExecutorService threads, long seed) {
        this.threads = threads;
        this.random = new Random(seed);
    }

    @Override
    public Object on(Interposed.Call call) throws Throwable {
        pause();
        return call.proceed();
    }

    /** A point at which others may take their turn; none outside of {@link #run}. */
    void pause() {
        Actor actor = CURRENT.get();
        if (actor != null) {
            actor.arrivals.add(false);
            actor.turn.acquireUninterruptibly();
        }
    }

    /** What each operation answers, in their order. */
    List<String> run(List<Supplier<String>> operations) throws InterruptedException {
        List<Actor> all = new ArrayList<>();
        for (Supplier<String> operation : operations) {
            Actor actor = new Actor();
            all.add(actor);
            threads.execute(() -> act(actor, operation));
        }
        List<Actor> waiting = new ArrayList<>();
        for (Actor actor : all) {
            if (!actor.isDone()) {
                waiting.add(actor);
            }
        }
        while (!waiting.isEmpty()) {
            Actor next = waiting.get(random.nextInt(waiting.size()));
            next.turn.release();
            if (next.isDone()) {
                waiting.remove(next);
            }
        }
        return all.stream().map(actor -> actor.answer).toList();
    }

    private void act(Actor actor, Supplier<String> operation) {
        CURRENT.set(actor);
        try {
            pause();
            actor.answer = operation.get();
        } catch (RuntimeException | Error e) {
            actor.answer = "threw " + e;
        } finally {
            CURRENT.remove();
            actor.arrivals.add(true);
        }
    }
}
