package io.otpengine.jdbc;

import io.otpengine.InvalidRequestException;
import java.time.Duration;
import javax.sql.DataSource;

/** Makes a {@link JdbcOtpStore}. Each setter returns this builder. Not safe for use by several threads. */
public final class JdbcOtpStoreBuilder {
    private static final Duration LONGEST = Duration.ofHours(1);

    private final DataSource dataSource;
    private String schema = "";
    private String tablePrefix = "otp_";
    private boolean caching = true;
    private int remembered = 10_000;
    private Duration statementTimeout = Duration.ofSeconds(5);

    JdbcOtpStoreBuilder(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * The database schema (in MySQL's words: the database) that the tables are in.
     *
     * @param schema {@code [A-Za-z_][A-Za-z0-9_]{0,30}}; unless set, the connection's own
     * @return this
     * @throws InvalidRequestException if it has another form
     */
    public JdbcOtpStoreBuilder schema(String schema) {
        this.schema = Names.identifier("schema", schema);
        return this;
    }

    /**
     * What the name of each table begins with.
     *
     * @param tablePrefix {@code [A-Za-z_][A-Za-z0-9_]{0,30}}; {@code otp_} unless set
     * @return this
     * @throws InvalidRequestException if it has another form
     */
    public JdbcOtpStoreBuilder tablePrefix(String tablePrefix) {
        this.tablePrefix = Names.identifier("tablePrefix", tablePrefix);
        return this;
    }

    /**
     * Whether this node remembers what it last wrote, which saves most verifications their read. How much, says
     * {@link #remembered}.
     *
     * @param caching true unless set
     * @return this
     */
    public JdbcOtpStoreBuilder caching(boolean caching) {
        this.caching = caching;
        return this;
    }

    /**
     * How many OTPs this node remembers at most: as many as it sends within their life is enough.
     *
     * @param otps from 1; 10,000 unless set; without effect if {@link #caching} is off
     * @return this
     * @throws InvalidRequestException if it is less than 1
     */
    public JdbcOtpStoreBuilder remembered(int otps) {
        if (otps < 1) {
            throw InvalidRequestException.outOfRange("remembered", "at least 1");
        }
        this.remembered = otps;
        return this;
    }

    /**
     * How long one statement may take before it is cancelled by {@link java.sql.Statement#cancel}. A driver that waits for
     * an answer of a dead network is stopped by its own socket timeout only, which belongs into the DataSource.
     *
     * @param statementTimeout from 1 second to 1 hour, in whole seconds, or zero to leave it to the database; 5 seconds
     *     unless set
     * @return this
     * @throws InvalidRequestException if it is outside
     */
    public JdbcOtpStoreBuilder statementTimeout(Duration statementTimeout) {
        if (statementTimeout == null) {
            throw InvalidRequestException.required("statementTimeout");
        }
        if (statementTimeout.isNegative()
                || statementTimeout.compareTo(LONGEST) > 0
                || !statementTimeout.equals(Duration.ofSeconds(statementTimeout.toSeconds()))) {
            throw InvalidRequestException.outOfRange(
                    "statementTimeout", "from 1 second to 1 hour, in whole seconds, or zero for none");
        }
        this.statementTimeout = statementTimeout;
        return this;
    }

    /**
     * Makes the store. Opens no connection.
     *
     * @return the store
     */
    public JdbcOtpStore build() {
        return new JdbcOtpStore(dataSource, new Names(schema, tablePrefix), statementTimeout, caching ? remembered : 0);
    }
}
