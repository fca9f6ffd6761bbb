package io.otpengine.jdbc;

import io.otpengine.spi.OtpStore;
import io.otpengine.testkit.OtpStoreContract;

/** The contract on MariaDB, under its default, REPEATABLE READ. */
class MariadbStoreTest extends OtpStoreContract {
    private static final FreshTables TABLES = new FreshTables(Servers.mariadb().pool());

    @Override
    protected OtpStore newStore() {
        return TABLES.emptied().store(false);
    }

    @Override
    protected OtpStore secondNode(OtpStore store) {
        return TABLES.store(false);
    }
}
