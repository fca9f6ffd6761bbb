package io.otpengine.memory;

import io.otpengine.Application;
import io.otpengine.ApplicationId;
import io.otpengine.spi.ApplicationStore;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Applications in a map. There are few, and an operator made each of them. */
final class MemoryApplications implements ApplicationStore {
    private static final Comparator<Application> OLDEST_FIRST = Comparator.comparing(Application::created)
            .thenComparing(application -> application.id().value());

    private final ConcurrentHashMap<ApplicationId, Application> byId = new ConcurrentHashMap<>();

    @Override
    public boolean insert(Application application) {
        return byId.putIfAbsent(application.id(), application) == null;
    }

    @Override
    public Optional<Application> find(ApplicationId id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public List<Application> list(String accountId) {
        return byId.values().stream()
                .filter(application -> application.accountId().equals(accountId))
                .sorted(OLDEST_FIRST)
                .toList();
    }

    @Override
    public boolean replace(Application next) {
        Application last = byId.get(next.id());
        return last != null && last.version() == next.version() - 1 && byId.replace(next.id(), last, next);
    }

    @Override
    public boolean delete(ApplicationId id, long version) {
        Application last = byId.get(id);
        return last != null && last.version() == version && byId.remove(id, last);
    }
}
