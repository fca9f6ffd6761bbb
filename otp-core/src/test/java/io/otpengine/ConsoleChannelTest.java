package io.otpengine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.OtpMessage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConsoleChannelTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ConsoleChannel channel = new ConsoleChannel(Channel.SMS, new PrintStream(bytes, true, UTF_8));

    @Test
    void aMessageIsShownAsAPhoneWouldShowIt() {
        assertThat(channel.send(message("123456 is your code.\nNever tell it.", "Acme")))
                .isEqualTo(new DeliveryResult.Accepted("console", null));

        assertThat(shown().lines())
                .containsExactly(
                        "  +------------------------------------------+",
                        "  | +491701234567                            |",
                        "  | sms from Acme                            |",
                        "  |                                          |",
                        "  | 123456 is your code.                     |",
                        "  | Never tell it.                           |",
                        "  +------------------------------------------+");
    }

    @Test
    void aMessageWithoutASenderSaysOnlyTheWay() {
        channel.send(message("123456", null));

        assertThat(shown()).contains("  | sms                                      |\n");
    }

    @Test
    void aLongLineBreaksBetweenWordsAndAWordThatIsTooLongWhereItMust() {
        channel.send(message("one two ".repeat(6) + "x".repeat(41), "Acme"));

        assertThat(shown().lines().skip(4))
                .containsExactly(
                        "  | one two one two one two one two one two  |",
                        "  | one two                                  |",
                        "  | " + "x".repeat(40) + " |",
                        "  | x                                        |",
                        "  +------------------------------------------+");
    }

    private String shown() {
        return bytes.toString(UTF_8);
    }

    private static OtpMessage message(String text, @Nullable String sender) {
        return new OtpMessage(
                "+491701234567", text, "123456", "en", Channel.SMS, sender, null, "r".repeat(39), Instant.EPOCH);
    }
}
