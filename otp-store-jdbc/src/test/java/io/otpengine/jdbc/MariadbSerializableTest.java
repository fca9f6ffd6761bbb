package io.otpengine.jdbc;

import io.otpengine.spi.OtpStore;
import io.otpengine.testkit.OtpStoreContract;

/** The contract on MariaDB under SERIALIZABLE, with connections that come with autocommit off. */
class MariadbSerializableTest extends OtpStoreContract {
    private static final FreshTables TABLES = new FreshTables(Servers.mariadb().pool(config -> {
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
