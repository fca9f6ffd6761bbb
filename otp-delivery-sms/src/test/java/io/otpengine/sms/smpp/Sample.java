package io.otpengine.sms.smpp;

import io.otpengine.Channel;
import io.otpengine.sms.Secret;
import io.otpengine.spi.OtpMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Messages with a code and a number that are easy to look for, and a gateway to send them by. */
final class Sample {
    static final String NUMBER = "+491701234567";
    static final String CODE = "739146";
    static final String TEXT = CODE + " is your code.";
    static final String REFERENCE = "Qf8kq0r1S2t3U4v5W6x7Y8z9A0b1C2d3E4f5G6h";

    private Sample() {}

    static OtpMessage message() {
        return text(TEXT);
    }

    static OtpMessage text(String text) {
        return message(NUMBER, text, REFERENCE);
    }

    /** One of many, so that a second one of the same number is noticed. */
    static OtpMessage numbered(int i) {
        return message(String.format(Locale.ROOT, "+49170%07d", i), TEXT, String.format(Locale.ROOT, "%039d", i));
    }

    /** Good for five minutes from then. */
    static OtpMessage living(Instant now) {
        return message(NUMBER, TEXT, REFERENCE, now);
    }

    private static OtpMessage message(String number, String text, String reference) {
        return message(number, text, reference, Instant.now());
    }

    private static OtpMessage message(String number, String text, String reference, Instant now) {
        return new OtpMessage(number, text, CODE, "en", Channel.SMS, "Acme", null, reference, now.plusSeconds(300));
    }

    /** Comes back fast, so that no test waits long, and waits for that on a busy machine. */
    static SmppBuilder gateway(int port) {
        return SmppGateway.builder("acme-smsc")
                .at("127.0.0.1", port)
                .account("acme", Secret.of(FakeSmsc.PASSWORD))
                .connect(Duration.ofSeconds(30))
                .reconnect(Duration.ofMillis(1), Duration.ofMillis(20));
    }
}
