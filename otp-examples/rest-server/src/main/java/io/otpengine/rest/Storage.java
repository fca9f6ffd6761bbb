package io.otpengine.rest;

import com.github.benmanes.caffeine.cache.Ticker;
import io.otpengine.rest.accounts.ApiKeys;
import io.otpengine.rest.operation.Database;
import io.otpengine.rest.operation.KeyRing;
import java.time.InstantSource;

/**
 * What the server and the commands about API keys share: database and keys.
 *
 * @param ring the server's keys
 * @param database the pool
 * @param apiKeys who may call
 */
record Storage(KeyRing ring, Database database, ApiKeys apiKeys) implements AutoCloseable {
    static Storage open(Settings settings) {
        settings.check();
        KeyRing ring = settings.keys.read(settings.data);
        Database database = settings.database.open(settings.data, ring);
        try {
            return new Storage(
                    ring,
                    database,
                    new ApiKeys(database.pool(), ring.pepper(), InstantSource.system(), Ticker.systemTicker()));
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
