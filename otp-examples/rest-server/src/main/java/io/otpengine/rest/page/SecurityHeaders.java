package io.otpengine.rest.page;

import io.javalin.http.Context;

/** What browsers are told about the page: scripts and styles of its own files alone, no frame around it, no markup from text. */
final class SecurityHeaders {
    private static final String CONTENT = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types 'none'";

    private SecurityHeaders() {}

    static void set(Context context) {
        context.header("Content-Security-Policy", CONTENT)
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Permissions-Policy", "otp-credentials=(self), camera=(), microphone=(), geolocation=()");
    }
}
