package io.otpengine.rest;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Values for options that no flag sets: from the environment, else as the option says itself. */
final class Configuration implements IDefaultValueProvider {
    private final Map<String, String> environment;

    private Configuration(Map<String, String> environment) {
        this.environment = environment;
    }

    static Configuration of(Map<String, String> environment, String... args) {
        return new Configuration(environment);
    }

    @Override
    public @Nullable String defaultValue(ArgSpec arg) {
        if (!(arg instanceof OptionSpec option)) {
            return null;
        }
        String name = option.longestName().substring(2);
        return environment.get("OTP_" + name.replace('-', '_').toUpperCase(Locale.ROOT));
    }
}
