package io.otpengine.rest;

import io.otpengine.InvalidRequestException;
import io.otpengine.InvalidRequestException.Reason;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Values for options that no flag sets: from the environment, then from the settings file, else as the option says. */
final class Configuration implements IDefaultValueProvider {
    private static final String FILE = "settings";

    private final Map<String, String> environment;
    private final Properties file;

    private Configuration(Map<String, String> environment, Properties file) {
        this.environment = environment;
        this.file = file;
    }

    static Configuration of(Map<String, String> environment, String... args) {
        String name = environment.get(variable(FILE));
        for (int i = 0; i < args.length; i++) {
            if (args[i].startsWith("--" + FILE + "=")) {
                name = args[i].substring(FILE.length() + 3);
            } else if (args[i].equals("--" + FILE) && i + 1 < args.length) {
                name = args[i + 1];
            }
        }
        Properties file = new Properties();
        if (name != null && !name.isEmpty()) {
            try (Reader reader = Files.newBufferedReader(Path.of(name))) {
                file.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw InvalidRequestException.malformed(FILE, "must be a file of lines name=value that can be read");
            }
        }
        return new Configuration(environment, file);
    }

    /** A misspelt line would otherwise be a setting that silently is not set. */
    CommandLine applyTo(CommandLine command) {
        for (String name : file.stringPropertyNames()) {
            if (command.getCommandSpec().findOption("--" + name) == null) {
                throw new InvalidRequestException(FILE, Reason.MALFORMED, "must have no line " + name + "=");
            }
        }
        return command.setCaseInsensitiveEnumValuesAllowed(true).setDefaultValueProvider(this);
    }

    @Override
    public @Nullable String defaultValue(ArgSpec arg) {
        if (!(arg instanceof OptionSpec option)) {
            return null;
        }
        String name = option.longestName().substring(2);
        String value = environment.get(variable(name));
        return value == null ? file.getProperty(name) : value;
    }

    private static String variable(String name) {
        return "OTP_" + name.replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
