package io.otpengine.jdbc;

import java.sql.SQLException;
import java.util.List;

/**
 * Does something to all rows before an instant, oldest first, in batches small enough to run beside traffic. A batch is
 * one range of the index on time: it looks up where the range has to end, since SQL has no common word for a limited
 * {@code DELETE}, and those databases that can limit a subquery do not all plan it well.
 */
final class Sweep {
    private static final int BATCH = 5_000;

    private final Database database;
    private final boolean conditional;
    private final String end;
    private final String change;

    /**
     * @param time the column of the instant, indexed
     * @param key the primary key, which orders the rows of one instant
     * @param what begins the statement that changes rows
     * @param condition nothing, or a comparison with the same instant, which {@code AND} follows
     */
    Sweep(Database database, String table, String time, String key, String what, String condition) {
        this.database = database;
        this.conditional = !condition.isEmpty();
        this.end = "SELECT " + time + ", " + key + " FROM " + table + " WHERE " + condition + time + " < ? ORDER BY "
                + time + ", " + key + " LIMIT 1 OFFSET ?";
        this.change = what + " WHERE " + condition + time + " <= ? AND (" + time + " < ? OR " + key + " < ?)";
    }

    /** The first row that a batch leaves alone. */
    private record End(long time, String key) {}

    int run(String doing, long before, int limit) {
        int done = 0;
        boolean more = true;
        while (more && done < limit) {
            int batch = Math.min(BATCH, limit - done);
            List<End> ends = database.run(
                    doing,
                    session -> session.query(
                            end,
                            to -> bound(to, before).number(before).count(batch),
                            row -> new End(row.number(), row.text())));
            more = !ends.isEmpty();
            End last = more ? ends.get(0) : new End(before, "");
            done += database.run(
                    doing,
                    session -> session.update(
                            change,
                            to -> bound(to, before)
                                    .number(last.time())
                                    .number(last.time())
                                    .text(last.key())));
        }
        return done;
    }

    private Parameters bound(Parameters to, long before) throws SQLException {
        return conditional ? to.number(before) : to;
    }
}
