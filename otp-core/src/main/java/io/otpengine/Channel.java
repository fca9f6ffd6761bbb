package io.otpengine;

import java.util.regex.Pattern;

/**
 * A way to reach a phone. {@link #SMS} and {@link #VOICE} are known to the engine, which chooses between them when a
 * request names none; any other name is a channel of the application's own, used when a request asks for it.
 *
 * @param name {@code [a-z][a-z0-9]{0,15}}
 */
public record Channel(String name) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]{0,15}");

    /** A text message. */
    public static final Channel SMS = new Channel("sms");

    /** A call that speaks the code. */
    public static final Channel VOICE = new Channel("voice");

    /**
     * Checks the name.
     *
     * @param name as above
     * @throws InvalidRequestException if the name is not {@code [a-z][a-z0-9]{0,15}}
     */
    public Channel {
        if (name == null) {
            throw InvalidRequestException.required("channel");
        }
        if (!NAME.matcher(name).matches()) {
            throw InvalidRequestException.malformed(
                    "channel", "must be a lower-case letter and up to 15 lower-case letters or digits");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
