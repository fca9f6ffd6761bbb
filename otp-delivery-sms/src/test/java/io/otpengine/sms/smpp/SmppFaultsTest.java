package io.otpengine.sms.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.sms.SmsChannel;
import io.otpengine.sms.smpp.ScriptedSmsc.Pdu;
import io.otpengine.sms.smpp.ScriptedSmsc.Peer;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Accepted;
import io.otpengine.spi.DeliveryResult.Rejected;
import io.otpengine.spi.DeliveryResult.Unknown;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that cut, stall or garble at every octet of what they say: an OTP is never sent a second time. */
class SmppFaultsTest {
    /** Messages of the long run; {@code -Dsmpp.sends=10000} is what was measured. */
    private static final int SENDS = Integer.getInteger("smpp.sends", 200);

    private static final int ANSWER = ScriptedSmsc.answer(new Pdu(ScriptedSmsc.SUBMIT, 1, "")).length;

    /** What the SMSC answers to a message; to throw closes the connection. */
    interface Answer {
        void to(Peer peer, Pdu message) throws IOException;
    }

    private volatile Answer answer = Peer::obey;
    private final ScriptedSmsc smsc = new ScriptedSmsc(this::run);
    private SmppGateway gateway =
            Sample.gateway(smsc.port()).attempt(Duration.ofSeconds(60)).build();
    private int sent;

    @AfterEach
    void stop() {
        gateway.close();
        smsc.close();
    }

    private void run(Peer peer) throws IOException {
        while (true) {
            Pdu pdu = peer.read();
            if (pdu.command() == ScriptedSmsc.SUBMIT) {
                answer.to(peer, pdu);
            } else {
                peer.obey(pdu);
            }
        }
    }

    @Test
    void anAnswerCutAtAnyOctetIsUnknown() {
        for (int cut = 0; cut < ANSWER; cut++) {
            int octets = cut;
            answer = (peer, message) -> {
                peer.write(Arrays.copyOf(ScriptedSmsc.answer(message), octets));
                throw new EOFException("cut");
            };
            assertThat(arrive()).as("octet %s", cut).isInstanceOf(Unknown.class);
        }
        answer = Peer::obey;
        assertThat(arrive()).isInstanceOf(Accepted.class);
        assertNoneTwice();
    }

    @Test
    void anAnswerThatStallsAtAnyOctetIsUnknown() {
        isImpatient();
        for (int cut = 0; cut < ANSWER; cut += 3) {
            int octets = cut;
            answer = (peer, message) -> {
                peer.write(Arrays.copyOf(ScriptedSmsc.answer(message), octets));
                peer.listen();
            };
            assertThat(arrive()).as("octet %s", cut).isInstanceOf(Unknown.class);
            smsc.hangUp();
        }
        assertNoneTwice();
    }

    @Test
    void anAnswerTurnedAtAnyOctetIsNoRefusalUnlessItsStatusSaysSo() {
        isImpatient();
        for (int at = 0; at < ANSWER; at++) {
            int octet = at;
            answer = (peer, message) -> {
                byte[] octets = ScriptedSmsc.answer(message);
                octets[octet] ^= (byte) 0xff;
                peer.write(octets);
            };
            DeliveryResult result = arrive();
            if (at < 8 || at >= 12) {
                assertThat(result).as("octet %s", at).isInstanceOfAny(Unknown.class, Accepted.class);
            }
            smsc.hangUp();
        }
        assertNoneTwice();
    }

    @Test
    void aBindCutAtAnyOctetSendsNothingAndIsMadeAgain() {
        int length = ScriptedSmsc.response(new Pdu(ScriptedSmsc.BIND, 1, ""), 0, "smsc").length;
        AtomicInteger cut = new AtomicInteger();
        try (ScriptedSmsc cutting = new ScriptedSmsc(peer -> {
                    Pdu bind = peer.read();
                    int octets = cut.getAndIncrement();
                    if (octets < length) {
                        peer.write(Arrays.copyOf(ScriptedSmsc.answer(bind), octets));
                        return;
                    }
                    peer.obey(bind);
                    ScriptedSmsc.obey(peer);
                });
                SmppGateway own = Sample.gateway(cutting.port())
                        .connect(Duration.ofSeconds(60))
                        .build()) {
            assertThat(SmsChannel.of(own).total(Duration.ofSeconds(60)).send(Sample.message()))
                    .isInstanceOf(Accepted.class);
            assertThat(cutting.connections()).isEqualTo(length + 1);
            assertThat(cutting.destinations()).hasSize(1);
        }
    }

    /** Two gigabytes, for one, which the library alone would reserve. */
    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 0, 15, 65_537})
    void aLengthThatNoPduHasEndsTheSessionAndNotTheProcess(int length) {
        answer = (peer, message) -> {
            byte[] octets = ScriptedSmsc.answer(message);
            ByteBuffer.wrap(octets).putInt(length);
            peer.write(octets);
            peer.listen();
        };
        assertThat(arrive()).isEqualTo(new Unknown("acme-smsc: the session ended without an answer"));
        answer = Peer::obey;
        assertThat(arrive()).isInstanceOf(Accepted.class);
        assertNoneTwice();
    }

    /** Every way to fail in turn, at an octet that moves on. */
    @Test
    void noMessageGoesOutTwiceInALongRunOfFaults() {
        isImpatient();
        AtomicInteger turn = new AtomicInteger();
        answer = (peer, message) -> {
            int n = turn.getAndIncrement();
            byte[] octets = ScriptedSmsc.answer(message);
            switch (n % 4) {
                case 0 -> {
                    peer.write(Arrays.copyOf(octets, n / 4 % octets.length));
                    throw new EOFException("cut");
                }
                case 1 -> peer.write(ScriptedSmsc.response(message, 0x08, ""));
                case 2 -> peer.write(octets);
                default -> {
                    octets[n / 4 % octets.length] ^= (byte) 0xff;
                    peer.write(octets);
                    throw new EOFException("garbled and cut");
                }
            }
        };
        while (smsc.destinations().size() < SENDS) {
            send();
        }
        assertNoneTwice();
    }

    /** Where an answer does not come, or none that the library can read. */
    private void isImpatient() {
        gateway.close();
        gateway = Sample.gateway(smsc.port()).attempt(Duration.ofMillis(300)).build();
    }

    /** Sends until a message arrives; what comes before met a session that was just ending. */
    private DeliveryResult arrive() {
        int before = smsc.destinations().size();
        DeliveryResult result = send();
        while (smsc.destinations().size() == before) {
            assertThat(result).isNotInstanceOf(Accepted.class);
            result = send();
        }
        return result;
    }

    /** What was not refused by the SMSC itself, but for certain, never reached it. */
    private DeliveryResult send() {
        int before = smsc.destinations().size();
        DeliveryResult result =
                SmsChannel.of(gateway).total(Duration.ofSeconds(60)).send(Sample.numbered(sent++));
        if (result instanceof Rejected rejected && !rejected.detail().contains("refused (status")) {
            assertThat(smsc.destinations()).as("%s", rejected).hasSize(before);
        }
        return result;
    }

    private void assertNoneTwice() {
        List<String> all = smsc.destinations();
        assertThat(new HashSet<>(all)).hasSameSizeAs(all);
        assertThat(all).hasSizeLessThanOrEqualTo(sent);
    }
}
