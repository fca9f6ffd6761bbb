package io.otpengine.spi;

import io.otpengine.OtpStoreException;
import java.time.Instant;

/**
 * Keeps OTPs, applications and quotas: plain data in, plain data out, every rule in the engine.
 *
 * <p>For all methods:
 *
 * <ul>
 *   <li>No decision uses the store's own clock: time is a parameter. To return memory, a store may forget a record once
 *       its lifetime and the policy's retention have passed since it was written, measured as a span, not by the date.
 *   <li>Every write is committed when the method returns, on a connection of the store's own, whatever transaction the
 *       caller has open.
 *   <li>An exception means <em>unknown outcome</em>: the engine then reveals nothing about a guess. It is an
 *       {@link OtpStoreException}, and neither it nor its causes, nor what they suppress, hold a code, a key, a full
 *       phone number or sealed bytes.
 *   <li>A store is safe for use by several threads, takes and returns no {@code null}, and keeps instants to the
 *       millisecond.
 * </ul>
 *
 * <p>Every method touches one key, except the searches and the purge, so that a store of single keys with
 * compare-and-set can keep every clause.
 */
public interface OtpStore extends OtpRecordStore, ApplicationStore, QuotaStore {
    /**
     * Removes OTPs that expired before an instant, then quota entries all of whose windows ended. It is idempotent, runs
     * beside traffic, and leaves open windows alone: it never turns a no into a yes.
     *
     * @param before OTPs with {@code expires} before this are removed
     * @param now quota entries whose windows ended at or before this may be removed
     * @param limit the most to remove, from 1
     * @return how many were removed, of both kinds; less than {@code limit} if nothing is left to remove
     * @throws OtpStoreException with unknown outcome
     */
    int purgeExpired(Instant before, Instant now, int limit);

    /**
     * Whether what is kept outlives the process. If it does, the engine asks for keys that do too. Each engine that is built
     * asks this once, so a store may look here whether it can be used.
     *
     * @return true unless overridden
     * @throws OtpStoreException if it cannot be used
     */
    default boolean durable() {
        return true;
    }
}
