package io.otpengine.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/** Threads that wait for each other and then all do the same at once. */
public final class Race {
    /** As many as a busy application has connections. */
    public static final int RACERS = 64;

    /** As often as a race is run, since a broken store may win one by luck. */
    public static final int TRIALS = 20;

    private static final int SECONDS_TO_FINISH = 60;

    /** Kept from race to race: to start threads takes longer than most races. They end when idle. */
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(Race::daemon);

    private Race() {}

    /**
     * Runs one race.
     *
     * @param <T> what a racer brings home
     * @param racers how many threads
     * @param racer what each does; its number, from 0, is the argument
     * @return what they brought home, by number
     * @throws AssertionError if one of them throws or does not come home within a minute
     */
    public static <T> List<T> of(int racers, IntFunction<T> racer) {
        CyclicBarrier start = new CyclicBarrier(racers);
        List<Future<T>> running = new ArrayList<>();
        for (int i = 0; i < racers; i++) {
            int number = i;
            running.add(THREADS.submit(() -> {
                start.await(SECONDS_TO_FINISH, TimeUnit.SECONDS);
                return racer.apply(number);
            }));
        }
        List<T> home = new ArrayList<>();
        running.forEach(one -> home.add(result(one)));
        return home;
    }

    /**
     * Runs one race of {@link #RACERS} for a yes or a no.
     *
     * @param racer what each does
     * @return how many got a yes
     */
    public static int winners(IntFunction<Boolean> racer) {
        return (int) of(RACERS, racer).stream().filter(won -> won).count();
    }

    private static <T> T result(Future<T> one) {
        try {
            return one.get(SECONDS_TO_FINISH, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("a racer threw " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("a racer did not come home", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "racer");
        thread.setDaemon(true);
        return thread;
    }
}
