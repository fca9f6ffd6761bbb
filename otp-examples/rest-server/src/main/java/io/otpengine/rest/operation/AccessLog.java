package io.otpengine.rest.operation;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each request: the pattern of its path, never the path, the query or a header, which hold keys, numbers and
 * codes.
 */
public final class AccessLog {
    private static final Logger LOG = LoggerFactory.getLogger("io.otpengine.rest.access");
    private static final String UNROUTED = "none";

    /** A client can make up methods without end, each of them a label of its own. */
    private static final String UNKNOWN = "OTHER";

    private final Metrics metrics;

    /**
     * Starts the log.
     *
     * @param metrics where requests are counted too
     */
    public AccessLog(Metrics metrics) {
        this.metrics = metrics;
    }

    /**
     * Logs and counts a request.
     *
     * @param context the request, answered
     * @param milliseconds the time it took
     */
    public void request(Context context, float milliseconds) {
        Endpoint endpoint = context.endpoints().lastHttpEndpoint();
        String route = endpoint == null ? UNROUTED : endpoint.path;
        String method = HandlerType.values().contains(context.method())
                ? context.method().name()
                : UNKNOWN;
        metrics.request(context, method, route, milliseconds);
        LOG.atInfo()
                .addKeyValue("method", method)
                .addKeyValue("route", route)
                .addKeyValue("status", context.statusCode())
                .addKeyValue("ms", Math.round(milliseconds))
                .log("request");
    }
}
