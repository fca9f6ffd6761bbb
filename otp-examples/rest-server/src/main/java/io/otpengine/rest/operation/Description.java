package io.otpengine.rest.operation;

import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** {@code /openapi.json}: what this server serves, for programs. */
public final class Description {
    private static final String FILE = "/io/otpengine/rest/openapi.json";

    private Description() {}

    /**
     * Adds the route.
     *
     * @param routes where to
     */
    public static void addTo(RoutesConfig routes) {
        byte[] description = read();
        routes.get(
                "/openapi.json",
                context -> context.contentType("application/json")
                        .header("Cache-Control", "no-cache")
                        .result(description));
    }

    private static byte[] read() {
        try (InputStream file = Description.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is not in the jar");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
