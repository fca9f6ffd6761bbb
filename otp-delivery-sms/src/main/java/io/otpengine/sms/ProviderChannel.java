package io.otpengine.sms;

import io.otpengine.spi.DeliveryChannel;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.OtpMessage;
import java.time.Duration;

/** A channel over one provider, whose patience another channel can cut short. */
public interface ProviderChannel extends DeliveryChannel {
    /**
     * The provider's name.
     *
     * @return 1 to 64 printable ASCII characters without spaces
     */
    String provider();

    /**
     * Delivers a message within a limit.
     *
     * @param message the message
     * @param limit how long it may take at most; the channel's own limit holds too
     * @return what became of it; never null, and nothing is thrown for a message that cannot be sent
     */
    DeliveryResult send(OtpMessage message, Duration limit);
}
