package io.otpengine.rest.page;

import io.javalin.http.Context;
import io.otpengine.Application;
import io.otpengine.ApplicationEdit;
import io.otpengine.ApplicationId;
import io.otpengine.Applications;
import io.otpengine.Channel;
import io.otpengine.InvalidRequestException;
import io.otpengine.OtpPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an application on the page. In the demo each visitor edits their own copy; in production the account's
 * default application, and only with an API key of that account.
 */
final class SettingsEditor {
    private final PageHost host;
    private final Visits visits;
    private final VisitorApplications visitors;
    private final Preview preview;
    private final Applications applications;

    SettingsEditor(PageHost host, Visits visits, VisitorApplications visitors) {
        this.host = host;
        this.visits = visits;
        this.visitors = visitors;
        this.preview = new Preview(host.policy());
        this.applications = host.engine().applications();
    }

    /** Fields and a text as somebody typed them; the engine judges them. */
    record Draft(
            int codeLength,
            boolean alphanumeric,
            int attempts,
            long expire,
            @Nullable String sender,
            @Nullable String caller,
            @Nullable String language,
            @Nullable String channel,
            @Nullable String text) {

        TextBody words() {
            return new TextBody(language, channel, text);
        }

        ApplicationEdit applyTo(ApplicationEdit edit) {
            return new ApplicationEdit(
                    edit.name(),
                    codeLength,
                    alphanumeric,
                    attempts,
                    lifetime(),
                    sender == null ? "" : sender,
                    caller == null || caller.isBlank() ? null : caller);
        }

        /** Beyond any policy, but never beyond what a duration holds. */
        Duration lifetime() {
            return Duration.ofSeconds(Math.max(0, Math.min(expire, 1_000_000)));
        }
    }

    record TextBody(
            @Nullable String language,
            @Nullable String channel,
            @Nullable String text) {
        String languageOrEmpty() {
            return language == null ? "" : language;
        }

        String textOrEmpty() {
            return text == null ? "" : text;
        }

        Optional<Channel> onlyFor() {
            return channelNamed(channel);
        }
    }

    View.Settings read(Context context) {
        checkKey(context);
        Session session = visits.session(context);
        return shown(session, applications.find(visitors.of(session)).orElseThrow());
    }

    View.Settings save(Context context) {
        Draft draft = read(context, Draft.class);
        return edit(context, id -> applications.update(id, draft::applyTo));
    }

    View.Settings saveTemplate(Context context) {
        TextBody body = read(context, TextBody.class);
        return edit(
                context,
                id -> applications.putTemplate(id, body.languageOrEmpty(), body.onlyFor(), body.textOrEmpty()));
    }

    View.Settings deleteTemplate(Context context) {
        TextBody body = read(context, TextBody.class);
        return edit(context, id -> applications.deleteTemplate(id, body.languageOrEmpty(), body.onlyFor()));
    }

    View.Settings reset(Context context) {
        checkKey(context);
        if (host.phone().isEmpty()) {
            throw new Refusal(403, "Only a visitor's own copy can be set back.");
        }
        return edit(context, id -> {
            visitors.reset(id);
            return applications.find(id);
        });
    }

    View.Preview preview(Context context) {
        Draft draft = read(context, Draft.class);
        try {
            return preview.of(draft);
        } catch (InvalidRequestException e) {
            return new View.Preview(null, null, List.of(), Sentences.invalid(e).trouble());
        }
    }

    /** Who may not edit does not learn what is wrong with a body. */
    private <T> T read(Context context, Class<T> type) {
        checkKey(context);
        visits.session(context);
        return Json.read(context, type);
    }

    private View.Settings edit(Context context, Function<ApplicationId, Optional<Application>> change) {
        Session session = visits.session(context);
        ApplicationId id = host.phone().isPresent() ? visitors.toEdit(session) : ApplicationId.DEFAULT;
        Application changed = change.apply(id).orElseThrow(() -> new Refusal(404, "There is no such text any more."));
        session.settingsChanged();
        return shown(session, changed);
    }

    private void checkKey(Context context) {
        boolean holdsKey = host.keyHolder()
                .apply(context)
                .filter(host.settings().account::equals)
                .isPresent();
        if (host.phone().isEmpty() && !holdsKey) {
            throw new Refusal(403, "This needs an API key of the page's account.");
        }
    }

    private View.Settings shown(Session session, Application application) {
        OtpPolicy policy = host.policy();
        return new View.Settings(
                session.settings(),
                host.phone().isPresent(),
                session.application().isPresent(),
                application.codeLength(),
                application.alphanumeric(),
                application.attempts(),
                application.expire().toSeconds(),
                application.sender(),
                application.caller(),
                application.templates(),
                policy.templates(),
                new View.Bounds(
                        policy.minLength(),
                        policy.maxLength(),
                        policy.maxAttempts(),
                        policy.minExpire().toSeconds(),
                        policy.maxExpire().toSeconds()),
                host.settings().host);
    }

    private static Optional<Channel> channelNamed(@Nullable String name) {
        return name == null || name.isEmpty() ? Optional.empty() : Optional.of(new Channel(name));
    }
}
