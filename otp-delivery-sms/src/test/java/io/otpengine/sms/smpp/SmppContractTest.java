package io.otpengine.sms.smpp;

import io.otpengine.sms.SmsChannel;
import io.otpengine.spi.DeliveryChannel;
import io.otpengine.testkit.DeliveryChannelContract;
import io.otpengine.testkit.SilentFarEnd;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;

class SmppContractTest extends DeliveryChannelContract {
    /** Long, so that on a busy machine no message is refused for want of a bind. */
    private static final Duration CONNECT = Duration.ofSeconds(30);

    private final FakeSmsc smsc = new FakeSmsc();
    private final CountDownLatch end = new CountDownLatch(1);
    private SmppGateway gateway;

    @AfterEach
    void stop() {
        end.countDown();
        gateway.close();
        smsc.close();
    }

    @Override
    protected DeliveryChannel newChannel() {
        gateway = Sample.gateway(smsc.port()).connect(CONNECT).build();
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
            return "never heard";
        });
    }

    @Override
    protected Optional<SilentFarEnd> newSilentFarEnd() {
        smsc.does((message, session) -> {
            waitForTheEnd();
            return "too late";
        });
        Duration attempt = Duration.ofMillis(500);
        gateway.close();
        gateway = Sample.gateway(smsc.port()).connect(CONNECT).attempt(attempt).build();
        return Optional.of(new SilentFarEnd(
                SmsChannel.of(gateway),
                CONNECT.plus(attempt),
                () -> smsc.messages().size()));
    }

    /** The quotation marks of the contract's text are in no alphabet but UCS-2. */
    @Override
    protected Optional<List<String>> whatTheFarEndGot() {
        return Optional.of(smsc.messages().stream()
                .map(message -> message.getDestAddress() + " "
                        + new String(message.getShortMessage(), StandardCharsets.UTF_16BE))
                .toList());
    }

    private void waitForTheEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
