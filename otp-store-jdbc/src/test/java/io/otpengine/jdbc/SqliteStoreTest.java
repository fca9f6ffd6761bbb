package io.otpengine.jdbc;

import io.otpengine.spi.OtpStore;
import io.otpengine.testkit.OtpStoreContract;

/** The contract on SQLite. */
class SqliteStoreTest extends OtpStoreContract {
    private static final FreshTables TABLES = new FreshTables(Servers.sqlite());

    @Override
    protected OtpStore newStore() {
        return TABLES.emptied().store(false);
    }

    @Override
    protected OtpStore secondNode(OtpStore store) {
        return TABLES.store(false);
    }
}
