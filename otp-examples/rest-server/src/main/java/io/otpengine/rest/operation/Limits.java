package io.otpengine.rest.operation;

import io.javalin.config.JettyConfig;
import java.time.Duration;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * What one client, or all together, may take of the server.
 *
 * @param threads the most requests served at once; more wait
 * @param connections the most connections open at once; more are not accepted until some close
 * @param body the most bytes of a body
 * @param idle how long a connection may be silent, or send without a request being whole
 * @param stop how long a stop waits for the requests that run
 */
public record Limits(int threads, int connections, int body, Duration idle, Duration stop) {
    private static final int HEADER_BYTES = 8 * 1024;

    /**
     * Sets them.
     *
     * @param jetty where to
     * @param errors how Jetty's own refusals are written
     */
    public void apply(JettyConfig jetty, Request.Handler errors) {
        jetty.threadPool = new QueuedThreadPool(threads, Math.min(8, threads));
        jetty.modifyHttpConfiguration(this::http);
        jetty.modifyServer(server -> server(server, errors));
    }

    private void http(HttpConfiguration http) {
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setIdleTimeout(idle.toMillis());
        http.setSendServerVersion(false);
    }

    private void server(Server server, Request.Handler errors) {
        server.insertHandler(new WholeBodies(body));
        server.insertHandler(new GracefulHandler());
        server.setStopTimeout(stop.toMillis());
        server.setErrorHandler(errors);
        server.addBean(new NetworkConnectionLimit(connections, server));
        server.addEventListener(new SlowClients(idle));
    }
}
