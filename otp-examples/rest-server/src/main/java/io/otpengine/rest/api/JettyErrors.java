package io.otpengine.rest.api;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Refusals that Jetty makes before there is a route, in the same JSON as all others. */
public final class JettyErrors extends ErrorHandler {
    private final Faults faults;

    /**
     * Makes the handler.
     *
     * @param faults how errors are written
     */
    public JettyErrors(Faults faults) {
        this.faults = faults;
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request, Response response, int code, String message, Throwable cause, Callback callback) {
        int status = code;
        if (code == HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505) {
            // Nothing is wrong with the server.
            status = HttpStatus.BAD_REQUEST_400;
            response.setStatus(status);
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, ByteBuffer.wrap(faults.unrouted(status)), callback);
    }
}
