package io.otpengine.jdbc;

import io.otpengine.Application;
import io.otpengine.ApplicationId;
import io.otpengine.InvalidRequestException;
import io.otpengine.OtpId;
import io.otpengine.OtpStoreException;
import io.otpengine.memory.CachingOtpStore;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import io.otpengine.spi.QuotaCharge;
import io.otpengine.spi.QuotaRefusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Keeps OTPs in a SQL database: PostgreSQL, MariaDB and MySQL, H2, SQLite, and what speaks one of their languages. Safe
 * for use by several threads, and by several nodes on the same tables.
 *
 * <pre>{@code
 * JdbcOtpStore store = JdbcOtpStore.of(dataSource).createSchema();
 * OtpEngine engine = OtpEngine.builder().store(store).keys(keys).channel(channel).build();
 * }</pre>
 *
 * <p>Each call takes a connection of its own from the {@link DataSource} and commits before it returns, whether that
 * connection comes with autocommit on or off and whatever transaction the caller has open: an attempt stays counted when
 * the caller rolls back. So the DataSource must not be one that hands out the connection of a running transaction
 * (Spring's {@code TransactionAwareDataSourceProxy}, a JTA DataSource), and must lead to the primary, not to a replica.
 *
 * <p>An {@link OtpStoreException} tells the SQLState and what to look at. Neither it nor its causes repeat the message of
 * the driver, which may quote data. It does not tell whether a write happened, unless its text says so; the store needs
 * no care afterwards and works again when the database does.
 *
 * <p>At its first use, and when an engine is built with it, the store looks whether the tables are there, in the version
 * it knows, and writable, and throws an {@link OtpStoreException} that says what to do if they are not.
 */
public final class JdbcOtpStore implements OtpStore {
    private final Schema schema;
    private final Database ungated;
    private final Database gated;
    private final OtpStore tables;

    /** Remembers no OTPs if told zero. */
    JdbcOtpStore(DataSource dataSource, Names names, Duration statementTimeout, int remembered) {
        schema = new Schema(names);
        StatementTimeout timeout = new StatementTimeout(statementTimeout);
        ungated = new Database(dataSource, timeout, session -> {});
        gated = new Database(dataSource, timeout, schema);
        OtpStore plain = new Tables(gated, names);
        tables = remembered > 0 ? new CachingOtpStore(plain, remembered) : plain;
    }

    /**
     * A store with tables {@code otp_…} in the connection's own schema, which remembers what this node last wrote.
     *
     * @param dataSource where to get connections; the store closes them, and not the DataSource
     * @return the store
     * @throws InvalidRequestException if the DataSource hands out connections of the caller's transaction, where that
     *     can be seen
     */
    public static JdbcOtpStore of(DataSource dataSource) {
        return builder(dataSource).build();
    }

    /**
     * A store with other names or settings.
     *
     * @param dataSource where to get connections; the store closes them, and not the DataSource
     * @return a builder
     * @throws InvalidRequestException if the DataSource hands out connections of the caller's transaction, where that
     *     can be seen
     */
    public static JdbcOtpStoreBuilder builder(DataSource dataSource) {
        if (dataSource == null) {
            throw InvalidRequestException.required("dataSource");
        }
        for (Class<?> type = dataSource.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getSimpleName().equals("TransactionAwareDataSourceProxy")) {
                throw InvalidRequestException.malformed(
                        "dataSource",
                        "must not hand out the connection of the caller's transaction, whose rollback would undo the "
                                + "attempts counted in it: give the DataSource behind the proxy");
            }
        }
        return new JdbcOtpStoreBuilder(dataSource);
    }

    /**
     * Makes the tables that are missing, from the DDL in the jar. It can be called at every start, by several nodes at
     * once; it changes nothing that is there. The database schema itself, if one was named, must exist.
     *
     * @return this
     * @throws OtpStoreException if the tables are of another version than this library's, the database is none that it has
     *     DDL for, the schema that was named does not exist, or the database user may not make tables
     */
    public JdbcOtpStore createSchema() {
        ungated.run("create the schema", session -> {
            schema.create(session);
            return true;
        });
        return this;
    }

    @Override
    public void insert(OtpRecord otp) {
        tables.insert(otp);
    }

    @Override
    public Optional<OtpRecord> find(OtpId id) {
        return tables.find(id);
    }

    @Override
    public Optional<OtpRecord> recall(OtpId id) {
        return tables.recall(id);
    }

    @Override
    public boolean replace(OtpRecord next) {
        return tables.replace(next);
    }

    @Override
    public boolean delete(OtpId id, long version) {
        return tables.delete(id, version);
    }

    @Override
    public List<OtpRecord> findByNumber(String accountId, String number, int limit) {
        return tables.findByNumber(accountId, number, limit);
    }

    @Override
    public boolean insert(Application application) {
        return tables.insert(application);
    }

    @Override
    public Optional<Application> find(ApplicationId id) {
        return tables.find(id);
    }

    @Override
    public List<Application> list(String accountId) {
        return tables.list(accountId);
    }

    @Override
    public boolean replace(Application next) {
        return tables.replace(next);
    }

    @Override
    public boolean delete(ApplicationId id, long version) {
        return tables.delete(id, version);
    }

    @Override
    public Optional<QuotaRefusal> tryAcquire(List<QuotaCharge> charges, Instant now) {
        return tables.tryAcquire(charges, now);
    }

    @Override
    public int used(String quotaKey, Instant now) {
        return tables.used(quotaKey, now);
    }

    @Override
    public boolean clear(String quotaKey) {
        return tables.clear(quotaKey);
    }

    @Override
    public int purgeExpired(Instant before, Instant now, int limit) {
        return tables.purgeExpired(before, now, limit);
    }

    /**
     * Looks at the tables unless this store has done so before, since an engine asks this when it is built.
     *
     * @return true
     * @throws OtpStoreException if the tables are missing, of another version or read-only, or cannot be looked at
     */
    @Override
    public boolean durable() {
        return gated.run("look at the tables", session -> true);
    }
}
