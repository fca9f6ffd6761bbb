package io.otpengine.sms.smpp;

import io.otpengine.sms.SmsChannel;
import io.otpengine.spi.DeliveryChannel;
import io.otpengine.testkit.DeliveryChannelContract;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;

class SmppContractTest extends DeliveryChannelContract {
    private final FakeSmsc smsc = new FakeSmsc();
    private SmppGateway gateway;

    @AfterEach
    void stop() {
        gateway.close();
        smsc.close();
    }

    @Override
    protected DeliveryChannel newChannel() {
        gateway = Sample.gateway(smsc.port()).build();
        return SmsChannel.of(gateway);
    }

    /** The id repeats the number, which an SMSC may do. */
    @Override
    protected void theFarEndAccepts() {
        smsc.does((message, session) -> message.getDestAddress() + "-1");
    }

    /** A refusal has no place for words. */
    @Override
    protected void theFarEndRefuses() {
        smsc.refuses(0x0b);
    }

    @Override
    protected void theFarEndBreaks() {
        smsc.does((message, session) -> {
            session.close();
            return new String(message.getShortMessage(), StandardCharsets.ISO_8859_1);
        });
    }
}
