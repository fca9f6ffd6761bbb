package io.otpengine.sms.smpp;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An SMSC that does to the octet what a test tells it, written without any library. */
final class ScriptedSmsc implements AutoCloseable {
    static final int BIND = 0x09;
    static final int SUBMIT = 0x04;
    static final int ENQUIRE = 0x15;
    static final int UNBIND = 0x06;
    static final int DELIVER = 0x05;

    /** What it does with one connection; when it returns, the connection is closed. */
    interface Script {
        void run(Peer peer) throws IOException, InterruptedException;
    }

    /** @param body each octet as the character of that number */
    record Pdu(int command, int sequence, String body) {
        /** Where the destination of a submit_sm is, behind the source. */
        String destination() {
            int source = body.indexOf('\0') + 3;
            int destination = body.indexOf('\0', source) + 3;
            return body.substring(destination, body.indexOf('\0', destination));
        }
    }

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> new Thread(task, "scripted-smsc"));
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> destinations = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile Script script;

    ScriptedSmsc(Script script) {
        this(script, listen());
    }

    ScriptedSmsc(Script script, ServerSocket server) {
        this.script = script;
        this.server = server;
        threads.execute(this::accept);
    }

    static ServerSocket listen() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Takes every message, and answers all that is asked. */
    static void obey(Peer peer) throws IOException {
        while (true) {
            peer.obey(peer.read());
        }
    }

    int port() {
        return server.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    /** Of each submit_sm that came whole, one for each. */
    List<String> destinations() {
        return destinations;
    }

    void does(Script next) {
        script = next;
    }

    /** Cuts every connection there is. */
    void hangUp() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                connections.incrementAndGet();
                threads.execute(() -> run(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void run(Socket socket) {
        try (socket) {
            script.run(new Peer(socket));
        } catch (IOException e) {
            // The client left, which is the end of every script.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(socket);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            hangUp();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        threads.shutdownNow();
    }

    /** One connection, seen from the SMSC. */
    final class Peer {
        private final DataInputStream in;
        private final OutputStream out;

        Peer(Socket socket) throws IOException {
            in = new DataInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        }

        Pdu read() throws IOException {
            int length = in.readInt();
            int command = in.readInt();
            in.readInt();
            int sequence = in.readInt();
            byte[] body = new byte[length - 16];
            in.readFully(body);
            Pdu pdu = new Pdu(command, sequence, new String(body, StandardCharsets.ISO_8859_1));
            if (command == SUBMIT) {
                destinations.add(pdu.destination());
            }
            return pdu;
        }

        /** Reads until the client closes. */
        void listen() throws IOException {
            while (in.read() >= 0) {
                // whatever it says
            }
        }

        void write(byte[] octets) throws IOException {
            out.write(octets);
            out.flush();
        }

        void obey(Pdu pdu) throws IOException {
            write(answer(pdu));
            if (pdu.command() == UNBIND) {
                throw new EOFException("unbound");
            }
        }

        void bind() throws IOException {
            obey(read());
        }
    }

    static byte[] answer(Pdu pdu) {
        return switch (pdu.command()) {
            case BIND -> response(pdu, 0, "smsc");
            case SUBMIT -> response(pdu, 0, "3e9");
            case ENQUIRE, UNBIND -> pdu(pdu.command() | 0x80000000, 0, pdu.sequence(), new byte[0]);
            default -> new byte[0];
        };
    }

    static byte[] response(Pdu pdu, int status, String field) {
        byte[] body = (field + "\0").getBytes(StandardCharsets.ISO_8859_1);
        return pdu(pdu.command() | 0x80000000, status, pdu.sequence(), body);
    }

    static byte[] pdu(int command, int status, int sequence, byte[] body) {
        return ByteBuffer.allocate(16 + body.length)
                .putInt(16 + body.length)
                .putInt(command)
                .putInt(status)
                .putInt(sequence)
                .put(body)
                .array();
    }
}
