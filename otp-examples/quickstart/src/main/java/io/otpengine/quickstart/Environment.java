package io.otpengine.quickstart;

import io.otpengine.InvalidRequestException;
import io.otpengine.sms.Secret;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the environment says. Keys come from there, because other users of the machine can read a command line. */
record Environment(Map<String, String> variables) {

    Optional<String> optional(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    String required(String name) {
        return optional(name)
                .orElseThrow(() -> InvalidRequestException.malformed(name, "is missing from the environment"));
    }

    Secret secret(String name) {
        return read(name, Secret::of);
    }

    /** A variable that must be of a form; the error names it, and never its value. */
    <T> T read(String name, Function<String, T> reading) {
        String value = required(name);
        try {
            return reading.apply(value);
        } catch (InvalidRequestException e) {
            throw InvalidRequestException.malformed(name, "is wrong: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw InvalidRequestException.malformed(name, "is wrong");
        }
    }

    /**
     * Something made of several variables, where what is wrong with one may show only then.
     *
     * @param variables the variable behind each field that may be blamed
     */
    <T> T build(Supplier<T> building, Map<String, String> variables) {
        try {
            return building.get();
        } catch (InvalidRequestException e) {
            String name = variables.get(e.field());
            throw name == null ? e : InvalidRequestException.malformed(name, "is wrong: " + e.getMessage());
        }
    }

    /** Another server than the usual one, if there is such a variable. */
    <B> B withServer(String name, B builder, Function<URI, B> setting) {
        return optional(name).isEmpty() ? builder : read(name, address -> setting.apply(URI.create(address)));
    }

    @Override
    public String toString() {
        return "Environment[***]";
    }
}
