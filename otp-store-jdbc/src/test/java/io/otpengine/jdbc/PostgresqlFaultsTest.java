package io.otpengine.jdbc;

/** Some hundreds of faults, on a server that treats a broken transaction like one. */
class PostgresqlFaultsTest extends Faults {
    PostgresqlFaultsTest() {
        super(new FreshTables(Servers.postgresql().pool()), 800);
    }
}
