package io.otpengine.rest.operation;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.otpengine.Otp;
import io.otpengine.OtpEvent;
import io.otpengine.OtpListener;
import io.otpengine.SendResult;
import io.otpengine.SendResult.Refused;
import io.otpengine.SendResult.Throttled;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counters and timers in the format of Prometheus. No label has an account, an id or a number. */
public final class Metrics implements OtpListener, AutoCloseable {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbage = new JvmGcMetrics();

    /** Each request would otherwise build its timer, with all its buckets, to find that there is one. */
    private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

    private final Map<Happened, Counter> events = new ConcurrentHashMap<>();

    /** What requests are told apart by; few of each, whatever clients do. */
    private record Kind(String method, String route, int status) {}

    private record Happened(OtpEvent.Type type, String channel) {}

    /** Starts counting. */
    public Metrics() {
        garbage.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
    }

    /**
     * Adds {@code /metrics}.
     *
     * @param routes where to
     */
    public void addTo(RoutesConfig routes) {
        routes.get(
                "/metrics",
                context -> context.contentType("text/plain; version=0.0.4; charset=utf-8")
                        .result(registry.scrape()));
    }

    /**
     * Where others may count.
     *
     * @return the registry
     */
    public MeterRegistry registry() {
        return registry;
    }

    /**
     * Counts a request, unless it was a stream: that lasts for as long as somebody looks, which says nothing about us.
     *
     * @param context the request, answered
     * @param method its method, one of few
     * @param route the pattern of its path
     * @param milliseconds the time it took
     */
    void request(Context context, String method, String route, float milliseconds) {
        String type = context.res().getContentType();
        if (type != null && type.startsWith("text/event-stream")) {
            return;
        }
        timers.computeIfAbsent(new Kind(method, route, context.statusCode()), this::timer)
                .record(Duration.ofNanos((long) (milliseconds * 1_000_000)));
    }

    private Timer timer(Kind kind) {
        return Timer.builder("http.server.requests")
                .description("HTTP requests")
                .tag("method", kind.method())
                .tag("route", kind.route())
                .tag("status", Integer.toString(kind.status()))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    @Override
    public void on(Otp otp, OtpEvent event) {
        events.computeIfAbsent(new Happened(event.type(), otp.channel().name()), this::counter)
                .increment();
    }

    private Counter counter(Happened happened) {
        return Counter.builder("otp.events")
                .description("What happened to OTPs")
                .tag("type", word(happened.type()))
                .tag("channel", happened.channel())
                .register(registry);
    }

    @Override
    public void refused(String accountId, SendResult result) {
        String reason = "other";
        if (result instanceof Throttled throttled) {
            reason = "throttled_" + word(throttled.scope());
        } else if (result instanceof Refused refused) {
            reason = word(refused.reason());
        }
        Counter.builder("otp.refused")
                .description("Sends and resends that came to nothing")
                .tag("reason", reason)
                .register(registry)
                .increment();
    }

    @Override
    public void close() {
        garbage.close();
        registry.close();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
