package io.otpengine.jdbc;

/** Two engines under fire on MariaDB. */
class MariadbAttacksTest extends Attacks {
    private static final FreshTables TABLES = new FreshTables(Servers.mariadb().pool());

    MariadbAttacksTest() {
        super(TABLES);
    }
}
