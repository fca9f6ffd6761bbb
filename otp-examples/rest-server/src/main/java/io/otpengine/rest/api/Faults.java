package io.otpengine.rest.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.otpengine.InvalidRequestException;
import io.otpengine.OtpStoreException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every exception is in HTTP: 4xx with a sentence for what the client did, 5xx without a word about the inside for
 * what broke. The inside is in the log, under the same moment.
 */
public final class Faults {
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    private final Json json;
    private final Readings readings;

    /**
     * Makes the rules.
     *
     * @param json how errors are written
     * @param clock when they happen
     */
    public Faults(Json json, InstantSource clock) {
        this.json = json;
        this.readings = new Readings(clock, false);
    }

    /**
     * Adds the rules.
     *
     * @param routes where to
     */
    public void addTo(RoutesConfig routes) {
        routes.exception(
                BadRequest.class, (e, context) -> error(context, e.status(), e.code(), String.valueOf(e.getMessage())));
        routes.exception(InvalidRequestException.class, (e, context) -> json.answer(context, readings.invalid(e)));
        routes.exception(OtpStoreException.class, (e, context) -> unavailable(context, e));
        routes.exception(SQLException.class, (e, context) -> unavailable(context, e));
        routes.exception(IOException.class, (e, context) -> {
            LOG.debug("a request was not read to its end", e);
            error(context, 408, ErrorCode.TIMEOUT, "The request took too long or was not complete.");
        });
        routes.exception(HttpResponseException.class, this::refused);
        routes.exception(Exception.class, (e, context) -> {
            LOG.error("a request failed", e);
            error(context, 500, ErrorCode.INTERNAL, "Something went wrong.");
        });
    }

    /**
     * An error for what is refused before there is a route.
     *
     * @param status the HTTP status
     * @return its JSON
     */
    public byte[] unrouted(int status) {
        ErrorCode code = switch (status) {
            case 404 -> ErrorCode.NOT_FOUND;
            case 405 -> ErrorCode.METHOD;
            case 408 -> ErrorCode.TIMEOUT;
            case 413, 414, 431 -> ErrorCode.TOO_LARGE;
            case 415 -> ErrorCode.MEDIA_TYPE;
            case 503 -> ErrorCode.UNAVAILABLE;
            default -> status < 500 ? ErrorCode.UNREADABLE : ErrorCode.INTERNAL;
        };
        String message = switch (code) {
            case NOT_FOUND -> "There is nothing at this path.";
            case METHOD -> "This path does not know the method.";
            case TIMEOUT -> "The request took too long or was not complete.";
            case TOO_LARGE -> "The request is too large.";
            case MEDIA_TYPE -> "The body is of a kind that is not understood.";
            case UNAVAILABLE -> "Not available at present.";
            case INTERNAL -> "Something went wrong.";
            default -> "The request cannot be read.";
        };
        Answer answer = readings.error(status, code, message);
        return json.bytes(java.util.Objects.requireNonNull(answer.entity()));
    }

    /**
     * Answers when the machine itself is at its end: out of memory, out of stack.
     *
     * @param response the response
     * @param e what broke
     */
    public void error(HttpServletResponse response, Error e) {
        LOG.error("a request failed", e);
        response.setStatus(500);
        response.setContentType("application/json");
        try {
            response.getOutputStream().write(unrouted(500));
        } catch (IOException gone) {
            LOG.debug("nobody was there to be told", gone);
        }
    }

    private void refused(HttpResponseException e, Context context) {
        if (e instanceof MethodNotAllowedResponse) {
            String allowed = e.getDetails().get("availableMethods");
            if (allowed != null) {
                context.header("Allow", allowed);
            }
        }
        context.status(e.getStatus()).contentType("application/json").result(unrouted(e.getStatus()));
    }

    private void unavailable(Context context, Exception e) {
        LOG.error("the database failed", e);
        error(context, 503, ErrorCode.UNAVAILABLE, "Not available at present.");
    }

    private void error(Context context, int status, ErrorCode code, String message) {
        json.answer(context, readings.error(status, code, message));
    }
}
