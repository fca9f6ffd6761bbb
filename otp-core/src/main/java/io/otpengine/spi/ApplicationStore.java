package io.otpengine.spi;

import io.otpengine.Application;
import io.otpengine.ApplicationId;
import io.otpengine.OtpStoreException;
import java.util.List;
import java.util.Optional;

/** Keeps applications. Part of {@link OtpStore}, whose clauses for all methods hold here. */
public interface ApplicationStore {
    /**
     * Adds an application, visible to every node on return.
     *
     * @param application version 1
     * @return true if it was added; false if its id exists, and then nothing is written
     * @throws OtpStoreException with unknown outcome
     */
    boolean insert(Application application);

    /**
     * The latest committed application.
     *
     * @param id the id
     * @return the application, or empty if there is none
     * @throws OtpStoreException if the store cannot tell
     */
    Optional<Application> find(ApplicationId id);

    /**
     * All applications of one account.
     *
     * @param accountId the account
     * @return oldest first
     * @throws OtpStoreException if the store cannot tell
     */
    List<Application> list(String accountId);

    /**
     * Puts the next application in place of the last if nobody else did: compare-and-set.
     *
     * @param next the application, whose version is one more than the one it replaces
     * @return true if the stored version was {@code next.version() - 1}; false if it changed or is gone, and then
     *     nothing is written
     * @throws OtpStoreException with unknown outcome
     */
    boolean replace(Application next);

    /**
     * Removes an application if nobody changed it: compare-and-set.
     *
     * @param id the id
     * @param version the version it must have
     * @return true if it had that version and is gone
     * @throws OtpStoreException with unknown outcome
     */
    boolean delete(ApplicationId id, long version);
}
