package io.otpengine.sms.smpp;

import io.otpengine.sms.Sms;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.SMPPSession;
import org.jspecify.annotations.Nullable;

/** One SMS as the fields of one submit_sm, or of several that the phone puts together. */
final class Submission {
    private static final int UDH_INDICATOR = 0x40;
    private static final OptionalParameter[] NONE = {};

    private final Sms sms;
    private final Segments segments;
    private final SmppLongText way;
    private final boolean receipt;
    private final int reference = ThreadLocalRandom.current().nextInt(1 << 16);

    Submission(Sms sms, SmppBuilder settings) {
        this.sms = sms;
        this.way = settings.longText;
        this.segments = new Segments(sms.message().text(), settings.alphabet, way == SmppLongText.SAR);
        this.receipt = settings.wantsReceipts();
    }

    /** What the phone gets, and the operator bills. */
    int parts() {
        return segments.count();
    }

    /** How often {@link #submit} is to be called. */
    int submissions() {
        return way == SmppLongText.PAYLOAD ? 1 : segments.count();
    }

    /** Sends the one or the next part, once, and gives the SMSC's id for it. A receipt is asked for with the last. */
    @Nullable
    String submit(SMPPSession session, int part)
            throws PDUException, ResponseTimeoutException, InvalidResponseException, NegativeResponseException,
                    IOException {
        if (segments.count() == 1) {
            return submit(session, receipt, 0, segments.whole(), NONE);
        }
        boolean last = part == submissions() - 1;
        return switch (way) {
            case PAYLOAD ->
                submit(session, receipt, 0, new byte[0], new OptionalParameter.Message_payload(segments.whole()));
            case UDH -> submit(session, receipt && last, UDH_INDICATOR, withHeader(part), NONE);
            case SAR ->
                submit(
                        session,
                        receipt && last,
                        0,
                        segments.part(part),
                        new OptionalParameter.Sar_msg_ref_num((short) reference),
                        new OptionalParameter.Sar_total_segments((byte) segments.count()),
                        new OptionalParameter.Sar_segment_seqnum((byte) (part + 1)));
        };
    }

    private byte[] withHeader(int part) {
        byte[] text = segments.part(part);
        byte[] octets = {5, 0, 3, (byte) reference, (byte) segments.count(), (byte) (part + 1)};
        byte[] both = Arrays.copyOf(octets, octets.length + text.length);
        System.arraycopy(text, 0, both, octets.length, text.length);
        return both;
    }

    private @Nullable String submit(
            SMPPSession session, boolean registered, int esmClass, byte[] shortMessage, OptionalParameter... parameters)
            throws PDUException, ResponseTimeoutException, InvalidResponseException, NegativeResponseException,
                    IOException {
        String sender = sms.sender() == null ? "" : sms.sender();
        TypeOfNumber senderType = type(sender);
        return session.submitShortMessage(
                        "",
                        senderType,
                        senderType == TypeOfNumber.INTERNATIONAL
                                ? NumberingPlanIndicator.ISDN
                                : NumberingPlanIndicator.UNKNOWN,
                        sender.replace("+", ""),
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        sms.message().number().substring(1),
                        new ESMClass(esmClass),
                        (byte) 0,
                        (byte) 0,
                        null,
                        validity(sms.lifetime()),
                        new RegisteredDelivery(registered ? 1 : 0),
                        (byte) 0,
                        new RawDataCoding(segments.coding()),
                        (byte) 0,
                        shortMessage,
                        parameters)
                .getMessageId();
    }

    private static TypeOfNumber type(String sender) {
        if (sender.isEmpty()) {
            return TypeOfNumber.UNKNOWN;
        }
        if (sender.chars().anyMatch(c -> c != '+' && (c < '0' || c > '9'))) {
            return TypeOfNumber.ALPHANUMERIC;
        }
        return sender.length() <= 8 ? TypeOfNumber.NETWORK_SPECIFIC : TypeOfNumber.INTERNATIONAL;
    }

    /** A relative time, {@code YYMMDDhhmmsstnnR}, at most 30 days. */
    static String validity(Duration lifetime) {
        Duration time = lifetime.compareTo(Duration.ofDays(30)) > 0 ? Duration.ofDays(30) : lifetime.plusMillis(999);
        return String.format(
                Locale.ROOT,
                "0000%02d%02d%02d%02d000R",
                time.toDaysPart(),
                time.toHoursPart(),
                time.toMinutesPart(),
                time.toSecondsPart());
    }
}
