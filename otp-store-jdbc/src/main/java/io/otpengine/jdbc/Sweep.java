package io.otpengine.jdbc;

import java.sql.SQLException;
import java.util.List;

/**
 * Does something to all rows before an instant, oldest first, in batches small enough to run beside traffic. SQL has no
 * common word for a limited {@code DELETE}, and those databases that can limit a subquery do not all plan it well; so a
 * batch looks up where a range of the index on time has to end. It begins where the last one ended, so that it need not
 * step over what that one left dead in the index.
 */
final class Sweep {
    private static final int BATCH = 5_000;

    private final Database database;
    private final boolean conditional;
    private final String endOfRange;
    private final String changeRange;
    private final String endOfInstant;
    private final String changeInstant;
    private final String changePart;

    /**
     * @param time the column of the instant, indexed
     * @param key the primary key, which orders the rows of one instant
     * @param what begins the statement that changes rows
     * @param condition nothing, or a comparison with the same instant, which {@code AND} follows
     */
    Sweep(Database database, String table, String time, String key, String what, String condition) {
        this.database = database;
        this.conditional = !condition.isEmpty();
        String range = " WHERE " + condition + time + " >= ? AND " + time + " < ?";
        String instant = " WHERE " + condition + time + " = ?";
        this.endOfRange = "SELECT " + time + " FROM " + table + range + " ORDER BY " + time + " LIMIT 1 OFFSET ?";
        this.changeRange = what + range;
        this.endOfInstant = "SELECT " + key + " FROM " + table + instant + " ORDER BY " + key + " LIMIT 1 OFFSET ?";
        this.changeInstant = what + instant;
        this.changePart = changeInstant + " AND " + key + " < ?";
    }

    int run(String doing, long before, int limit) {
        int done = 0;
        long from = Long.MIN_VALUE;
        while (done < limit) {
            int batch = Math.min(BATCH, limit - done);
            List<Long> ends = range(doing, before, from, batch);
            if (ends.isEmpty()) {
                return done + changeRange(doing, before, from, before);
            }
            long end = ends.get(0);
            int changed = changeRange(doing, before, from, end);
            done += changed == 0 ? changeInstant(doing, before, end, batch) : changed;
            from = end;
        }
        return done;
    }

    /** The instant of the first row that a batch leaves alone. */
    private List<Long> range(String doing, long before, long from, int batch) {
        return database.run(
                doing,
                session -> session.query(
                        endOfRange,
                        to -> bound(to, before).number(from).number(before).count(batch),
                        Row::number));
    }

    private int changeRange(String doing, long before, long from, long end) {
        return database.run(
                doing,
                session -> session.update(
                        changeRange, to -> bound(to, before).number(from).number(end)));
    }

    /** A batch out of more rows of one instant than a batch may have. */
    private int changeInstant(String doing, long before, long instant, int batch) {
        List<String> ends = database.run(
                doing,
                session -> session.query(
                        endOfInstant, to -> bound(to, before).number(instant).count(batch), Row::text));
        if (ends.isEmpty()) {
            return database.run(
                    doing,
                    session -> session.update(
                            changeInstant, to -> bound(to, before).number(instant)));
        }
        return database.run(
                doing,
                session -> session.update(
                        changePart, to -> bound(to, before).number(instant).text(ends.get(0))));
    }

    private Parameters bound(Parameters to, long before) throws SQLException {
        return conditional ? to.number(before) : to;
    }
}
