package io.otpengine.rest.page;

import io.javalin.Javalin;
import io.otpengine.Channel;
import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpEvent;
import io.otpengine.OtpListener;
import io.otpengine.OtpPolicy;
import io.otpengine.memory.InMemoryOtpStore;
import io.otpengine.rest.SimulatedPhone;
import io.otpengine.testkit.ManualTime;
import io.otpengine.testkit.RecordingChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The page on a server of the test's own, whose clock the test moves. */
final class PageServer implements AutoCloseable {
    static final String KEY = "a-key-of-the-account";

    final ManualTime time = new ManualTime();
    final SimulatedPhone phone = new SimulatedPhone(time);
    final RecordingChannel sms = new RecordingChannel(Channel.SMS);
    final PageSettings settings = new PageSettings();
    final OtpPolicy policy;
    final OtpEngine engine;
    private final List<OtpListener> listeners = new CopyOnWriteArrayList<>();
    final List<Runnable> purging = new ArrayList<>();
    private final List<AutoCloseable> closing = new ArrayList<>();
    private final boolean demo;
    private Javalin javalin;
    private volatile String openApi = "{}";

    private PageServer(OtpPolicy policy, boolean demo) {
        this.policy = policy;
        this.demo = demo;
        OtpListener everybody = (Otp otp, OtpEvent event) -> listeners.forEach(listener -> listener.on(otp, event));
        engine = OtpEngine.builder()
                .store(new InMemoryOtpStore())
                .policy(policy)
                .clock(time)
                .channel(demo ? phone.by(Channel.SMS) : sms)
                .channel(phone.by(Channel.VOICE))
                .listener(everybody)
                .build()
                .forAccount(settings.account);
        phone.receipts(engine::report);
    }

    static PageServer demo() {
        return demo(OtpPolicy.tyntecCompatible());
    }

    static PageServer demo(OtpPolicy policy) {
        return new PageServer(policy, true).start();
    }

    static PageServer demoAt(String host) {
        PageServer server = new PageServer(OtpPolicy.tyntecCompatible(), true);
        server.settings.host = host;
        return server.start();
    }

    static PageServer production() {
        return new PageServer(OtpPolicy.recommended(), false).start();
    }

    private PageServer start() {
        javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            Page.routes(
                    config.routes,
                    new PageHost(
                            engine,
                            policy,
                            time,
                            demo ? Optional.of(phone) : Optional.empty(),
                            settings,
                            host -> true,
                            listeners::add,
                            context -> Optional.ofNullable(context.header("X-Test-Address"))
                                    .orElse(context.ip()),
                            context -> Optional.ofNullable(context.header("apiKey"))
                                    .filter(KEY::equals)
                                    .map(key -> settings.account),
                            48,
                            purging::add,
                            closing::add));
            config.routes.get(
                    "/openapi.json",
                    context -> context.contentType("application/json").result(openApi));
        });
        javalin.start("127.0.0.1", 0);
        return this;
    }

    void openApi(String json) {
        openApi = json;
    }

    String url() {
        return "http://127.0.0.1:" + javalin.port();
    }

    int port() {
        return javalin.port();
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable resource : closing) {
            resource.close();
        }
        javalin.stop();
        phone.close();
    }
}
