package io.otpengine.jdbc;

import io.otpengine.Application;
import io.otpengine.ApplicationId;
import io.otpengine.spi.ApplicationStore;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Applications, one row each, the templates as {@link Cells}: key, text. */
final class ApplicationTable implements ApplicationStore {
    private static final List<String> CHANGING = List.of(
            "version",
            "name",
            "code_length",
            "alphanumeric",
            "attempts",
            "expire_millis",
            "sender",
            "caller",
            "templates");

    private static final List<String> FIXED = List.of("account_id", "created", "id");

    private final Database database;
    private final Rows sql;
    private final String list;

    ApplicationTable(Database database, Names names) {
        this.database = database;
        this.sql = new Rows(names.table("application"), CHANGING, FIXED);
        this.list = sql.select() + " WHERE account_id = ? ORDER BY created, id";
    }

    @Override
    public boolean insert(Application application) {
        // Run again after a lost race: that another transaction won says nothing about whether this id exists.
        return database.run("insert an application", session -> {
            try {
                return session.update(
                                sql.insert(),
                                to -> bind(to, application)
                                        .text(application.accountId())
                                        .number(application.created().toEpochMilli())
                                        .text(application.id().value()))
                        == 1;
            } catch (SQLException e) {
                if (Failures.isDuplicate(e)) {
                    return false;
                }
                throw e;
            }
        });
    }

    @Override
    public Optional<Application> find(ApplicationId id) {
        return database
                .run(
                        "find an application",
                        session -> session.query(sql.find(), to -> to.text(id.value()), ApplicationTable::read))
                .stream()
                .findFirst();
    }

    @Override
    public List<Application> list(String accountId) {
        return database.run(
                "list applications", session -> session.query(list, to -> to.text(accountId), ApplicationTable::read));
    }

    @Override
    public boolean replace(Application next) {
        return database.run(
                "replace an application",
                session -> session.update(
                                sql.replace(),
                                to -> bind(to, next).text(next.id().value()).number(next.version() - 1))
                        == 1);
    }

    @Override
    public boolean delete(ApplicationId id, long version) {
        return database.run(
                "delete an application",
                session ->
                        session.update(sql.delete(), to -> to.text(id.value()).number(version)) == 1);
    }

    private static Parameters bind(Parameters to, Application application) throws SQLException {
        List<List<String>> templates = new ArrayList<>();
        new TreeMap<>(application.templates()).forEach((key, text) -> templates.add(List.of(key, text)));
        return to.number(application.version())
                .text(application.name())
                .count(application.codeLength())
                .flag(application.alphanumeric())
                .count(application.attempts())
                .number(application.expire().toMillis())
                .text(application.sender())
                .text(application.caller())
                .text(Cells.write(templates));
    }

    private static Application read(Row row) throws SQLException {
        long version = row.number();
        String name = row.text();
        int codeLength = row.count();
        boolean alphanumeric = row.flag();
        int attempts = row.count();
        Duration expire = Duration.ofMillis(row.number());
        String sender = row.text();
        String caller = row.textOrNull();
        Map<String, String> templates = new HashMap<>();
        Cells.read(row.text()).forEach(template -> templates.put(template.get(0), template.get(1)));
        String accountId = row.text();
        Instant created = row.time();
        return new Application(
                new ApplicationId(row.text()),
                version,
                accountId,
                name,
                codeLength,
                alphanumeric,
                attempts,
                expire,
                sender,
                caller,
                Collections.unmodifiableMap(templates),
                created);
    }
}
