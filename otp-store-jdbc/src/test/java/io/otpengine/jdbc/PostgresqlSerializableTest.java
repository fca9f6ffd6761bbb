package io.otpengine.jdbc;

import io.otpengine.spi.OtpStore;
import io.otpengine.testkit.OtpStoreContract;

/** The contract on PostgreSQL under SERIALIZABLE, with connections that come with autocommit off. */
class PostgresqlSerializableTest extends OtpStoreContract {
    private static final FreshTables TABLES =
            new FreshTables(Servers.postgresql().pool(config -> {
                config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
                config.setAutoCommit(false);
            }));

    @Override
    protected OtpStore newStore() {
        return TABLES.emptied().store(false);
    }

    @Override
    protected OtpStore secondNode(OtpStore store) {
        return TABLES.store(false);
    }
}
