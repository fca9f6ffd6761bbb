package io.otpengine.jdbc;

import io.otpengine.spi.OtpStore;
import io.otpengine.testkit.OtpStoreContract;
import java.util.Optional;

/** The contract on PostgreSQL. */
class PostgresqlStoreTest extends OtpStoreContract {
    private static final FreshTables TABLES =
            new FreshTables(Servers.postgresql().pool());

    @Override
    protected OtpStore newStore() {
        return TABLES.emptied().store(false);
    }

    @Override
    protected OtpStore secondNode(OtpStore store) {
        return TABLES.store(false);
    }

    @Override
    protected Optional<OtpStore> newUnreachableStore() {
        return Optional.of(TABLES.withoutTables());
    }

    @Override
    protected void inATransactionThatRollsBack(Runnable work) {
        TABLES.inATransactionThatRollsBack(work);
    }
}
