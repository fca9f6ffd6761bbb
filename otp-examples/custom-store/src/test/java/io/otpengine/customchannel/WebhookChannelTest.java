package io.otpengine.customchannel;

import io.otpengine.spi.DeliveryChannel;
import io.otpengine.testkit.DeliveryChannelContract;
import io.otpengine.testkit.SilentFarEnd;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** The contract, over a messenger on 127.0.0.1. */
class WebhookChannelTest extends DeliveryChannelContract {
    private final Messenger messenger = started();

    @Override
    protected DeliveryChannel newChannel() {
        return new WebhookChannel(messenger.webhook(), "token", Duration.ofSeconds(20));
    }

    @Override
    protected void theFarEndAccepts() {
        messenger.answers(202);
    }

    @Override
    protected void theFarEndRefuses() {
        messenger.answers(404);
    }

    @Override
    protected void theFarEndBreaks() {
        messenger.mood(exchange -> {}); // closes without an answer
    }

    @Override
    protected Optional<SilentFarEnd> newSilentFarEnd() {
        Duration patience = Duration.ofMillis(500);
        messenger.hangs();
        return Optional.of(new SilentFarEnd(
                new WebhookChannel(messenger.webhook(), "token", patience), patience, messenger.posted::size));
    }

    @Override
    protected Optional<List<String>> whatTheFarEndGot() {
        return Optional.of(messenger.posted);
    }

    @AfterEach
    void stop() {
        messenger.close();
    }

    private static Messenger started() {
        try {
            return new Messenger();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
