package io.otpengine.rest;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where OTPs and API keys are kept. */
final class DatabaseSettings {
    @Option(
            names = "--database-url",
            paramLabel = "JDBC-URL",
            description = "PostgreSQL, MariaDB or H2; unset is an H2 file in the data directory, in demo mode only.")
    @Nullable
    String url;

    @Option(names = "--database-user", paramLabel = "NAME", description = "Whom to log in as, unless the URL says so.")
    @Nullable
    String user;

    @Option(
            names = "--database-pool",
            paramLabel = "N",
            defaultValue = "16",
            description = "The most connections this node opens; 16 unless set.")
    int pool = 16;
}
