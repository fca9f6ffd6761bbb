package io.otpengine.jdbc;

import java.time.Instant;

/** Removes rows that nobody needs any more. */
final class Purge {
    /** Rows that are deleted together: a commit has to reach the disk, and nobody waits for what nobody needs. */
    private static final int BATCH = 5_000;

    private final Sweep otps;
    private final Sweep quotas;
    private final Sweep postponed;

    Purge(Database database, Names names) {
        String otp = names.table("record");
        String quota = names.table("quota");
        otps = new Sweep(database, BATCH, otp, "expires", "id", "DELETE FROM " + otp, "");
        quotas =
                new Sweep(database, BATCH, quota, "purge_at", "quota_key", "DELETE FROM " + quota, "last_end < ? AND ");
        // These are still charged, so each statement lets go of them at once.
        postponed = new Sweep(
                database,
                Sweep.STEP,
                quota,
                "purge_at",
                "quota_key",
                "UPDATE " + quota + " SET purge_at = last_end",
                "last_end >= ? AND ");
    }

    int expired(Instant before, int limit) {
        return otps.run("purge OTPs", before.toEpochMilli(), limit);
    }

    int ended(Instant now, int limit) {
        long after = now.toEpochMilli() + 1;
        int removed = quotas.run("purge quotas", after, limit);
        if (removed < limit) {
            // A row that is due and still counts would be looked at by each purge to come; now it is due when it ends.
            postponed.run("postpone the purge of quotas", after, limit - removed);
        }
        return removed;
    }
}
