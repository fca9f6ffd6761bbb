package io.otpengine.rest;

import io.otpengine.InvalidRequestException;
import io.otpengine.rest.api.Api;
import io.otpengine.rest.operation.Limits;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where to listen, and what one client may take. */
final class NetworkSettings {
    private static final Pattern LOOPBACK = Pattern.compile("(?i)localhost|127(\\.[0-9]{1,3}){3}|\\[?::1]?");
    private static final int MOST_STREAMS = 48;
    private static final int THREADS_FOR_REQUESTS = 16;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "The address to listen on; 127.0.0.1 unless set, for a reverse proxy on the same machine.")
    String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "The port to listen on, 0 for any that is free, at most 65535; 8080 unless set.")
    int port = 8080;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "Where the world reaches this server, https://otp.example; providers send receipts there, and"
                    + " none are asked for unless set.")
    @Nullable
    URI publicUrl;

    @Option(
            names = "--trusted-proxies",
            paramLabel = "ADDRESSES",
            split = ",",
            description = "The reverse proxies whose X-Forwarded-For is believed, 10.0.0.0/8,::1; none unless set.")
    List<String> trustedProxies = List.of();

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "64",
            description =
                    "The most requests served at once, 8 to 1000, others wait; all but 16 of them, at most 48, may"
                            + " push to tabs of the page. 64 unless set.")
    int threads = 64;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "2000",
            description = "The most connections open at once, 1 to 1000000; 2000 unless set.")
    int connections = 2000;

    @Option(
            names = "--idle-seconds",
            paramLabel = "N",
            defaultValue = "15",
            description = "How long a connection may be silent, in the middle of a request too, and half of what a"
                    + " request that trickles in may take, 1 to 3600; 15 unless set.")
    int idleSeconds = 15;

    @Option(
            names = "--stop-seconds",
            paramLabel = "N",
            defaultValue = "20",
            description = "How long a stop waits for the requests that run, 0 to 3600; 20 unless set.")
    int stopSeconds = 20;

    /** @throws InvalidRequestException for what is out of bounds */
    void check() {
        Range.check("port", port, 0, 65_535);
        Range.check("threads", threads, 8, 1000);
        Range.check("connections", connections, 1, 1_000_000);
        Range.check("idle-seconds", idleSeconds, 1, 3600);
        Range.check("stop-seconds", stopSeconds, 0, 3600);
        if (publicUrl != null && !isSite(publicUrl)) {
            throw InvalidRequestException.malformed(
                    "public-url", "must be http:// or https:// with a host, and without a path, a query or a user");
        }
    }

    /** With a path, providers would be told one address for receipts and signatures would be checked for another. */
    private static boolean isSite(URI url) {
        return ("https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme()))
                && url.getHost() != null
                && url.getRawUserInfo() == null
                && ("".equals(url.getRawPath()) || "/".equals(url.getRawPath()))
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
    }

    boolean isOnThisMachineAlone() {
        return isLoopback(host);
    }

    static boolean isLoopback(String name) {
        return LOOPBACK.matcher(name).matches();
    }

    /** A stream holds its thread for as long as its tab is open; enough must be left for requests, however few there are. */
    int streams() {
        return Math.max(0, Math.min(MOST_STREAMS, threads - THREADS_FOR_REQUESTS));
    }

    Limits limits() {
        return new Limits(
                threads,
                connections,
                Api.LONGEST_BODY,
                Duration.ofSeconds(idleSeconds),
                Duration.ofSeconds(stopSeconds));
    }
}
