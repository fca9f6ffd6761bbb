package io.otpengine.jdbc;

import java.sql.SQLException;
import java.time.Instant;

/** Removes rows that nobody needs any more, in batches small enough to run beside traffic. */
final class Purge {
    private static final int BATCH = 5_000;

    private final Database database;
    private final String otps;
    private final String quotas;
    private final String postpone;

    Purge(Database database, Names names) {
        // Each select is wrapped in another because MariaDB takes no LIMIT right inside IN.
        String otp = names.table("record");
        String quota = names.table("quota");
        String due = " WHERE quota_key IN (SELECT quota_key FROM (SELECT quota_key FROM " + quota
                + " WHERE purge_at <= ? AND last_end ";
        this.database = database;
        this.otps = "DELETE FROM " + otp + " WHERE id IN (SELECT id FROM (SELECT id FROM " + otp
                + " WHERE expires < ? ORDER BY expires LIMIT ?) AS batch)";
        // The end is compared again outside: a window may have opened since the row was chosen.
        this.quotas = "DELETE FROM " + quota + due + "<= ? ORDER BY purge_at LIMIT ?) AS batch) AND last_end <= ?";
        this.postpone =
                "UPDATE " + quota + " SET purge_at = last_end" + due + "> ? ORDER BY purge_at LIMIT ?) AS batch)";
    }

    int expired(Instant before, int limit) {
        return batches(
                "purge OTPs",
                otps,
                limit,
                (to, batch) -> to.number(before.toEpochMilli()).count(batch));
    }

    int ended(Instant now, int limit) {
        long time = now.toEpochMilli();
        int removed = batches(
                "purge quotas",
                quotas,
                limit,
                (to, batch) -> to.number(time).number(time).count(batch).number(time));
        // What is due and still counts would be looked at by every purge to come: it is due again when it ends.
        batches(
                "postpone the purge of quotas",
                postpone,
                Integer.MAX_VALUE,
                (to, batch) -> to.number(time).number(time).count(batch));
        return removed;
    }

    /** The parameters of one batch. */
    @FunctionalInterface
    private interface BatchBinding {
        void to(Parameters parameters, int batch) throws SQLException;
    }

    private int batches(String doing, String sql, int limit, BatchBinding binding) {
        int done = 0;
        while (done < limit) {
            int batch = Math.min(BATCH, limit - done);
            int rows = database.run(doing, session -> session.update(sql, to -> binding.to(to, batch)));
            done += rows;
            if (rows < batch) {
                break;
            }
        }
        return done;
    }
}
