package io.otpengine.security;

import io.otpengine.Interposed;
import io.otpengine.OtpId;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Holds every thread between its first read of an OTP and its write, until all have read. */
final class Parking implements Interposed.Hook {
    private final CyclicBarrier allHaveRead;
    private final Set<Thread> parked = ConcurrentHashMap.newKeySet();
    private volatile boolean on;

    Parking(int threads) {
        allHaveRead = new CyclicBarrier(threads);
    }

    void next() {
        parked.clear();
        on = true;
    }

    void off() {
        on = false;
    }

    @Override
    public Object on(Interposed.Call call) throws Throwable {
        Object answer = call.proceed();
        boolean read = call.name().equals("recall") || call.name().equals("find");
        if (on && read && call.argument(0) instanceof OtpId && parked.add(Thread.currentThread())) {
            await();
        }
        return answer;
    }

    private void await() throws InterruptedException, BrokenBarrierException, TimeoutException {
        allHaveRead.await(60, TimeUnit.SECONDS);
    }
}
