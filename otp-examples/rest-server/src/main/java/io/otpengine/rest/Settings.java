package io.otpengine.rest;

import io.otpengine.rest.page.PageSettings;
import java.nio.file.Path;
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
    @Option(
            names = "--mode",
            paramLabel = "demo|production",
            defaultValue = "demo",
            description =
                    "demo makes its own keys and has a simulated phone; production refuses to start without keys, database and provider.")
    Mode mode = Mode.DEMO;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "otp-data",
            description = "Where the demo keeps its database and keys; otp-data unless set.")
    Path data = Path.of("otp-data");

    @Mixin
    final NetworkSettings network = new NetworkSettings();

    @Mixin
    final DatabaseSettings database = new DatabaseSettings();

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
        Settings settings = new Settings();
        new CommandLine(settings)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setDefaultValueProvider(Configuration.of(Map.of(), args))
                .parseArgs(args);
        return settings;
    }
}
