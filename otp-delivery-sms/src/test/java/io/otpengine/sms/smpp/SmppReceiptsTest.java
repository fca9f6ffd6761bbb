package io.otpengine.sms.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.DeliveryReport;
import io.otpengine.DeliveryReport.State;
import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpEvent;
import io.otpengine.SendRequest;
import io.otpengine.memory.InMemoryOtpStore;
import io.otpengine.sms.SmsChannel;
import io.otpengine.spi.DeliveryResult.Accepted;
import io.otpengine.testkit.ManualTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.session.SMPPServerSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Receipts that come early, late, twice, out of order, from nowhere, or faster than they are taken. */
class SmppReceiptsTest {
    private static final int GENERIC_NACK = 0x80000000;
    private static final int DELIVER_SM_RESP = 0x80000005;

    private final FakeSmsc smsc = new FakeSmsc();
    private final ManualTime time = new ManualTime();
    private final BlockingQueue<DeliveryReport> reports = new LinkedBlockingQueue<>();
    private SmppGateway gateway;

    @AfterEach
    void stop() {
        gateway.close();
        smsc.close();
    }

    @Test
    void anEarlyFinalReceiptIsNotLostToALaterOne() throws Exception {
        start();
        smsc.does((message, session) -> {
            FakeSmsc.receipt(session, "id:7 stat:DELIVRD");
            FakeSmsc.receipt(session, "id:7 stat:ENROUTE");
            return "7";
        });
        send();
        assertThat(next().state()).isEqualTo(State.DELIVERED);
    }

    @Test
    void anEarlyReceiptIsKeptForAMinute() {
        start();
        FakeSmsc.receipt(session(), "id:7 stat:DELIVRD");
        assertThat(gateway.droppedReceipts()).isZero();
        time.advance(Duration.ofSeconds(60));
        assertThat(gateway.droppedReceipts()).isEqualTo(1);
        smsc.does((message, session) -> "7");
        send();
        gateway.close();
        assertThat(reports).isEmpty();
    }

    @Test
    void aReceiptAfterTheCodeExpiredIsDroppedAndCounted() {
        start();
        send();
        time.advance(Duration.ofMinutes(5));
        smsc.receipt("id:3e9 stat:DELIVRD");
        time.advance(Duration.ofMinutes(1));
        assertThat(gateway.droppedReceipts()).isEqualTo(1);
        gateway.close();
        assertThat(reports).isEmpty();
    }

    @Test
    void aReceiptAfterARestartIsDroppedAndCounted() {
        start();
        send();
        gateway.close();
        start();
        smsc.does((message, session) -> "another");
        send();
        smsc.receipt("id:3e9 stat:DELIVRD");
        time.advance(Duration.ofMinutes(1));
        assertThat(gateway.droppedReceipts()).isEqualTo(1);
        gateway.close();
        assertThat(reports).isEmpty();
    }

    @Test
    void nothingIsRememberedIfNobodyWantsReceipts() {
        gateway = Sample.gateway(smsc.port()).clock(time).build();
        send();
        smsc.receipt("id:3e9 stat:DELIVRD");
        time.advance(Duration.ofMinutes(1));
        assertThat(gateway.droppedReceipts()).isEqualTo(1);
    }

    @Test
    void aReceiptMayComeAsPayload() throws Exception {
        start();
        send();
        smsc.receipt(
                "", new OptionalParameter.Message_payload("id:3E9 stat:UNDELIV".getBytes(StandardCharsets.US_ASCII)));
        assertThat(next().state()).isEqualTo(State.UNDELIVERABLE);
    }

    @Test
    void anIdInAParameterNeedsNoZeroAtItsEnd() throws Exception {
        start();
        send();
        smsc.receipt("stat:DELIVRD", parameter("3e9"));
        assertThat(next().state()).isEqualTo(State.DELIVERED);
        smsc.receipt("stat:EXPIRED", parameter("3e9\0"));
        assertThat(next().state()).isEqualTo(State.UNDELIVERABLE);
    }

    @Test
    void aParameterThatIsNoIdLeavesItToTheWords() throws Exception {
        start();
        send();
        for (String none : List.of("", "\0", " \0", "a b\0", "x".repeat(65) + "\0")) {
            smsc.receipt("id:3e9 stat:DELIVRD", parameter(none));
            assertThat(next().state()).isEqualTo(State.DELIVERED);
        }
    }

    /** An SMSC that hears nothing holds the message back and sends it again, and its window fills. */
    @Test
    void aParameterThatIsShorterThanItsTypeIsAnsweredAndTheSessionGoesOn() throws Exception {
        BlockingQueue<Integer> answers = new LinkedBlockingQueue<>();
        try (ScriptedSmsc scripted = new ScriptedSmsc(peer -> {
            peer.bind();
            for (String state : List.of("\4'\0\0", "\4'\0\1\2")) {
                String body = "\0\1\1a\0\1\1b\0\4\0\0\0\0\0\0\0\0\6id:3e9" + state;
                peer.write(ScriptedSmsc.pdu(ScriptedSmsc.DELIVER, 0, 7, body.getBytes(StandardCharsets.ISO_8859_1)));
                answers.add(peer.read().command());
            }
            ScriptedSmsc.obey(peer);
        })) {
            gateway = Sample.gateway(scripted.port()).receipts(reports::add).build();
            assertThat(answers.poll(30, TimeUnit.SECONDS)).isEqualTo(GENERIC_NACK);
            assertThat(answers.poll(30, TimeUnit.SECONDS)).isEqualTo(DELIVER_SM_RESP);
        }
    }

    /** With these octets and no others; the library's own would add a zero. */
    private static OptionalParameter parameter(String value) {
        return new OptionalParameter.Receipted_message_id(value.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void whoTakesReceiptsSlowlyHoldsUpNoMessage() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        gateway = Sample.gateway(smsc.port())
                .receipts(report -> {
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    reports.add(report);
                })
                .build();
        send();
        for (int i = 0; i < 10; i++) {
            smsc.receipt("id:3e9 stat:DELIVRD");
        }
        send();
        release.countDown();
        for (int i = 0; i < 10; i++) {
            assertThat(next().state()).isEqualTo(State.DELIVERED);
        }
    }

    @Test
    void theEngineHearsOfEachArrivalOnceAndNothingGoesBack() throws Exception {
        AtomicReference<OtpEngine> engine = new AtomicReference<>();
        BlockingQueue<String> taken = new LinkedBlockingQueue<>();
        gateway = Sample.gateway(smsc.port())
                .receipts(report -> {
                    engine.get().report(report);
                    taken.add(String.valueOf(report.detail()));
                })
                .build();
        engine.set(OtpEngine.builder()
                .store(new InMemoryOtpStore())
                .channel(SmsChannel.of(gateway))
                .build());
        Otp otp = engine.get().send(SendRequest.to(Sample.NUMBER)).orElseThrow();
        for (String word : List.of("ENROUTE", "DELIVRD", "DELIVRD", "ACCEPTD")) {
            smsc.receipt("id:3e9 stat:" + word);
            assertThat(taken.poll(30, TimeUnit.SECONDS)).isEqualToIgnoringCase(word);
        }
        assertThat(engine.get().events(otp.id()))
                .extracting(OtpEvent::type)
                .endsWith(OtpEvent.Type.DELIVER_OTP_RES_OK, OtpEvent.Type.DELIVERED);
        assertThat(engine.get().find(otp.id())).contains(otp);
    }

    private void start() {
        gateway = Sample.gateway(smsc.port()).receipts(reports::add).clock(time).build();
    }

    private SMPPServerSession session() {
        AtomicReference<SMPPServerSession> session = new AtomicReference<>();
        smsc.does((message, source) -> {
            session.set(source);
            return "first";
        });
        send();
        return session.get();
    }

    private void send() {
        assertThat(SmsChannel.of(gateway).clock(time).send(Sample.living(time.instant())))
                .isInstanceOf(Accepted.class);
    }

    private DeliveryReport next() throws InterruptedException {
        DeliveryReport report = reports.poll(30, TimeUnit.SECONDS);
        assertThat(report).isNotNull();
        assertThat(report.reference()).isEqualTo(Sample.REFERENCE);
        return report;
    }
}
