package io.otpengine.rest;

import io.otpengine.InvalidRequestException;
import io.otpengine.rest.accounts.ApiKey;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes, shows and revokes API keys, beside servers that run. */
@Command(name = "keys", description = "Makes, shows and revokes API keys; servers follow within two seconds.")
final class KeysCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
    }

    @Command(name = "create", sortOptions = false, description = "Makes a key and prints it, once and for all.")
    int create(
            @Option(
                            names = "--account",
                            required = true,
                            paramLabel = "NAME",
                            description = "The account it opens: letters, digits, '.', '_', '-'.")
                    String account,
            @Option(names = "--name", paramLabel = "TEXT", defaultValue = "", description = "What it is for.")
                    String name,
            @Mixin Settings settings) {
        try (Storage storage = open(settings)) {
            out().println(storage.apiKeys().create(account, name));
            return ExitCode.OK;
        }
    }

    @Command(name = "list", sortOptions = false, description = "Shows all keys, without the keys themselves.")
    int list(@Mixin Settings settings) {
        try (Storage storage = open(settings)) {
            for (ApiKey key : storage.apiKeys().list()) {
                out().println(String.join(
                        "\t",
                        key.id(),
                        key.account(),
                        key.created().toString(),
                        key.revoked()
                                .map(Instant::toString)
                                .map("revoked "::concat)
                                .orElse("live"),
                        key.name()));
            }
            return ExitCode.OK;
        }
    }

    @Command(name = "revoke", sortOptions = false, description = "Revokes a key for good.")
    int revoke(
            @Parameters(paramLabel = "ID", description = "The key's id, as 'keys list' shows it.") String id,
            @Mixin Settings settings) {
        try (Storage storage = open(settings)) {
            if (storage.apiKeys().revoke(id)) {
                return ExitCode.OK;
            }
            err().println("no live key has that id");
            return ExitCode.SOFTWARE;
        }
    }

    /** Without the service's settings the demo's database would be opened, and a key made there opens nothing here. */
    private Storage open(Settings settings) {
        if (settings.database.isInMemory()) {
            throw InvalidRequestException.malformed(
                    "database-url", "must not be memory here: the keys are in the server's process alone");
        }
        Storage storage = Storage.open(settings);
        err().println("mode " + settings.mode.name().toLowerCase(Locale.ROOT) + ", database "
                + settings.database.where(settings.data));
        return storage;
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
