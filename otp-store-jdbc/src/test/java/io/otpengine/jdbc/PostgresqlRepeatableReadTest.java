package io.otpengine.jdbc;

import io.otpengine.spi.OtpStore;
import io.otpengine.testkit.OtpStoreContract;

/** The contract on PostgreSQL under REPEATABLE READ. */
class PostgresqlRepeatableReadTest extends OtpStoreContract {
    private static final FreshTables TABLES = new FreshTables(
            Servers.postgresql().pool(config -> config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ")));

    @Override
    protected OtpStore newStore() {
        return TABLES.emptied().store(false);
    }

    @Override
    protected OtpStore secondNode(OtpStore store) {
        return TABLES.store(false);
    }
}
