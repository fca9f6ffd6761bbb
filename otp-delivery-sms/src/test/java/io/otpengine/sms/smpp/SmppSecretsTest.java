package io.otpengine.sms.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.otpengine.InvalidRequestException;
import io.otpengine.sms.Secret;
import io.otpengine.sms.SmsChannel;
import io.otpengine.sms.smpp.ScriptedSmsc.Pdu;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.OtpMessage;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The code, the text, the number and the password are looked for wherever something is printed, whatever the SMSC does. */
class SmppSecretsTest {
    private static final String ALL = Sample.TEXT + Sample.NUMBER.substring(1) + FakeSmsc.PASSWORD;

    private final Log log = Log.listen();
    private final ScriptedSmsc smsc = new ScriptedSmsc(ScriptedSmsc::obey);
    private final BlockingQueue<Object> reports = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        smsc.close();
        log.close();
    }

    @Test
    void noFailureOfASubmissionBringsOneOut() {
        Map<String, ScriptedSmsc.Script> failures = Map.of(
                "an id that is all of it",
                answering(pdu -> ScriptedSmsc.response(pdu, 0, ALL)),
                "an id that is far too long",
                answering(pdu -> ScriptedSmsc.response(pdu, 0, ALL.repeat(50))),
                "an id without an end",
                answering(pdu -> ScriptedSmsc.pdu(0x80000004, 0, pdu.sequence(), bytes(ALL))),
                "a refusal with words",
                answering(pdu -> ScriptedSmsc.response(pdu, 0x45, ALL)),
                "a parameter that is cut",
                answering(pdu -> ScriptedSmsc.pdu(0x80000004, 0, pdu.sequence(), bytes("a\0\4$\0\u00ff" + ALL))),
                "a generic_nack",
                answering(pdu -> ScriptedSmsc.pdu(0x80000000, 3, pdu.sequence(), new byte[0])),
                "an unknown command",
                answering(pdu -> ScriptedSmsc.pdu(0x1234, 0, pdu.sequence(), bytes(ALL))),
                "no answer",
                answering(pdu -> new byte[0]),
                "a length that none has",
                answering(
                        pdu -> ByteBuffer.allocate(4).putInt(Integer.MAX_VALUE).array()),
                "a cut",
                peer -> {
                    peer.bind();
                    peer.read();
                    throw new EOFException();
                });
        failures.forEach((name, script) -> {
            smsc.does(script);
            try (SmppGateway gateway =
                    Sample.gateway(smsc.port()).attempt(Duration.ofMillis(200)).build()) {
                DeliveryResult result = SmsChannel.of(gateway).send(Sample.message());
                assertThat(result.toString()).as(name).contains("acme-smsc");
                Log.assertSilent(result.toString());
                Log.assertSilent(gateway.toString());
            }
        });
        log.assertSilent();
    }

    @Test
    void noReceiptBringsOneOut() throws Exception {
        byte[] words = bytes("id:3e9 stat:DELIVRD text:" + ALL);
        byte[] tooLong = new byte[255];
        System.arraycopy(words, 0, tooLong, 0, words.length);
        String number = "\0\1\1" + Sample.NUMBER.substring(1) + "\0\1\1" + Sample.NUMBER.substring(1) + "\0";
        smsc.does(peer -> {
            peer.bind();
            peer.obey(peer.read());
            for (byte[] body : new byte[][] {
                deliver(number, tooLong),
                deliver(number + ALL, words),
                deliver("\0\1\1" + ALL + "\0\1\1a\0", words),
                bytes(ALL),
                deliver(number, words, bytes("\0\u001e\0\u00ff" + ALL)),
                deliver(number, words)
            }) {
                peer.write(ScriptedSmsc.pdu(ScriptedSmsc.DELIVER, 0, 7, body));
            }
            ScriptedSmsc.obey(peer);
        });
        try (SmppGateway gateway = Sample.gateway(smsc.port())
                .receipts(report -> {
                    reports.add(report);
                    throw new IllegalStateException(ALL);
                })
                .build()) {
            SmsChannel.of(gateway).send(Sample.message());
            // Only the last of them can be read, and the session has survived the others.
            Object report = reports.poll(30, TimeUnit.SECONDS);
            assertThat(report).isNotNull();
            Log.assertSilent(report.toString());
            log.await("acme-smsc could not pass on a receipt: java.lang.IllegalStateException");
            assertThat(smsc.connections()).isEqualTo(1);
        }
        log.assertSilent();
    }

    @Test
    void noFailureOfABindBringsOneOut() {
        for (ScriptedSmsc.Script script : new ScriptedSmsc.Script[] {
            peer -> peer.write(ScriptedSmsc.response(peer.read(), 0x0e, ALL)),
            peer -> peer.write(ScriptedSmsc.response(peer.read(), 0, ALL)),
            peer -> peer.write(ScriptedSmsc.pdu(0x80000000, 3, 1, bytes(ALL))),
            ScriptedSmsc.Peer::read
        }) {
            smsc.does(script);
            try (SmppGateway gateway = Sample.gateway(smsc.port())
                    .connect(Duration.ofMillis(200))
                    .attempt(Duration.ofMillis(200))
                    .build()) {
                Log.assertSilent(SmsChannel.of(gateway).send(Sample.message()).toString());
            }
        }
        log.assertSilent();
    }

    /** The library would put it into an exception, and log that. */
    @Test
    void aPasswordThatGrewTooLongIsNotTold() {
        String longer = FakeSmsc.PASSWORD + "-too-long";
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> builder(() -> longer).build())
                .satisfies(e -> assertThat(e.field()).isEqualTo("password"))
                .satisfies(e -> Log.assertSilent(e.getMessage()));
        String[] next = {FakeSmsc.PASSWORD, longer};
        int[] reads = {0};
        try (SmppGateway gateway = builder(() -> next[Math.min(1, reads[0]++)]).build()) {
            log.await("acme-smsc could not bind at 127.0.0.1:" + smsc.port() + ": InvalidRequestException");
            assertThat(smsc.connections()).isZero();
            assertThat(gateway.droppedReceipts()).isZero();
        }
        log.assertSilent();
    }

    @Test
    void aTextThatNoPduCarriesIsNotTold() {
        try (SmppGateway gateway = Sample.gateway(smsc.port()).build()) {
            OtpMessage message = Sample.text(Sample.TEXT.repeat(40));
            DeliveryResult result = SmsChannel.of(gateway).maxParts(10).send(message);
            assertThat(result.toString()).contains("parts, and at most 2 allowed");
            Log.assertSilent(result.toString());
        }
        assertThat(smsc.destinations()).isEmpty();
        log.assertSilent();
    }

    private SmppBuilder builder(Supplier<String> password) {
        return Sample.gateway(smsc.port()).account("acme", Secret.from(password));
    }

    private interface Answering {
        byte[] to(Pdu pdu);
    }

    private static ScriptedSmsc.Script answering(Answering answer) {
        return peer -> {
            while (true) {
                Pdu pdu = peer.read();
                if (pdu.command() == ScriptedSmsc.SUBMIT) {
                    peer.write(answer.to(pdu));
                } else {
                    peer.obey(pdu);
                }
            }
        };
    }

    /** A deliver_sm of a receipt. */
    private static byte[] deliver(String addresses, byte[] words, byte... parameters) {
        byte[] front = bytes(addresses);
        return ByteBuffer.allocate(front.length + 10 + words.length + parameters.length)
                .put(front)
                .put(new byte[] {4, 0, 0, 0, 0, 0, 0, 0, 0, (byte) words.length})
                .put(words)
                .put(parameters)
                .array();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
