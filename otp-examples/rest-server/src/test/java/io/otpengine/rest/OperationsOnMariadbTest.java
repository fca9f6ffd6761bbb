package io.otpengine.rest;

/** The same over the other real server. */
class OperationsOnMariadbTest extends OperationsTest {
    @Override
    Running start() {
        return Running.on(Mariadb.database(), "--database-user=root", "--application-quota=1000000");
    }
}
