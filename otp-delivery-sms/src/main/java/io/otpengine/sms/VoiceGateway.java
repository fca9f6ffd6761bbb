package io.otpengine.sms;

import io.otpengine.spi.DeliveryResult;

/** Has one provider call people. Safe for use by several threads. */
public interface VoiceGateway {
    /**
     * Who places the calls.
     *
     * @return a short name for results, events and logs, 1 to 64 printable ASCII characters without spaces
     */
    String name();

    /**
     * Places one call, on the caller's thread, within {@link VoiceCall#limit()}. The same rules hold as for
     * {@link SmsGateway#send}.
     *
     * @param call the call; nothing secret of it may be logged, thrown or answered
     * @return what became of it
     */
    DeliveryResult call(VoiceCall call);
}
