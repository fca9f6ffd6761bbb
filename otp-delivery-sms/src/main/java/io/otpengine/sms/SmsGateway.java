package io.otpengine.sms;

import io.otpengine.spi.DeliveryResult;

/** Hands SMS to one provider. Safe for use by several threads. */
public interface SmsGateway {
    /**
     * Who it hands them to.
     *
     * @return a short name for results, events and logs, 1 to 64 printable ASCII characters without spaces
     */
    String name();

    /**
     * How the provider ties the parts of a long text together.
     *
     * @return the common way unless overridden
     */
    default Concatenation concatenation() {
        return Concatenation.EIGHT_BIT;
    }

    /**
     * Sends once, on the caller's thread, within {@link Sms#limit()}.
     *
     * <p>Only what certainly was not sent may be answered with {@link DeliveryResult.Rejected}; in doubt the answer is
     * {@link DeliveryResult.Unknown}. A gateway never sends twice.
     *
     * @param sms the message; nothing secret of it may be logged, thrown or answered
     * @return what became of it
     */
    DeliveryResult send(Sms sms);
}
