package io.otpengine.sms.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import io.otpengine.sms.Concatenation;
import io.otpengine.sms.SmsSize;
import io.otpengine.testkit.Hostile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jsmpp.PDUException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Command;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.util.DefaultDecomposer;

/** Whatever an SMSC sends is a PDU of a bounded length or ends the session; a receipt in it is sane or none. */
class SmppHostileProperties {
    private static final int HEADER = 16;
    private static final int LONGEST = 64 * 1024;
    private static final byte RECEIPT = 0x04;
    private static final int RECEIPTED_MESSAGE_ID = 0x001e;
    private static final int MESSAGE_STATE = 0x0427;
    private static final int MESSAGE_PAYLOAD = 0x0424;

    private static final String WORDS =
            "id:3e9 sub:001 dlvrd:001 submit date:3001010000 done date:3001010001 stat:DELIVRD err:000 text:";

    /** Far beyond what a million characters take, and far below what a reader takes that is not linear in them. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** For each character. What is not linear takes a million times as many. */
    private static final long MOST_BYTES = 100;

    /** One parameter, whose length may be a lie. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Parameter(int tag, byte[] value, int lie) {}

    /** A PDU as it was read: its header says what the library will take it for. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Read(Command header, byte[] octets) {}

    @Property(tries = 3000)
    void octetsAreABoundedPduOrEndTheSession(@ForAll("octets") byte[] octets) {
        read(octets).ifPresent(pdu -> {
            assertThat(pdu.octets().length).isBetween(HEADER, LONGEST);
            assertThat(ByteBuffer.wrap(pdu.octets()).getInt()).isEqualTo(pdu.octets().length);
        });
    }

    @Property(tries = 5000)
    void aReceiptIsSaneOrNone(@ForAll("receipts") byte[] octets) {
        read(octets).filter(SmppHostileProperties::isDelivery).ifPresent(pdu -> {
            DeliverSm message = decomposed(pdu.octets());
            if (message != null) {
                assertSane(Notice.of(message, message.getShortMessage()));
                assertSane(Notice.of(message, null));
            }
        });
    }

    @Example
    void aReceiptThatIsLeftAloneIsRead() {
        byte[] octets = deliverSm(WORDS.getBytes(StandardCharsets.US_ASCII), List.of());
        DeliverSm message = decomposed(read(octets).orElseThrow().octets());
        assertThat(Notice.of(message, message.getShortMessage())).isEqualTo(new Notice("3e9", false, "DELIVRD"));
    }

    @Property(tries = 1000)
    void aTextIsCutIntoPartsThatTogetherAreTheText(
            @ForAll("texts") String text, @ForAll SmppAlphabet wanted, @ForAll boolean wide) {
        Segments segments = new Segments(text, wanted, wide);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < segments.count(); i++) {
            assertThat(segments.part(i).length).isLessThanOrEqualTo(160);
            all.writeBytes(segments.part(i));
        }
        assertThat(all.toByteArray()).isEqualTo(segments.whole());
        assertThat(segments.count()).isBetween(1, 1 + text.length());
    }

    @Property(tries = 40)
    void aMillionCharactersCostNoMoreThanALookAtEach(@ForAll("huge") String text) {
        assertTimeoutPreemptively(PATIENCE, () -> {
            long before = allocated();
            Segments segments = new Segments(text, SmppAlphabet.GSM, false);
            assertThat(segments.count())
                    .isEqualTo(SmsSize.of(text, Concatenation.EIGHT_BIT).parts());
            assertThat(segments.whole()).isNotEmpty();
            assertThat(allocated() - before).as("bytes").isLessThan(MOST_BYTES * text.length());
        });
    }

    /** Empty if the reader gave up on the session, as an IOException lets it. */
    private static Optional<Read> read(byte[] octets) {
        BoundedReader reader = new BoundedReader();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(octets));
        try {
            Command header = reader.readPDUHeader(in);
            return Optional.of(new Read(header, reader.readPDU(in, header)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isDelivery(Read pdu) {
        return pdu.header().getCommandId() == SMPPConstant.CID_DELIVER_SM;
    }

    /** As the library does it; null if it answers with an error. Anything else it throws would end without an answer. */
    private static DeliverSm decomposed(byte[] octets) {
        try {
            return new DefaultDecomposer().deliverSm(octets);
        } catch (PDUException e) {
            return null;
        }
    }

    private static void assertSane(Notice notice) {
        if (notice != null) {
            assertThat(notice.id()).matches("[!-~]{1,64}");
            assertThat(notice.word()).matches("[A-Z]{1,7}");
            assertThat(notice.state()).isNotNull();
        }
    }

    /** By this thread, since it began. */
    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static byte[] deliverSm(byte[] text, List<Parameter> parameters) {
        ByteBuffer body = ByteBuffer.allocate(4_000);
        body.put((byte) 0);
        body.put(new byte[] {1, 1})
                .put("491701234567".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 0);
        body.put(new byte[] {5, 0})
                .put("Acme".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 0);
        body.put(RECEIPT).put(new byte[2]).put(new byte[2]).put(new byte[4]);
        body.put((byte) text.length).put(text);
        for (Parameter parameter : parameters) {
            body.putShort((short) parameter.tag());
            body.putShort((short) (parameter.value().length + parameter.lie()));
            body.put(parameter.value());
        }
        byte[] octets = new byte[body.position()];
        body.flip().get(octets);
        return pdu(SMPPConstant.CID_DELIVER_SM, octets, 0);
    }

    private static byte[] pdu(int command, byte[] body, int lie) {
        return ByteBuffer.allocate(HEADER + body.length)
                .putInt(HEADER + body.length + lie)
                .putInt(command)
                .putInt(0)
                .putInt(1)
                .put(body)
                .array();
    }

    @Provide
    Arbitrary<byte[]> octets() {
        Arbitrary<Integer> commands = Arbitraries.of(
                SMPPConstant.CID_DELIVER_SM,
                SMPPConstant.CID_DATA_SM,
                SMPPConstant.CID_SUBMIT_SM_RESP,
                SMPPConstant.CID_BIND_TRANSCEIVER_RESP,
                SMPPConstant.CID_ENQUIRE_LINK,
                SMPPConstant.CID_GENERIC_NACK,
                0x7fffffff);
        return Arbitraries.oneOf(
                Hostile.bytes(200),
                Combinators.combine(commands, Hostile.bytes(200), lies()).as(SmppHostileProperties::pdu));
    }

    @Provide
    Arbitrary<byte[]> receipts() {
        Arbitrary<byte[]> words = Hostile.near(Arbitraries.of(WORDS, "id:-1 stat:x", ""))
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
                .filter(text -> text.length < 255);
        Arbitrary<Parameter> parameters = Combinators.combine(
                        Arbitraries.of(RECEIPTED_MESSAGE_ID, MESSAGE_STATE, MESSAGE_PAYLOAD, 0x1400),
                        Arbitraries.oneOf(Hostile.bytes(70), words),
                        lies())
                .as(Parameter::new);
        return Combinators.combine(
                        words,
                        parameters.list().ofMaxSize(3),
                        Arbitraries.integers().between(HEADER, 200).list().ofMaxSize(3),
                        Arbitraries.bytes())
                .as((text, tail, places, value) -> {
                    byte[] octets = deliverSm(text, tail);
                    places.stream().filter(at -> at < octets.length).forEach(at -> octets[at] = value);
                    return octets;
                });
    }

    private static Arbitrary<Integer> lies() {
        return Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.just(0)),
                Tuple.of(1, Arbitraries.integers().between(-20, 20)),
                Tuple.of(1, Arbitraries.integers()));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(Hostile.texts(400), Hostile.near(Arbitraries.of("a".repeat(153), "ж".repeat(67))));
    }

    @Provide
    Arbitrary<String> huge() {
        return Hostile.huge();
    }
}
