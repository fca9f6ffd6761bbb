package io.otpengine.rest;

import io.otpengine.InvalidRequestException;
import io.otpengine.InvalidRequestException.Reason;
import io.otpengine.rest.page.PageSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Everything that can be set. An option {@code --some-name} is also the variable {@code OTP_SOME_NAME} of the environment
 * and the line {@code some-name=} of the file that {@code --settings} names; the flag wins over the variable, the
 * variable over the file.
 */
@Command(sortOptions = false)
public final class Settings {
    @SuppressWarnings("unused") // read by Configuration, before the others
    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "A file with lines 'name=value', the names as here without the dashes; none unless set.")
    private String file = "";

    @Option(
            names = "--mode",
            paramLabel = "demo|production",
            defaultValue = "demo",
            description = "demo makes its own keys and has a simulated phone; production refuses to start without keys,"
                    + " database and provider. demo unless set.")
    Mode mode = Mode.DEMO;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "otp-data",
            description = "Where demo mode keeps its database and keys; otp-data unless set.")
    Path data = Path.of("otp-data");

    @Mixin
    final NetworkSettings network = new NetworkSettings();

    @Mixin
    final DatabaseSettings database = new DatabaseSettings();

    @Mixin
    final KeySettings keys = new KeySettings();

    @Mixin
    final PolicySettings policy = new PolicySettings();

    @Mixin
    final ProviderSettings provider = new ProviderSettings();

    @Mixin
    final PageSettings page = new PageSettings();

    enum Mode {
        DEMO,
        PRODUCTION
    }

    /**
     * Reads settings as the program does, apart from the environment.
     *
     * @param args flags, {@code --port=0}
     * @return the settings
     */
    public static Settings of(String... args) {
        return of(Map.of(), args);
    }

    static Settings of(Map<String, String> environment, String... args) {
        Settings settings = new Settings();
        Configuration.of(environment, args).applyTo(new CommandLine(settings)).parseArgs(args);
        return settings;
    }

    boolean isDemo() {
        return mode == Mode.DEMO;
    }

    boolean hasPage() {
        return page.shown == null ? isDemo() : page.shown;
    }

    /**
     * Whether a browser may find the page under a name. On this machine alone, a name that is not ours is one that a site
     * gave our address, to reach us through its visitor's browser.
     */
    boolean isPageHost(String name) {
        return !isDemo()
                || !network.isOnThisMachineAlone()
                || NetworkSettings.isLoopback(name)
                || name.equalsIgnoreCase(page.host)
                || (network.publicUrl != null && name.equalsIgnoreCase(network.publicUrl.getHost()));
    }

    /** What is allowed, and dangerous where it was not meant. */
    List<String> warnings() {
        if (!isDemo() || network.isOnThisMachineAlone()) {
            return List.of();
        }
        String danger = provider.name == null
                ? "its phone shows codes to everybody who uses the page"
                : "everybody who uses the page has messages sent at your cost";
        return List.of(
                "DEMO MODE LISTENS ON " + network.host + ", not on this machine alone: whoever reaches it can use it, "
                        + danger + "; --mode=production is for others");
    }

    /** Names everything that is missing at once: an operator then needs one more start, not five. */
    void check() {
        network.check();
        database.check();
        if (isDemo()) {
            return;
        }
        List<String> missing = new ArrayList<>();
        if (!keys.areSet()) {
            missing.add("keys or keys-file");
        }
        if (database.url == null) {
            missing.add("database-url");
        }
        if (database.isInMemory()) {
            throw InvalidRequestException.malformed(
                    "database-url", "must be a JDBC URL in production: memory forgets all at a restart");
        }
        if (provider.name == null) {
            missing.add("provider");
        }
        if (!missing.isEmpty()) {
            throw new InvalidRequestException(
                    "mode", Reason.CONTRADICTION, "production needs " + String.join(", ", missing));
        }
    }
}
