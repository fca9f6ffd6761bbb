package io.otpengine.quickstart;

import io.otpengine.Channel;
import io.otpengine.ConsoleChannel;
import io.otpengine.spi.DeliveryChannel;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.OtpMessage;
import java.io.PrintStream;

/** A phone on the console, which a script can read too. */
final class Phone {
    private final PrintStream screen;
    private String code = "";

    Phone(PrintStream screen) {
        this.screen = screen;
    }

    DeliveryChannel by(Channel channel) {
        ConsoleChannel console = new ConsoleChannel(channel, screen);
        return new DeliveryChannel() {
            @Override
            public Channel channel() {
                return channel;
            }

            @Override
            public DeliveryResult send(OtpMessage message) {
                code = message.code();
                return console.send(message);
            }
        };
    }

    String code() {
        return code;
    }
}
