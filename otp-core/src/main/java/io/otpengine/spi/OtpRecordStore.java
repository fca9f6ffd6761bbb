package io.otpengine.spi;

import io.otpengine.OtpCapacityException;
import io.otpengine.OtpId;
import io.otpengine.OtpStoreException;
import java.util.List;
import java.util.Optional;

/** Keeps OTPs. Part of {@link OtpStore}, whose clauses for all methods hold here. */
public interface OtpRecordStore {
    /**
     * Adds a record, visible to every node on return.
     *
     * @param otp version 1, with an id that was never used
     * @throws OtpCapacityException at the store's bound, with nothing written
     * @throws OtpStoreException if the id exists, or with unknown outcome
     */
    void insert(OtpRecord otp);

    /**
     * The latest committed record, expired or not: a store never judges.
     *
     * @param id the id
     * @return the record, or empty if there is none
     * @throws OtpStoreException if the store cannot tell
     */
    Optional<OtpRecord> find(OtpId id);

    /**
     * The record as this node last knew it. It may be stale, and serves only for a decision that a
     * {@link #replace(OtpRecord)} then confirms.
     *
     * @param id the id
     * @return the record, or empty if there is none
     * @throws OtpStoreException if the store cannot tell
     */
    default Optional<OtpRecord> recall(OtpId id) {
        return find(id);
    }

    /**
     * Puts the next record in place of the last if nobody else did: compare-and-set. Of any number of racers with the
     * same version exactly one gets true. No rule changes what is settled at the insert, so a store may write no more than
     * version, status, attemptCount, sends, channel, sender, caller, sealed, provider, messageId and events.
     *
     * @param next the record, whose version is one more than the one it replaces
     * @return true if the stored version was {@code next.version() - 1}; false if the record changed or is gone, and
     *     then nothing is written
     * @throws OtpStoreException with unknown outcome
     */
    boolean replace(OtpRecord next);

    /**
     * Removes a record if nobody changed it: compare-and-set.
     *
     * @param id the id
     * @param version the version it must have
     * @return true if it had that version and is gone
     * @throws OtpStoreException with unknown outcome
     */
    boolean delete(OtpId id, long version);

    /**
     * The records of one number, final and expired ones included.
     *
     * @param accountId the account
     * @param number E.164 with {@code +}
     * @param limit the most to return, from 1
     * @return newest first by {@link OtpRecord#created()}
     * @throws OtpStoreException if the store cannot tell
     */
    List<OtpRecord> findByNumber(String accountId, String number, int limit);
}
