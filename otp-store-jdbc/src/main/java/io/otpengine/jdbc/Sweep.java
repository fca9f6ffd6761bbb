package io.otpengine.jdbc;

import java.sql.SQLException;
import java.util.List;

/**
 * Does something to all rows before an instant, oldest first, in batches small enough to run beside traffic. SQL has no
 * common word for a limited {@code DELETE}, and those databases that can limit a subquery do not all plan it well; so a
 * step looks up where a range of the index on time has to end. It begins where the last one ended, so that it need not
 * step over what that one left dead in the index.
 */
final class Sweep {
    /** Rows of one statement: a database that is short of processors keeps the traffic waiting for as long as it takes. */
    static final int STEP = 200;

    private final Database database;
    private final int batch;
    private final boolean conditional;
    private final String endOfRange;
    private final String changeRange;
    private final String endOfInstant;
    private final String changeInstant;
    private final String changePart;

    /**
     * @param batch how many rows are committed together
     * @param time the column of the instant, indexed
     * @param key the primary key, which orders the rows of one instant
     * @param what begins the statement that changes rows
     * @param condition nothing, or a comparison with the same instant, which {@code AND} follows
     */
    Sweep(Database database, int batch, String table, String time, String key, String what, String condition) {
        this.database = database;
        this.batch = batch;
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
            long start = from;
            int most = Math.min(batch, limit - done);
            Batch next = database.run(doing, session -> new Batch(session, before, start).upTo(most));
            done += next.changed;
            if (next.last) {
                break;
            }
            from = next.from;
        }
        return done;
    }

    /** Steps that are committed together. */
    private final class Batch {
        private final Session session;
        private final long before;
        private long from;
        private int changed;
        private boolean last;

        Batch(Session session, long before, long from) {
            this.session = session;
            this.before = before;
            this.from = from;
        }

        /** A step in vain ends it: somebody else was there, and perhaps only a new transaction sees what is left. */
        Batch upTo(int most) throws SQLException {
            session.allOrNone(same -> {
                int rows;
                do {
                    rows = step(Math.min(STEP, most - changed));
                    changed += rows;
                } while (rows > 0 && changed < most && !last);
                return true;
            });
            return this;
        }

        private int step(int most) throws SQLException {
            // The instant of the first row that the step leaves alone.
            List<Long> ends = session.query(
                    endOfRange, to -> bound(to).number(from).number(before).count(most), Row::number);
            if (ends.isEmpty()) {
                last = true;
                return changeRange(before);
            }
            long end = ends.get(0);
            int rows = changeRange(end);
            from = end;
            return rows == 0 ? changeInstant(most) : rows;
        }

        private int changeRange(long end) throws SQLException {
            return session.update(changeRange, to -> bound(to).number(from).number(end));
        }

        /** Some of more rows of one instant than a step may have. */
        private int changeInstant(int most) throws SQLException {
            List<String> ends =
                    session.query(endOfInstant, to -> bound(to).number(from).count(most), Row::text);
            if (ends.isEmpty()) {
                return session.update(changeInstant, to -> bound(to).number(from));
            }
            return session.update(changePart, to -> bound(to).number(from).text(ends.get(0)));
        }

        private Parameters bound(Parameters to) throws SQLException {
            return conditional ? to.number(before) : to;
        }
    }
}
