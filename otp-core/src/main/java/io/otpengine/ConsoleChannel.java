package io.otpengine;

import io.otpengine.internal.text.Fields;
import io.otpengine.spi.DeliveryChannel;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.OtpMessage;
import java.io.PrintStream;

/**
 * Shows messages on the console, as a phone would show them. For demonstrations only: it is the one channel that prints
 * codes, and a production log is no place for them.
 */
public final class ConsoleChannel implements DeliveryChannel {
    private static final int WIDTH = 40;

    private final Channel channel;
    private final PrintStream out;

    /**
     * On the standard output.
     *
     * @param channel the way it stands for
     */
    public ConsoleChannel(Channel channel) {
        this(channel, System.out);
    }

    /**
     * On any stream.
     *
     * @param channel the way it stands for
     * @param out where messages are shown
     */
    public ConsoleChannel(Channel channel, PrintStream out) {
        this.channel = Fields.present("channel", channel);
        this.out = Fields.present("out", out);
    }

    @Override
    public Channel channel() {
        return channel;
    }

    @Override
    public DeliveryResult send(OtpMessage message) {
        String from = message.sender() == null ? "" : " from " + message.sender();
        StringBuilder screen = new StringBuilder();
        rule(screen);
        line(screen, message.number());
        line(screen, channel + from);
        line(screen, "");
        message.text().lines().forEach(text -> wrapped(screen, text));
        rule(screen);
        // One call, so that messages to several phones do not mix.
        out.print(screen);
        out.flush();
        return new DeliveryResult.Accepted("console", null);
    }

    private static void wrapped(StringBuilder screen, String text) {
        String rest = text;
        while (rest.length() > WIDTH) {
            int space = rest.lastIndexOf(' ', WIDTH);
            int end = space > 0 ? space : WIDTH;
            line(screen, rest.substring(0, end));
            rest = rest.substring(end).stripLeading();
        }
        line(screen, rest);
    }

    private static void line(StringBuilder screen, String text) {
        screen.append("  | ")
                .append(text)
                .append(" ".repeat(WIDTH - Math.min(WIDTH, text.length())))
                .append(" |\n");
    }

    private static void rule(StringBuilder screen) {
        screen.append("  +").append("-".repeat(WIDTH + 2)).append("+\n");
    }
}
