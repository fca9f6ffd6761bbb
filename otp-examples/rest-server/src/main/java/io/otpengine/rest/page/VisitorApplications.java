package io.otpengine.rest.page;

import io.otpengine.Application;
import io.otpengine.ApplicationEdit;
import io.otpengine.ApplicationId;
import io.otpengine.ApplicationSpec;
import io.otpengine.Applications;
import io.otpengine.Channel;
import io.otpengine.OtpEngine;
import io.otpengine.OtpException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who edits what. All visitors of the demo share one account, so the first edit makes a visitor an application of their
 * own, a copy of the default one, and nobody else sends under it. It goes when the session does. Without a phone beside
 * the form there are no such copies: who holds an API key edits the account's default application.
 */
final class VisitorApplications {
    private static final Logger LOG = LoggerFactory.getLogger(VisitorApplications.class);
    private static final String PREFIX = "Visitor ";
    private static final Pattern NAME = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{8}");

    private final OtpEngine engine;

    VisitorApplications(OtpEngine engine) {
        this.engine = engine;
    }

    /** Removes what sessions left behind that ended with an earlier process or while the store failed. */
    void sweep(Instant now) {
        Applications applications = engine.applications();
        applications.list().stream()
                .filter(application -> NAME.matcher(application.name()).matches())
                .filter(application ->
                        application.created().plus(Sessions.LONGEST).isBefore(now))
                .forEach(application -> applications.delete(application.id()));
    }

    /** What a session sends under. */
    ApplicationId of(Session session) {
        return session.application().orElse(ApplicationId.DEFAULT);
    }

    /** What a session edits, made now if this is its first edit. */
    ApplicationId toEdit(Session session) {
        synchronized (session) {
            Optional<ApplicationId> own = session.application();
            if (own.isPresent()) {
                return own.get();
            }
            if (session.isEnded()) {
                // Nobody would delete it.
                throw Visits.gone();
            }
            Applications applications = engine.applications();
            Application original = applications.find(ApplicationId.DEFAULT).orElseThrow();
            ApplicationId copy = applications
                    .create(ApplicationSpec.named(PREFIX + session.id().substring(0, 8))
                            .codeLength(original.codeLength())
                            .alphanumeric(original.alphanumeric())
                            .attempts(original.attempts())
                            .expire(original.expire())
                            .sender(original.sender())
                            .caller(original.caller()))
                    .id();
            copyTemplates(original, copy);
            session.application(copy);
            return copy;
        }
    }

    /** Makes an application's fields and texts those of the default one. */
    void reset(ApplicationId id) {
        Applications applications = engine.applications();
        Application original = applications.find(ApplicationId.DEFAULT).orElseThrow();
        applications.update(
                id,
                edit -> new ApplicationEdit(
                        edit.name(),
                        original.codeLength(),
                        original.alphanumeric(),
                        original.attempts(),
                        original.expire(),
                        original.sender(),
                        original.caller()));
        Application changed = applications.find(id).orElseThrow();
        for (String key : changed.templates().keySet()) {
            TemplateKey parsed = TemplateKey.parse(key);
            applications.deleteTemplate(id, parsed.language(), parsed.channel());
        }
        copyTemplates(original, id);
    }

    /** A session ended; its OTPs cannot be verified any more, and nobody can reach them either. */
    void end(Session session) {
        session.application().ifPresent(id -> {
            try {
                engine.applications().delete(id);
            } catch (OtpException e) {
                LOG.warn("a visitor's application was not deleted; a purge does it later", e);
            }
        });
    }

    private void copyTemplates(Application original, ApplicationId copy) {
        original.templates().forEach((key, text) -> {
            TemplateKey parsed = TemplateKey.parse(key);
            Optional<Channel> channel = parsed.channel();
            engine.applications().putTemplate(copy, parsed.language(), channel, text);
        });
    }
}
