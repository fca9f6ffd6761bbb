package io.otpengine.rest;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HandlerType;
import io.otpengine.OtpEngine;
import io.otpengine.OtpEngineBuilder;
import io.otpengine.OtpPolicy;
import io.otpengine.jdbc.JdbcOtpStore;
import io.otpengine.memory.InMemoryOtpStore;
import io.otpengine.rest.ProviderSettings.Name;
import io.otpengine.rest.accounts.Accounts;
import io.otpengine.rest.accounts.ApiKeys;
import io.otpengine.rest.api.Api;
import io.otpengine.rest.api.Faults;
import io.otpengine.rest.api.JettyErrors;
import io.otpengine.rest.api.Json;
import io.otpengine.rest.api.Readings;
import io.otpengine.rest.operation.AccessLog;
import io.otpengine.rest.operation.Description;
import io.otpengine.rest.operation.Health;
import io.otpengine.rest.operation.Metrics;
import io.otpengine.rest.operation.Purge;
import io.otpengine.rest.operation.VisitorAddress;
import io.otpengine.rest.page.Page;
import io.otpengine.rest.page.PageHost;
import io.otpengine.rest.receipts.Receipts;
import io.otpengine.spi.OtpStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running server. */
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final String DEMO = "demo";
    private static final int OTPS_REMEMBERED = 100_000;

    private final Resources streams = new Resources();
    private final List<Runnable> purges = new ArrayList<>();
    private final Listeners listeners = new Listeners();
    private final Json json = new Json();
    private final Resources closing;
    private final Settings settings;
    private final InstantSource clock;
    private final Faults faults;
    private final VisitorAddress visitors;
    private final Storage storage;
    private final Health health;
    private final Metrics metrics;
    private final Optional<SimulatedPhone> phone;
    private final Optional<String> firstKey;
    private final Javalin javalin;

    /** What is wrong with the settings comes out before anything is opened. */
    private Server(Settings settings, InstantSource clock, Resources closing) {
        settings.check();
        this.settings = settings;
        this.clock = clock;
        this.closing = closing;
        faults = new Faults(json, clock);
        Name provider = settings.provider.name;
        phone = provider == null ? Optional.of(new SimulatedPhone(clock)) : Optional.empty();
        Delivery delivery = provider == null
                ? Delivery.simulated(phone.orElseThrow())
                : Delivery.by(provider, settings.provider, settings.network.publicUrl);
        OtpPolicy policy = settings.policy.policy();
        visitors = VisitorAddress.behind(settings.network.trustedProxies);
        storage = closing.add(Storage.open(settings));
        health = new Health(storage.database().pool());
        metrics = closing.add(new Metrics());
        storage.database().countIn(metrics.registry());
        listeners.add(metrics);
        phone.ifPresent(closing::add);
        OtpEngine engine = engine(policy, delivery);
        phone.ifPresent(simulated -> simulated.receipts(engine::report));
        firstKey = keyOfDemo();
        javalin = Javalin.create(config -> configure(config, engine, policy, delivery));
        closing.add(javalin::stop);
        closing.add(Purge.every(engine, settings.database.purge(), purges));
    }

    /**
     * Starts a server.
     *
     * @param settings what was set
     * @return the server, which serves already
     */
    public static Server start(Settings settings) {
        return start(settings, InstantSource.system());
    }

    static Server start(Settings settings, InstantSource clock) {
        Resources closing = new Resources();
        try {
            Server server = new Server(settings, clock, closing);
            server.javalin.start(settings.network.host, settings.network.port);
            settings.warnings().forEach(LOG::warn);
            LOG.atInfo()
                    .addKeyValue("port", server.port())
                    .addKeyValue("mode", settings.mode)
                    .log("serving");
            return server;
        } catch (RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    /**
     * Where it listens.
     *
     * @return the port
     */
    public int port() {
        return javalin.port();
    }

    /**
     * The key that demo mode made because there was none.
     *
     * @return the key, which nobody can show again
     */
    public Optional<String> firstKey() {
        return firstKey;
    }

    /** Where the demo's messages arrive, or empty with a real provider. */
    Optional<SimulatedPhone> phone() {
        return phone;
    }

    /** Every route, as {@code GET /path/{parameter}}; where one can read, HEAD goes without saying. */
    List<String> routes() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .filter(route -> !route.endpoint.method.equals(HandlerType.HEAD))
                .map(route -> route.endpoint.method.name() + " " + route.endpoint.path)
                .toList();
    }

    ApiKeys apiKeys() {
        return storage.apiKeys();
    }

    /** Stops listening, lets requests finish, and closes what was opened, last first. */
    @Override
    public void close() {
        health.stopping();
        // Requests that never finish by themselves would hold up those that do.
        streams.close();
        closing.close();
        LOG.info("stopped");
    }

    private OtpEngine engine(OtpPolicy policy, Delivery delivery) {
        OtpEngineBuilder engine = OtpEngine.builder()
                .store(store())
                .keys(storage.ring().codeKeys())
                .policy(policy)
                .clock(clock)
                .listener(listeners);
        delivery.channels().forEach(engine::channel);
        return engine.build();
    }

    private OtpStore store() {
        return settings.database.isInMemory()
                ? new InMemoryOtpStore()
                : JdbcOtpStore.builder(storage.database().pool())
                        .remembered(OTPS_REMEMBERED)
                        .build()
                        .createSchema();
    }

    private Optional<String> keyOfDemo() {
        return settings.isDemo() && storage.apiKeys().list().isEmpty()
                ? Optional.of(storage.apiKeys().create(DEMO, "made at the first start"))
                : Optional.empty();
    }

    private void configure(JavalinConfig config, OtpEngine engine, OtpPolicy policy, Delivery delivery) {
        config.startup.showJavalinBanner = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.http.maxRequestSize = Api.LONGEST_BODY;
        config.requestLogger.http(new AccessLog(metrics)::request);
        config.router.javaLangErrorHandler(faults::error);
        settings.network.limits().apply(config.jetty, new JettyErrors(faults));
        faults.addTo(config.routes);
        Accounts accounts = new Accounts(storage.apiKeys());
        Map<String, String> builtIn = policy.templates();
        Readings readings = new Readings(clock, settings.policy.tyntecEntities);
        new Api(engine, accounts, json, readings, builtIn).addTo(config.routes);
        new Receipts(delivery.receipts(), engine, settings.network.publicUrl).addTo(config.routes);
        health.addTo(config.routes);
        metrics.addTo(config.routes);
        Description.addTo(config.routes);
        if (settings.hasPage()) {
            Page.routes(
                    config.routes,
                    new PageHost(
                            engine.forAccount(settings.page.account),
                            policy,
                            clock,
                            phone,
                            settings.page,
                            settings::isPageHost,
                            listeners::add,
                            visitors::of,
                            accounts::of,
                            settings.network.streams(),
                            purges::add,
                            streams::add));
        }
    }
}
