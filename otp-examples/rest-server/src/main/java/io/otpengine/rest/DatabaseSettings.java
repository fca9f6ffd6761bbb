package io.otpengine.rest;

import io.otpengine.rest.operation.Database;
import io.otpengine.rest.operation.DatabaseFile;
import io.otpengine.rest.operation.KeyRing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where OTPs and API keys are kept. */
final class DatabaseSettings {
    private static final String MEMORY = "memory";

    @Option(
            names = "--database-url",
            paramLabel = "JDBC-URL",
            description = "jdbc:postgresql://host/name or jdbc:mariadb://host/name. In demo mode alone: memory, which a"
                    + " restart empties, or unset, which is an H2 file in the data directory.")
    @Nullable
    String url;

    @Option(
            names = "--database-user",
            paramLabel = "NAME",
            description = "Whom to log in as; needed unless the URL says so.")
    @Nullable
    String user;

    @Option(
            names = "--database-password",
            paramLabel = "SECRET",
            description = "The password; in the environment or the settings file alone.")
    @Nullable
    String password;

    @Option(
            names = "--database-pool",
            paramLabel = "N",
            defaultValue = "16",
            description = "The most connections this node opens to the database, 1 to 1000; 16 unless set.")
    int pool = 16;

    @Option(
            names = "--purge-seconds",
            paramLabel = "N",
            defaultValue = "600",
            description = "The time between two purges of what nobody needs any more, 1 to 86400; 600 unless set.")
    int purgeSeconds = 600;

    /** @throws io.otpengine.InvalidRequestException for what is out of bounds */
    void check() {
        Range.check("database-pool", pool, 1, 1000);
        Range.check("purge-seconds", purgeSeconds, 1, 86_400);
    }

    Duration purge() {
        return Duration.ofSeconds(purgeSeconds);
    }

    /** Whether nothing outlives the process, API keys included. */
    boolean isInMemory() {
        return MEMORY.equals(url);
    }

    /** For people: without the parameters of a URL, which may have a password. */
    String where(Path data) {
        return url == null
                ? data.resolve("otp.mv.db").toAbsolutePath().toString()
                : url.replaceAll("[?;].*", "").replaceAll("//[^/]*@", "//");
    }

    /**
     * @param data where the file is, unless there is a URL
     * @param ring what the file's password comes from
     */
    Database open(Path data, KeyRing ring) {
        if (isInMemory()) {
            return Database.at("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", null, null, pool);
        }
        return url == null ? DatabaseFile.open(data, ring, pool) : Database.at(url, user, password, pool);
    }
}
