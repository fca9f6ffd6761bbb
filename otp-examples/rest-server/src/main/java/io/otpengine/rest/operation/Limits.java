package io.otpengine.rest.operation;

import io.javalin.config.JettyConfig;
import java.time.Duration;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
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
        // What start(host, port) was given is there when the connector is made, not yet now.
        jetty.addConnector((server, http) -> connector(server, http, jetty));
    }

    private static ServerConnector connector(Server server, HttpConfiguration http, JettyConfig jetty) {
        ServerConnector connector =
                new ServerConnector(server, null, null, new OwnBuffers(), -1, -1, new HttpConnectionFactory(http));
        connector.setHost(jetty.host);
        connector.setPort(jetty.port);
        return connector;
    }

    private void http(HttpConfiguration http) {
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setIdleTimeout(idle.toMillis());
        http.setSendServerVersion(false);
        OwnBuffers.choose(http);
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
