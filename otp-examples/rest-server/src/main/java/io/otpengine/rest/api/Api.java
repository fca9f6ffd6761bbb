package io.otpengine.rest.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import io.otpengine.OtpEngine;
import io.otpengine.rest.accounts.Accounts;
import java.util.Map;

/** tyntec's API under {@code /2fa/v1}: every route, and what all of them have in common. */
public final class Api {
    /** The most bytes of a body. */
    public static final int LONGEST_BODY = 16 * 1024;

    private static final String BASE = "/2fa/v1";
    private static final String APPLICATIONS = BASE + "/application";
    private static final String APPLICATION = APPLICATIONS + "/{id}";
    private static final String LANGUAGE = APPLICATION + "/language";
    private static final String OTPS = BASE + "/otp";
    private static final String OTP = OTPS + "/{id}";

    private final OtpEngine engine;
    private final Accounts accounts;
    private final Json json;
    private final Otps otps;
    private final OtpApplications applications;

    /**
     * Puts the API together.
     *
     * @param engine the engine, on any account
     * @param accounts who may call
     * @param json how entities are written
     * @param readings what outcomes are in HTTP
     * @param builtIn the words that apply where an application has none
     */
    public Api(OtpEngine engine, Accounts accounts, Json json, Readings readings, Map<String, String> builtIn) {
        this.engine = engine;
        this.accounts = accounts;
        this.json = json;
        this.otps = new Otps(readings);
        this.applications = new OtpApplications(readings, builtIn);
    }

    /**
     * Adds the routes.
     *
     * @param routes where to
     */
    public void addTo(RoutesConfig routes) {
        route(routes, HandlerType.POST, OTPS, otps::send);
        route(routes, HandlerType.GET, OTPS, otps::list);
        route(routes, HandlerType.GET, OTP, otps::read);
        route(routes, HandlerType.POST, OTP, otps::resend);
        route(routes, HandlerType.DELETE, OTP, otps::delete);
        route(routes, HandlerType.POST, OTP + "/check", otps::check);
        route(routes, HandlerType.GET, OTP + "/events", otps::events);
        route(routes, HandlerType.GET, APPLICATIONS, applications::list);
        route(routes, HandlerType.POST, APPLICATIONS, applications::create);
        route(routes, HandlerType.GET, APPLICATION, applications::read);
        route(routes, HandlerType.POST, APPLICATION, applications::edit);
        route(routes, HandlerType.DELETE, APPLICATION, applications::delete);
        route(routes, HandlerType.POST, LANGUAGE, applications::putTemplate);
        route(routes, HandlerType.DELETE, LANGUAGE, applications::deleteTemplate);
    }

    private void route(RoutesConfig routes, HandlerType method, String path, Operation operation) {
        Handler answer = context -> json.answer(context, operation.of(call(context, method)));
        routes.addHttpHandler(method, path, answer);
        if (method.equals(HandlerType.GET)) {
            // Javalin would answer 200 to a HEAD of what can be read, without asking for a key.
            routes.addHttpHandler(HandlerType.HEAD, path, answer);
        }
    }

    /** The key comes before everything else: who has none learns nothing about what would have been wrong. */
    private Call call(Context context, HandlerType method) {
        String account = accounts.of(context)
                .orElseThrow(() -> new BadRequest(401, ErrorCode.UNAUTHORIZED, "A valid apiKey is required."));
        Parameters parameters = new Parameters();
        String query = context.queryString();
        if (query != null) {
            Encoded.read(query, parameters::put);
        }
        if (!method.equals(HandlerType.GET)) {
            // Not contentType(): Jetty looks for the charset in it, and fails at one that it does not know.
            Body.read(Body.bytes(context.req(), LONGEST_BODY), context.header(Header.CONTENT_TYPE), parameters);
        }
        return new Call(engine.forAccount(account), context.pathParamMap().getOrDefault("id", ""), parameters);
    }
}
