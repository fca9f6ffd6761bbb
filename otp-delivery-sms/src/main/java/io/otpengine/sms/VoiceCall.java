package io.otpengine.sms;

import io.otpengine.spi.OtpMessage;
import java.time.Duration;

/**
 * One call, checked and ready for a gateway.
 *
 * @param message what it is about; has the code in clear
 * @param caller the number it comes from
 * @param speech the words to say, the code in them digit by digit, all of it twice
 * @param language what they are spoken in, with its region: {@code de-DE}
 * @param limit how long the gateway may take to place the call, above zero
 */
public record VoiceCall(OtpMessage message, String caller, String speech, String language, Duration limit) {
    /** Shows what the message shows of itself. */
    @Override
    public String toString() {
        return "VoiceCall[" + message + "]";
    }
}
