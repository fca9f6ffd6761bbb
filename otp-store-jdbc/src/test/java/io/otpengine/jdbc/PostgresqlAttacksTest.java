package io.otpengine.jdbc;

/** Two engines under fire on PostgreSQL. */
class PostgresqlAttacksTest extends Attacks {
    private static final FreshTables TABLES =
            new FreshTables(Servers.postgresql().pool());

    PostgresqlAttacksTest() {
        super(TABLES);
    }
}
