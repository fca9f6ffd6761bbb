package io.otpengine.jdbc;

import io.otpengine.spi.OtpStore;
import io.otpengine.testkit.OtpStoreContract;

/** The contract on PostgreSQL, as an application gets it: each node remembers what it wrote. */
class PostgresqlCachedStoreTest extends OtpStoreContract {
    private static final FreshTables TABLES =
            new FreshTables(Servers.postgresql().pool());

    @Override
    protected OtpStore newStore() {
        return TABLES.emptied().store(true);
    }

    @Override
    protected OtpStore secondNode(OtpStore store) {
        return TABLES.store(true);
    }
}
