package io.otpengine.sms;

import io.otpengine.Channel;
import io.otpengine.spi.OtpMessage;
import java.time.Duration;
import java.time.Instant;

/** Messages to send, with a code and a number that are easy to look for. */
final class Messages {
    static final String NUMBER = "+491701234567";
    static final String CODE = "739146";
    static final String REFERENCE = "Qf8kq0r1S2t3U4v5W6x7Y8z9A0b1C2d3E4f5G6h";

    private Messages() {}

    static OtpMessage to(String number) {
        return message(number, CODE + " is your code.", "Acme", Duration.ofMinutes(5));
    }

    static OtpMessage sms() {
        return to(NUMBER);
    }

    static OtpMessage text(String text) {
        return message(NUMBER, text, "Acme", Duration.ofMinutes(5));
    }

    static OtpMessage from(String sender) {
        return message(NUMBER, CODE + " is your code.", sender, Duration.ofMinutes(5));
    }

    static OtpMessage living(Duration lifetime) {
        return message(NUMBER, CODE + " is your code.", "Acme", lifetime);
    }

    static OtpMessage call(String text, String language) {
        return new OtpMessage(
                NUMBER,
                text,
                CODE,
                language,
                Channel.VOICE,
                null,
                "+4930123456",
                REFERENCE,
                Instant.now().plusSeconds(300));
    }

    private static OtpMessage message(String number, String text, String sender, Duration lifetime) {
        return new OtpMessage(
                number,
                text,
                CODE,
                "en",
                Channel.SMS,
                sender,
                null,
                REFERENCE,
                Instant.now().plus(lifetime));
    }
}
