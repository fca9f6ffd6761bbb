package io.otpengine.spi;

import io.otpengine.OtpCapacityException;
import io.otpengine.OtpStoreException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Counts. One entry per key holds a count and an end for each window; {@link QuotaEntry} is its arithmetic. Part of
 * {@link OtpStore}, whose clauses for all methods hold here.
 */
public interface QuotaStore {
    /**
     * Takes charges in order until one is refused. A charge takes all its windows or none, exactly, whoever races: the
     * counts of open windows never exceed their limits. Charges after the refused one are not taken, those before it
     * may stay or be undone.
     *
     * @param charges at least one, each with a key of its own
     * @param now the engine's time
     * @return the first refusal, or empty if all were taken
     * @throws OtpCapacityException if the store is full: it refuses, it never forgets
     * @throws OtpStoreException with unknown outcome
     */
    Optional<QuotaRefusal> tryAcquire(List<QuotaCharge> charges, Instant now);

    /**
     * The largest count of an open window of a key.
     *
     * @param quotaKey the key
     * @param now the engine's time
     * @return the count, 0 if there is no entry
     * @throws OtpStoreException if the store cannot tell
     */
    int used(String quotaKey, Instant now);

    /**
     * Removes the entry of a key.
     *
     * @param quotaKey the key
     * @return whether an entry was there, its windows open or ended
     * @throws OtpStoreException with unknown outcome
     */
    boolean clear(String quotaKey);
}
