package io.otpengine.rest.page;

import io.javalin.http.Context;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what comes to a host that is not this page's, and what other sites make a visitor's browser send. The cookie's {@code SameSite=Strict} keeps it at home already;
 * this holds where a browser does not know that, and for pages of the same site on another host or port.
 */
final class SameOrigin {
    private static final Pattern PORT = Pattern.compile(":[0-9]*$");

    private final Predicate<String> hosts;

    /** @param hosts the names, without a port, at which browsers find the page */
    SameOrigin(Predicate<String> hosts) {
        this.hosts = hosts;
    }

    /** @throws Refusal unless a request that reads comes from the page, as far as the browser says where from */
    void checkRead(Context context) {
        checkHost(context);
        String site = context.header("Sec-Fetch-Site");
        String origin = context.header("Origin");
        boolean fromElsewhere = site != null && !site.equals("same-origin");
        if (fromElsewhere || (origin != null && !isOurs(context, origin))) {
            throw refusal();
        }
    }

    /** @throws Refusal unless a request that changes something says that it comes from the page */
    void checkWrite(Context context) {
        checkRead(context);
        if (context.header("Origin") == null) {
            throw refusal();
        }
    }

    /** A site can give its own name this server's address; its scripts then have an origin that fits the host. */
    private void checkHost(Context context) {
        String host = context.header("Host");
        if (host == null || !hosts.test(PORT.matcher(host).replaceFirst(""))) {
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
