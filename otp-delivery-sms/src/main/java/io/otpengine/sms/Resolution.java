package io.otpengine.sms;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Looks the provider's host up before the client does, which knows no deadline for that. The JDK keeps what was found for
 * 30 s, so the client asks nobody an instant later. It is looked up for every message, because nothing tells how long
 * the JDK will keep it still; what it keeps costs a change of threads. At most one look-up is under way: a resolver that
 * hangs holds one thread, however many messages wait.
 */
final class Resolution {
    private final Resolver resolver;
    private final @Nullable ProxySelector proxies;
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(0, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Resolution::daemon);
    private @Nullable FutureTask<Boolean> underWay;

    /** Where names are looked up; found is what throws nothing. */
    interface Resolver {
        void lookUp(String host) throws IOException;
    }

    Resolution(Resolver resolver, @Nullable ProxySelector proxies) {
        this.resolver = resolver;
        this.proxies = proxies;
    }

    static Resolution before(HttpClient client) {
        return new Resolution(InetAddress::getAllByName, client.proxy().orElseGet(ProxySelector::getDefault));
    }

    /** Whether the client will know the host; no, if it cannot be found or not in that time. */
    boolean finds(URI address, Duration time) throws InterruptedException {
        String host = address.getHost();
        if (isLiteral(host) || isProxied(address)) {
            return true;
        }
        try {
            return lookUp(host).get(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private synchronized FutureTask<Boolean> lookUp(String host) {
        if (underWay == null || underWay.isDone()) {
            underWay = new FutureTask<>(() -> {
                resolver.lookUp(host);
                return true;
            });
            thread.execute(underWay);
        }
        return underWay;
    }

    private static boolean isLiteral(String host) {
        return host.startsWith("[") || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    /** A proxy looks names up itself; this machine may know none. */
    private boolean isProxied(URI address) {
        return proxies != null && proxies.select(address).stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT);
    }

    private static Thread daemon(Runnable task) {
        Thread daemon = new Thread(task, "otp-sms-dns");
        daemon.setDaemon(true);
        return daemon;
    }
}
