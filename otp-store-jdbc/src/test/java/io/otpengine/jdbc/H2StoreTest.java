package io.otpengine.jdbc;

import io.otpengine.spi.OtpStore;
import io.otpengine.testkit.OtpStoreContract;

/** The contract on H2. */
class H2StoreTest extends OtpStoreContract {
    private static final FreshTables TABLES = new FreshTables(Servers.h2().pool());

    @Override
    protected OtpStore newStore() {
        return TABLES.emptied().store(false);
    }

    @Override
    protected OtpStore secondNode(OtpStore store) {
        return TABLES.store(false);
    }
}
