package io.otpengine.rest.page;

import io.javalin.config.RoutesConfig;

/** The page at {@code /}. */
public final class Page {
    private Page() {}

    /**
     * Adds the page's routes.
     *
     * @param routes where to
     * @param host what the server lends
     */
    public static void routes(RoutesConfig routes, PageHost host) {
        routes.get("/", context -> context.html("<!doctype html><title>OTP engine</title>" + host.settings().account));
    }
}
