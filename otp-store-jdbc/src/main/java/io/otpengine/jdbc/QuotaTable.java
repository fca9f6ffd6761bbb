package io.otpengine.jdbc;

import io.otpengine.spi.QuotaCharge;
import io.otpengine.spi.QuotaEntry;
import io.otpengine.spi.QuotaRefusal;
import io.otpengine.spi.QuotaStore;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Quota entries, one row for each key. A charge reads rows and writes them only if they still are what was read: the row
 * is its own version, under any isolation, and without a lock held while nobody knows whether there is anything to write.
 */
final class QuotaTable implements QuotaStore {
    private static final String COLUMNS = "end0, end1, end2, end3, last_end, count0, count1, count2, count3";

    private final Database database;
    private final String find;
    private final String insert;
    private final String replace;
    private final String clear;

    QuotaTable(Database database, Names names) {
        String table = names.table("quota");
        this.database = database;
        this.find = "SELECT " + COLUMNS + ", quota_key FROM " + table + " WHERE quota_key IN ";
        this.insert = "INSERT INTO " + table + " (" + COLUMNS + ", quota_key, purge_at) VALUES " + marks(11);
        this.replace = "UPDATE " + table + " SET " + COLUMNS.replace(",", " = ?,") + " = ? WHERE quota_key = ? AND "
                + COLUMNS.replace(",", " = ? AND") + " = ?";
        this.clear = "DELETE FROM " + table + " WHERE quota_key = ?";
    }

    @Override
    public Optional<QuotaRefusal> tryAcquire(List<QuotaCharge> charges, Instant now) {
        for (int turn = 0; turn < Database.MOST_TURNS; turn++) {
            Turn taken = database.attempt("charge quotas", Turn.LOST, session -> turn(session, charges, now));
            if (!taken.lost()) {
                return taken.refusal();
            }
        }
        throw Database.lostTooOften("charge quotas", null);
    }

    /** What one reading and writing came to. */
    private record Turn(boolean lost, Optional<QuotaRefusal> refusal) {
        static final Turn LOST = new Turn(true, Optional.empty());
    }

    private Turn turn(Session session, List<QuotaCharge> charges, Instant now) throws SQLException {
        Map<String, QuotaEntry> entries =
                find(session, charges.stream().map(QuotaCharge::key).toList());
        List<Change> changes = new ArrayList<>();
        Optional<QuotaRefusal> refusal = plan(charges, entries, now, changes);
        return written(session, changes) ? new Turn(false, refusal) : Turn.LOST;
    }

    @Override
    public int used(String quotaKey, Instant now) {
        return database.run("read a quota", session -> find(session, List.of(quotaKey)))
                .getOrDefault(quotaKey, QuotaEntry.NONE)
                .used(now);
    }

    @Override
    public boolean clear(String quotaKey) {
        return database.run("clear a quota", session -> session.update(clear, to -> to.text(quotaKey))) == 1;
    }

    /** One row that has to become another. */
    private record Change(String key, QuotaEntry was, QuotaEntry next) {}

    /** Works out what to write. A refusal writes nothing of the charges before it, and so costs one read. */
    private static Optional<QuotaRefusal> plan(
            List<QuotaCharge> charges, Map<String, QuotaEntry> entries, Instant now, List<Change> changes) {
        for (QuotaCharge charge : charges) {
            QuotaEntry was = entries.getOrDefault(charge.key(), QuotaEntry.NONE);
            QuotaEntry.Charged charged = was.charge(charge, now);
            if (charged.refusal().isPresent()) {
                changes.clear();
            }
            // A look shortens no window that a clock set too far: whoever charges will.
            if (charge.amount() > 0 && !charged.next().equals(was)) {
                changes.add(new Change(charge.key(), was, charged.next()));
            }
            if (charged.refusal().isPresent()) {
                return charged.refusal();
            }
        }
        return Optional.empty();
    }

    private Map<String, QuotaEntry> find(Session session, List<String> keys) throws SQLException {
        Map<String, QuotaEntry> entries = new HashMap<>();
        session.query(
                find + marks(keys.size()),
                to -> {
                    for (String key : keys) {
                        to.text(key);
                    }
                },
                row -> {
                    QuotaEntry entry = read(row);
                    return entries.put(row.text(), entry);
                });
        return entries;
    }

    private boolean written(Session session, List<Change> changes) throws SQLException {
        if (changes.size() < 2) {
            return changes.isEmpty() || write(session, changes.get(0));
        }
        // In the order of the keys, so that no two sends ever wait for each other.
        changes.sort(Comparator.comparing(Change::key));
        return session.allOrNone(all -> {
            for (Change change : changes) {
                if (!write(all, change)) {
                    return false;
                }
            }
            return true;
        });
    }

    private boolean write(Session session, Change change) throws SQLException {
        if (!change.was().equals(QuotaEntry.NONE)) {
            return session.update(replace, to -> bind(bind(to, change.next()).text(change.key()), change.was())) == 1;
        }
        try {
            return session.update(
                            insert,
                            to -> bind(to, change.next())
                                    .text(change.key())
                                    .number(change.next().lastEnd()))
                    == 1;
        } catch (SQLException e) {
            if (Failures.isDuplicate(e)) {
                return false;
            }
            throw e;
        }
    }

    private static Parameters bind(Parameters to, QuotaEntry entry) throws SQLException {
        for (int i = 0; i < QuotaEntry.MOST_WINDOWS; i++) {
            to.number(entry.end(i));
        }
        to.number(entry.lastEnd());
        for (int i = 0; i < QuotaEntry.MOST_WINDOWS; i++) {
            to.count(entry.count(i));
        }
        return to;
    }

    private static QuotaEntry read(Row row) throws SQLException {
        List<Long> ends = new ArrayList<>();
        for (int i = 0; i < QuotaEntry.MOST_WINDOWS; i++) {
            ends.add(row.number());
        }
        row.number();
        List<Integer> counts = new ArrayList<>();
        for (int i = 0; i < QuotaEntry.MOST_WINDOWS; i++) {
            counts.add(row.count());
        }
        return QuotaEntry.of(counts, ends);
    }

    private static String marks(int count) {
        return "(" + String.join(", ", Collections.nCopies(count, "?")) + ")";
    }
}
