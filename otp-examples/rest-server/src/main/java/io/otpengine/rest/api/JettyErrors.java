package io.otpengine.rest.api;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
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
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, ByteBuffer.wrap(faults.unrouted(code)), callback);
    }
}
