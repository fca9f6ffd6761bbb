package io.otpengine.customchannel;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.Channel;
import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.SendRequest;
import io.otpengine.memory.InMemoryOtpStore;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Rejected.Reason;
import io.otpengine.spi.OtpMessage;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each answer and each silence of the messenger means. */
class WebhookFaultsTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private Messenger messenger;

    @BeforeEach
    void start() throws IOException {
        messenger = new Messenger();
    }

    @AfterEach
    void stop() {
        messenger.close();
    }

    @Test
    void theCodeArrivesAndProvesTheNumber() {
        OtpEngine engine = OtpEngine.builder()
                .store(new InMemoryOtpStore())
                .channel(new WebhookChannel(messenger.webhook(), "s3cret", LONG))
                .build();

        Otp otp = engine.send(SendRequest.to("+491701234567").via(WebhookChannel.MESSENGER))
                .orElseThrow();

        String posted = messenger.posted.get(0);
        assertThat(posted).startsWith("Bearer s3cret").contains("\"to\":\"+491701234567\"");
        Matcher code = Pattern.compile("\"text\":\"(\\d{6}) is your code").matcher(posted);
        assertThat(code.find()).isTrue();
        assertThat(engine.verify(otp.id(), code.group(1)).isVerified()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "400, MESSAGE",
        "422, MESSAGE",
        "404, RECIPIENT",
        "401, CONFIGURATION",
        "403, CONFIGURATION",
        "429, UNAVAILABLE",
        "503, UNAVAILABLE"
    })
    void aRefusalIsRejectedWithItsReason(int status, Reason reason) {
        messenger.answers(status);

        assertThat(sent(messenger.webhook(), LONG)).isEqualTo(new DeliveryResult.Rejected(reason, "HTTP " + status));
    }

    @ParameterizedTest
    @CsvSource({"500", "502", "504", "302"})
    void whatMayHaveBeenSentIsUnknown(int status) {
        messenger.answers(status);

        assertThat(sent(messenger.webhook(), LONG)).isEqualTo(new DeliveryResult.Unknown("HTTP " + status));
    }

    @Test
    void theMessengersIdIsKept() {
        messenger.answers(202);

        assertThat(sent(messenger.webhook(), LONG)).isEqualTo(new DeliveryResult.Accepted("messenger", "m-1"));
    }

    @Test
    void silenceEndsWithThePatienceAndIsUnknown() {
        messenger.hangs();

        assertThat(sent(messenger.webhook(), Duration.ofMillis(200))).isInstanceOf(DeliveryResult.Unknown.class);
    }

    @Test
    void aBodyThatNeverEndsIsUnknownToo() {
        messenger.neverFinishes();

        assertThat(sent(messenger.webhook(), Duration.ofMillis(500))).isInstanceOf(DeliveryResult.Unknown.class);
    }

    @Test
    void withoutAConnectionNothingWasSent() {
        URI webhook = messenger.webhook();
        messenger.close();

        assertThat(sent(webhook, LONG)).isEqualTo(new DeliveryResult.Rejected(Reason.UNAVAILABLE, "ConnectException"));
    }

    private static DeliveryResult sent(URI webhook, Duration patience) {
        return new WebhookChannel(webhook, "token", patience)
                .send(new OtpMessage(
                        "+491701234567",
                        "123456 is your code.",
                        "123456",
                        "en",
                        new Channel("messenger"),
                        null,
                        null,
                        "r".repeat(39),
                        Instant.parse("2030-01-01T00:05:00Z")));
    }
}
