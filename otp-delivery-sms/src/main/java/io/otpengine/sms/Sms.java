package io.otpengine.sms;

import io.otpengine.spi.OtpMessage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One SMS, checked and ready for a gateway: the number is E.164, the text has no control characters but line feeds, the
 * sender is alphanumeric or numeric.
 *
 * @param message what is to be sent; has the code in clear
 * @param sender who it comes from, {@code null} to leave it to the provider's account
 * @param size what it costs
 * @param lifetime how long the code is still good, above zero; later the message is useless
 * @param limit how long the gateway may take, above zero and not beyond the lifetime
 */
public record Sms(OtpMessage message, @Nullable String sender, SmsSize size, Duration lifetime, Duration limit) {

    /** The number as many providers want it. */
    String digits() {
        return message.number().substring(1);
    }

    /** Shows what the message shows of itself. */
    @Override
    public String toString() {
        return "Sms[" + message + "]";
    }
}
