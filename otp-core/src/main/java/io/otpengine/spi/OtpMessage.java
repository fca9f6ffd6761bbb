package io.otpengine.spi;

import io.otpengine.Channel;
import io.otpengine.internal.text.Mask;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a channel delivers. The one type with a code in clear: pass it on, do not log it.
 *
 * @param number E.164 with {@code +}
 * @param text the words, the code among them; may have line feeds
 * @param code the code alone
 * @param language the language of the text, {@code de} or {@code pt-BR}
 * @param channel the channel
 * @param sender what the phone is to show as sender, at most 15 characters
 * @param caller the number that a call is to come from, at most 16 characters
 * @param reference 39 characters of {@code [A-Za-z0-9_-]}, to give to the provider and to hand back in a
 *     {@link io.otpengine.DeliveryReport}; unguessable
 * @param deadline when the code expires; to deliver it later is useless
 */
public record OtpMessage(
        String number,
        String text,
        String code,
        String language,
        Channel channel,
        @Nullable String sender,
        @Nullable String caller,
        String reference,
        Instant deadline) {

    /** Shows the channel and the number masked. */
    @Override
    public String toString() {
        return "OtpMessage[" + channel + " to " + Mask.number(number) + "]";
    }
}
