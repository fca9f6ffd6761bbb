package io.otpengine.rest.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.otpengine.InvalidRequestException;
import io.otpengine.OtpException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The page at {@code /}: a form to prove a number, the simulated phone beside it, what happens below. */
public final class Page {
    private static final Logger LOG = LoggerFactory.getLogger(Page.class);

    private Page() {}

    /**
     * Adds the page's routes: {@code /}, {@code /docs} and all under {@code /page/}.
     *
     * @param routes where to
     * @param host what the server lends
     */
    public static void routes(RoutesConfig routes, PageHost host) {
        Funnel funnel = new Funnel(host.clock());
        VisitorApplications applications = new VisitorApplications(host.engine());
        Visits visits = new Visits(host.clock(), host.visitor(), host.phone().isPresent(), applications);
        StateReader states = new StateReader(host.engine(), host.phone(), funnel, host.clock());
        SignIn signIn = new SignIn(host, visits, applications, states);
        SettingsEditor settings = new SettingsEditor(host, visits, applications);
        SameOrigin origin = new SameOrigin(host.hosts());
        Streams streams = new Streams(visits, states, host.streams());
        host.closing().accept(streams);
        host.listeners().accept((otp, event) -> {
            if (otp.accountId().equals(host.settings().account)) {
                funnel.count(otp, event);
                visits.happened(otp);
            }
        });
        if (host.phone().isPresent()) {
            applications.sweep(host.clock().instant());
            host.purging().accept(() -> applications.sweep(host.clock().instant()));
        }

        Assets.routes(routes);
        routes.post("/page/flow", writing(origin, signIn::start));
        routes.post("/page/send", writing(origin, signIn::send));
        routes.post("/page/resend", writing(origin, signIn::resend));
        routes.post("/page/verify", writing(origin, signIn::verify));
        routes.post("/page/leave", writing(origin, signIn::leave));
        routes.get("/page/state", reading(origin, signIn::state));
        routes.get("/page/stream", answering(origin::checkRead, streams::open));
        routes.get("/page/settings", reading(origin, settings::read));
        routes.post("/page/settings", writing(origin, settings::save));
        routes.post("/page/settings/reset", writing(origin, settings::reset));
        routes.post("/page/template", writing(origin, settings::saveTemplate));
        routes.post("/page/template/delete", writing(origin, settings::deleteTemplate));
        routes.post("/page/preview", writing(origin, settings::preview));
    }

    private static Handler reading(SameOrigin origin, Function<Context, Object> action) {
        return answering(origin::checkRead, context -> Json.write(context, action.apply(context)));
    }

    private static Handler writing(SameOrigin origin, Function<Context, Object> action) {
        return answering(origin::checkWrite, context -> Json.write(context, action.apply(context)));
    }

    private static Handler answering(Consumer<Context> check, Consumer<Context> action) {
        return context -> {
            SecurityHeaders.set(context);
            context.header("Cache-Control", "no-store");
            try {
                check.accept(context);
                action.accept(context);
            } catch (Refusal refusal) {
                answer(context, refusal);
            } catch (InvalidRequestException e) {
                answer(context, Sentences.invalid(e));
            } catch (OtpException e) {
                LOG.warn("the page could not answer", e);
                answer(context, new Refusal(503, "The server is in trouble. Try again in a moment."));
            }
        };
    }

    private static void answer(Context context, Refusal refusal) {
        context.status(refusal.status());
        Duration retryAfter = refusal.retryAfter();
        if (retryAfter != null) {
            // Whole seconds, rounded up: who comes back then is not refused again.
            context.header(
                    "Retry-After", Long.toString(retryAfter.plusMillis(999).toSeconds()));
        }
        Json.write(context, refusal.trouble());
    }
}
