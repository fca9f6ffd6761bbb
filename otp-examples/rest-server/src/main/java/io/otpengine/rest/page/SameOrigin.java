package io.otpengine.rest.page;

import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what other sites make a visitor's browser send. The cookie's {@code SameSite=Strict} keeps it at home already;
 * this holds where a browser does not know that, and for pages of the same site on another host or port.
 */
final class SameOrigin {
    private SameOrigin() {}

    /** @throws Refusal unless a request that reads comes from the page, as far as the browser says where from */
    static void checkRead(Context context) {
        String site = context.header("Sec-Fetch-Site");
        String origin = context.header("Origin");
        boolean fromElsewhere = site != null && !site.equals("same-origin");
        if (fromElsewhere || (origin != null && !isOurs(context, origin))) {
            throw refusal();
        }
    }

    /** @throws Refusal unless a request that changes something says that it comes from the page */
    static void checkWrite(Context context) {
        checkRead(context);
        if (context.header("Origin") == null) {
            throw refusal();
        }
    }

    /** Compares without the scheme, which a proxy that ends TLS changes on the way. */
    private static boolean isOurs(Context context, String origin) {
        @Nullable String host = context.header("Host");
        int authority = origin.indexOf("://");
        return host != null && authority > 0 && origin.substring(authority + 3).equalsIgnoreCase(host);
    }

    private static Refusal refusal() {
        return new Refusal(403, "This request did not come from this page.");
    }
}
