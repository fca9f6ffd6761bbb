package io.otpengine.jdbc;

import io.otpengine.spi.OtpStore;
import io.otpengine.testkit.OtpStoreContract;

/** The contract on MariaDB under READ COMMITTED, as an application gets it. */
class MariadbReadCommittedTest extends OtpStoreContract {
    private static final FreshTables TABLES = new FreshTables(
            Servers.mariadb().pool(config -> config.setTransactionIsolation("TRANSACTION_READ_COMMITTED")));

    @Override
    protected OtpStore newStore() {
        return TABLES.emptied().store(true);
    }

    @Override
    protected OtpStore secondNode(OtpStore store) {
        return TABLES.store(true);
    }
}
