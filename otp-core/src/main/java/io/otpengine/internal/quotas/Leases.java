package io.otpengine.internal.quotas;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends that this node has taken from the quotas of applications in advance, so that the one row of a busy application
 * is written once for many sends. What is lost here, with the node or by the bound, was charged and is never sent: the
 * quota stops early, never late.
 */
final class Leases {
    private static final int MOST = 10_000;

    /** By a key that has the day in it: yesterday's are never asked for again, and give way when room is needed. */
    private final Cache<String, AtomicInteger> left =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    /** Takes one send, if one is left. */
    boolean take(String key) {
        AtomicInteger lease = left.getIfPresent(key);
        return lease != null && lease.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }

    void give(String key, int sends) {
        left.asMap().computeIfAbsent(key, k -> new AtomicInteger()).addAndGet(sends);
    }
}
