package io.otpengine.rest.receipts;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.otpengine.OtpEngine;
import io.otpengine.rest.api.BadRequest;
import io.otpengine.rest.api.Body;
import io.otpengine.rest.api.ErrorCode;
import io.otpengine.sms.ReceiptAnswer;
import io.otpengine.sms.ReceiptHandler;
import java.net.URI;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /receipts/{provider}}: what the provider says about messages goes to the engine. */
public final class Receipts {
    /** Providers put many receipts into one request. */
    private static final int LONGEST_BODY = 64 * 1024;

    private final Map<String, ReceiptHandler> handlers;
    private final OtpEngine engine;
    private final @Nullable URI publicUrl;

    /**
     * Puts the receiver together.
     *
     * @param handlers the handlers by the provider's name in the path
     * @param engine the engine, on any account
     * @param publicUrl the address that providers call, without a path, or {@code null} for the one they seem to call;
     *     signatures cover it
     */
    public Receipts(Map<String, ReceiptHandler> handlers, OtpEngine engine, @Nullable URI publicUrl) {
        this.handlers = handlers;
        this.engine = engine;
        this.publicUrl = publicUrl;
    }

    /**
     * Adds the route.
     *
     * @param routes where to
     */
    public void addTo(RoutesConfig routes) {
        routes.post("/receipts/{provider}", this::receive);
    }

    private void receive(Context context) {
        ReceiptHandler handler = handlers.get(context.pathParam("provider"));
        if (handler == null) {
            throw new BadRequest(404, ErrorCode.NOT_FOUND, "There is nothing at this path.");
        }
        byte[] body = Body.bytes(context.req(), LONGEST_BODY);
        ReceiptAnswer answer = handler.handle(context.method().name(), address(context), headers(context), body);
        answer.reports().forEach(engine::report);
        context.status(answer.status());
    }

    private URI address(Context context) {
        String query = context.queryString();
        String path = context.path() + (query == null ? "" : "?" + query);
        String base =
                publicUrl == null ? context.scheme() + "://" + context.host() : withoutSlash(publicUrl.toString());
        try {
            return URI.create(base + path);
        } catch (IllegalArgumentException e) {
            throw new BadRequest(400, ErrorCode.UNREADABLE, "The address cannot be read.");
        }
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static Map<String, List<String>> headers(Context context) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : Collections.list(context.req().getHeaderNames())) {
            headers.put(name, Collections.list(context.req().getHeaders(name)));
        }
        return headers;
    }
}
