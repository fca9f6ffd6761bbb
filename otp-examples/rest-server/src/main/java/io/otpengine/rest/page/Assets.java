package io.otpengine.rest.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The files the page is made of, read once from the jar; nothing outside the list can be asked for. */
final class Assets {
    private static final List<String> FILES = List.of(
            "app.js",
            "clock.js",
            "docs.css",
            "docs.js",
            "dom.js",
            "form.js",
            "funnel.js",
            "icon.svg",
            "live.js",
            "phone.js",
            "server.js",
            "settings.js",
            "style.css",
            "timeline.js",
            "webotp.js");
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private Assets() {}

    /**
     * Adds a route for each file.
     *
     * @throws UncheckedIOException if one is missing
     */
    static void routes(RoutesConfig routes) {
        FILES.forEach(file -> serve(routes, "/page/assets/" + file, file));
        serve(routes, "/", "index.html");
        serve(routes, "/docs", "docs.html");
    }

    private static void serve(RoutesConfig routes, String path, String file) {
        byte[] bytes = read(file);
        String tag = tag(bytes);
        String type = TYPES.getOrDefault(file.substring(file.lastIndexOf('.') + 1), "application/octet-stream");
        routes.get(path, context -> answer(context, bytes, tag, type));
    }

    private static void answer(Context context, byte[] bytes, String tag, String type) {
        SecurityHeaders.set(context);
        // Asked for again each time, and 304 unless the jar changed: a new version is seen at once.
        context.header("Cache-Control", "no-cache").header("ETag", tag);
        if (tag.equals(context.header("If-None-Match"))) {
            context.status(HttpStatus.NOT_MODIFIED);
        } else {
            context.contentType(type).result(bytes);
        }
    }

    private static byte[] read(String file) {
        try (InputStream in = Assets.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + file);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tag(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"'
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(digest)
                            .substring(0, 22)
                    + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
