package io.otpengine.rest;

/** The same over a real server. */
class OperationsOnPostgresqlTest extends OperationsTest {
    @Override
    Running start() {
        return Running.on(Postgres.database(), "--database-user=postgres", "--application-quota=1000000");
    }
}
