package io.otpengine.jdbc;

/** Some hundreds of faults, on the other kind of server. */
class MariadbFaultsTest extends Faults {
    MariadbFaultsTest() {
        super(new FreshTables(Servers.mariadb().pool()), 800);
    }
}
