package io.otpengine.jdbc;

/** Ten thousand faults, on a database fast enough for them. */
class H2FaultsTest extends Faults {
    H2FaultsTest() {
        super(new FreshTables(Servers.h2().pool()), 10_000);
    }
}
