package io.otpengine.internal.applications;

import io.otpengine.Application;
import io.otpengine.ApplicationEdit;
import io.otpengine.ApplicationId;
import io.otpengine.ApplicationSpec;
import io.otpengine.Applications;
import io.otpengine.Channel;
import io.otpengine.InvalidRequestException;
import io.otpengine.InvalidRequestException.Reason;
import io.otpengine.OtpPolicy;
import io.otpengine.OtpStoreException;
import io.otpengine.internal.codes.RandomSource;
import io.otpengine.internal.templates.Templates;
import io.otpengine.internal.text.Fields;
import io.otpengine.spi.ApplicationStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The applications of one account, straight from the store; every write is a compare-and-set that tries again. */
public final class AccountApplications implements Applications {
    private static final int MOST_RACES = 64;
    private static final int MOST_TEMPLATES = 200;

    private final String accountId;
    private final ApplicationStore store;
    private final ApplicationCache cache;
    private final ApplicationRules rules;
    private final RandomSource random;
    private final InstantSource clock;

    public AccountApplications(
            String accountId,
            ApplicationStore store,
            ApplicationCache cache,
            OtpPolicy policy,
            RandomSource random,
            InstantSource clock) {
        this.accountId = accountId;
        this.store = store;
        this.cache = cache;
        this.rules = new ApplicationRules(policy);
        this.random = random;
        this.clock = clock;
    }

    @Override
    public Application create(ApplicationSpec spec) {
        Fields.present("spec", spec);
        Application application = rules.create(spec, random.applicationId(), accountId, clock.instant());
        if (!store.insert(application)) {
            throw new OtpStoreException("the store refused a new application as if its random id were taken", null);
        }
        return application;
    }

    @Override
    public List<Application> list() {
        ApplicationId defaultId = ApplicationRules.defaultId(accountId);
        List<Application> stored = store.list(accountId);
        List<Application> all = new ArrayList<>(stored.size() + 1);
        all.add(stored.stream()
                .filter(application -> application.id().equals(defaultId))
                .findFirst()
                .orElseGet(() -> rules.defaultOf(accountId)));
        stored.stream()
                .filter(application -> !application.id().equals(defaultId))
                .forEach(all::add);
        return List.copyOf(all);
    }

    @Override
    public Optional<Application> find(ApplicationId id) {
        return cache.latest(accountId, resolve(id));
    }

    @Override
    public Optional<Application> update(ApplicationId id, UnaryOperator<ApplicationEdit> edit) {
        Fields.present("edit", edit);
        return change(
                id,
                application -> rules.edited(
                        application, Fields.present("edit", edit.apply(ApplicationRules.toEdit(application)))));
    }

    @Override
    public Optional<Application> delete(ApplicationId id) {
        ApplicationId resolved = resolve(id);
        if (resolved.equals(ApplicationRules.defaultId(accountId))) {
            throw new InvalidRequestException(
                    "application", Reason.NOT_DELETABLE, "must not be the default one, which every account keeps");
        }
        for (int race = 0; race < MOST_RACES; race++) {
            Optional<Application> found = cache.latest(accountId, resolved);
            if (found.isEmpty()) {
                return found;
            }
            if (write(resolved, () -> store.delete(resolved, found.get().version()))) {
                return found;
            }
        }
        throw tooManyRaces();
    }

    @Override
    public Optional<Application> putTemplate(
            ApplicationId id, String language, Optional<Channel> channel, String text) {
        String key = Templates.key(language, Fields.present("channel", channel));
        Templates.checkTemplate(text);
        return change(id, application -> {
            Map<String, String> templates = new HashMap<>(application.templates());
            templates.put(key, text);
            Fields.range("templates", templates.size(), 0, MOST_TEMPLATES);
            return ApplicationRules.withTemplates(application, templates);
        });
    }

    @Override
    public Optional<Application> deleteTemplate(ApplicationId id, String language, Optional<Channel> channel) {
        String key = Templates.key(language, Fields.present("channel", channel));
        return change(id, application -> {
            Map<String, String> templates = new HashMap<>(application.templates());
            return templates.remove(key) == null ? null : ApplicationRules.withTemplates(application, templates);
        });
    }

    /** Changes an application until nobody else did meanwhile; {@code null} from the step is a change of nothing. */
    private Optional<Application> change(ApplicationId id, Change step) {
        ApplicationId resolved = resolve(id);
        for (int race = 0; race < MOST_RACES; race++) {
            Application found = cache.latest(accountId, resolved).orElse(null);
            Application next = found == null ? null : step.next(found);
            if (next == null) {
                return Optional.empty();
            }
            // The default application has no row until its first edit; two first edits race to insert it.
            if (write(resolved, () -> next.version() == 1 ? store.insert(next) : store.replace(next))) {
                return Optional.of(next);
            }
        }
        throw tooManyRaces();
    }

    /** Whatever becomes of a write, this node looks again: one that threw may have been done. */
    private boolean write(ApplicationId resolved, BooleanSupplier write) {
        try {
            return write.getAsBoolean();
        } finally {
            cache.changed(resolved);
        }
    }

    private interface Change {
        @Nullable
        Application next(Application from);
    }

    private ApplicationId resolve(ApplicationId id) {
        return ApplicationCache.resolve(accountId, Fields.present("application", id));
    }

    private static OtpStoreException tooManyRaces() {
        return new OtpStoreException(
                "the store broke its contract: " + MOST_RACES + " changes of one application were lost in a row", null);
    }
}
