package io.otpengine.rest;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.otpengine.Channel;
import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpEvent;
import io.otpengine.OtpListener;
import io.otpengine.OtpPolicy;
import io.otpengine.SendResult;
import io.otpengine.jdbc.JdbcOtpStore;
import io.otpengine.memory.CachingOtpStore;
import io.otpengine.rest.Settings.Mode;
import io.otpengine.rest.operation.Database;
import io.otpengine.rest.operation.KeyRing;
import io.otpengine.rest.page.Page;
import io.otpengine.rest.page.PageHost;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running server. */
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private final Deque<AutoCloseable> closing = new ArrayDeque<>();
    private final List<OtpListener> listeners = new CopyOnWriteArrayList<>();
    private final Settings settings;
    private final SimulatedPhone phone;
    private final OtpEngine engine;
    private final Javalin javalin;

    private Server(Settings settings) {
        this.settings = settings;
        KeyRing keys = KeyRing.readOrMake(settings.data.resolve("keys"));
        Database database = toClose(database());
        phone = toClose(new SimulatedPhone(InstantSource.system()));
        engine = OtpEngine.builder()
                .store(new CachingOtpStore(JdbcOtpStore.of(database.pool()).createSchema()))
                .keys(keys.codeKeys())
                .policy(OtpPolicy.tyntecCompatible())
                .channel(phone.by(Channel.SMS))
                .channel(phone.by(Channel.VOICE))
                .listener(everybody())
                .build();
        phone.receipts(engine::report);
        javalin = Javalin.create(this::configure);
    }

    /**
     * Starts a server.
     *
     * @param settings what was set
     * @return the server, which serves already
     */
    public static Server start(Settings settings) {
        Server server = new Server(settings);
        server.javalin.start(settings.network.host, settings.network.port);
        return server;
    }

    /**
     * Where it listens.
     *
     * @return the port
     */
    public int port() {
        return javalin.port();
    }

    /** Stops listening, lets requests finish, and closes what was opened, last first. */
    @Override
    public void close() {
        javalin.stop();
        while (!closing.isEmpty()) {
            try {
                closing.pop().close();
            } catch (Exception e) {
                LOG.warn("not closed", e);
            }
        }
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        if (settings.page.shown == null ? settings.mode == Mode.DEMO : settings.page.shown) {
            Page.routes(
                    config.routes,
                    new PageHost(
                            engine.forAccount(settings.page.account),
                            OtpPolicy.tyntecCompatible(),
                            InstantSource.system(),
                            settings.mode == Mode.DEMO ? Optional.of(phone) : Optional.empty(),
                            settings.page,
                            listeners::add,
                            Context::ip,
                            context -> Optional.empty(),
                            closing::push));
        }
    }

    private Database database() {
        String url = settings.database.url;
        if (url == null) {
            url = "jdbc:h2:" + settings.data.resolve("otp").toAbsolutePath();
        }
        return Database.at(url, settings.database.user, null, settings.database.pool);
    }

    private <T extends AutoCloseable> T toClose(T resource) {
        closing.push(resource);
        return resource;
    }

    private OtpListener everybody() {
        return new OtpListener() {
            @Override
            public void on(Otp otp, OtpEvent event) {
                listeners.forEach(listener -> listener.on(otp, event));
            }

            @Override
            public void refused(String accountId, SendResult result) {
                listeners.forEach(listener -> listener.refused(accountId, result));
            }
        };
    }
}
