package io.otpengine.rest;

import io.otpengine.rest.operation.Limits;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where to listen, and what one client may take. */
final class NetworkSettings {
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
            description = "The port to listen on, 0 for any that is free; 8080 unless set.")
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
            description = "The most requests served at once, others wait; 64 unless set.")
    int threads = 64;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "2000",
            description = "The most connections open at once; 2000 unless set.")
    int connections = 2000;

    @Option(
            names = "--idle-seconds",
            paramLabel = "N",
            defaultValue = "15",
            description = "How long a connection may be silent, in the middle of a request too; 15 unless set.")
    int idleSeconds = 15;

    @Option(
            names = "--stop-seconds",
            paramLabel = "N",
            defaultValue = "20",
            description = "How long a stop waits for the requests that run; 20 unless set.")
    int stopSeconds = 20;

    Limits limits() {
        return new Limits(threads, connections, Duration.ofSeconds(idleSeconds), Duration.ofSeconds(stopSeconds));
    }
}
