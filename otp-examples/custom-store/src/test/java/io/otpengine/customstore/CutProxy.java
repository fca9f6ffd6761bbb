package io.otpengine.customstore;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import redis.clients.jedis.HostAndPort;

/** A network that can lose the answer of a server that did what it was asked. */
final class CutProxy implements AutoCloseable {
    private final ServerSocket front = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private volatile HostAndPort back;
    private volatile boolean losing;

    CutProxy() throws IOException {}

    void to(HostAndPort server) {
        back = server;
        run(this::accept);
    }

    HostAndPort address() {
        return new HostAndPort("127.0.0.1", front.getLocalPort());
    }

    void loseAnswers(boolean losing) {
        this.losing = losing;
    }

    @Override
    public void close() throws IOException {
        front.close();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = front.accept();
            Socket server = new Socket(back.getHost(), back.getPort());
            run(() -> pass(client, server, false));
            run(() -> pass(server, client, true));
        }
    }

    private void pass(Socket from, Socket to, boolean answers) throws IOException {
        byte[] some = new byte[8192];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int n = in.read(some); n >= 0; n = in.read(some)) {
                if (answers && losing) {
                    return;
                }
                out.write(some, 0, n);
                out.flush();
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void run(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // A connection that ended, on purpose or with the test.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
