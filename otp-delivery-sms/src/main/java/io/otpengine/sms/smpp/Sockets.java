package io.otpengine.sms.smpp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.session.connection.ConnectionFactory;
import org.jsmpp.session.connection.socket.SocketConnection;
import org.jspecify.annotations.Nullable;

/**
 * Connections in bounded time, one after the other; over TLS the certificate must be the host's, which the library does
 * not check.
 */
final class Sockets implements ConnectionFactory, AutoCloseable {
    private final @Nullable SSLSocketFactory tls;
    private final Duration connect;
    private @Nullable Socket underWay;
    private boolean closed;

    Sockets(@Nullable SSLSocketFactory tls, Duration connect) {
        this.tls = tls;
        this.connect = connect;
    }

    @Override
    public Connection createConnection(String host, int port) throws IOException {
        long end = System.nanoTime() + connect.toNanos();
        Socket socket = new Socket();
        try {
            begin(socket);
            socket.connect(new InetSocketAddress(host, port), Math.toIntExact(connect.toMillis()));
            return new SocketConnection(tls == null ? socket : encrypted(tls, socket, host, end));
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        } finally {
            begin(null);
        }
    }

    private synchronized void begin(@Nullable Socket socket) {
        underWay = socket;
        if (closed && socket != null) {
            shut(socket);
        }
    }

    /** Ends the connection that is being made, which no interruption does, and lets none be made any more. */
    @Override
    public synchronized void close() {
        closed = true;
        if (underWay != null) {
            shut(underWay);
        }
    }

    /** The socket's own timeout would begin anew with each octet of a peer that shakes hands slowly. */
    private static Socket encrypted(SSLSocketFactory tls, Socket socket, String host, long end) throws IOException {
        SSLSocket secure = (SSLSocket) tls.createSocket(socket, host, socket.getPort(), true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        CompletableFuture<Void> late = CompletableFuture.runAsync(
                () -> shut(socket), CompletableFuture.delayedExecutor(end - System.nanoTime(), TimeUnit.NANOSECONDS));
        try {
            secure.startHandshake();
        } catch (IOException e) {
            throw late.isDone() ? new SocketTimeoutException("the handshake took too long") : e;
        } finally {
            late.cancel(false);
        }
        return secure;
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no more use, closed or not.
        }
    }
}
