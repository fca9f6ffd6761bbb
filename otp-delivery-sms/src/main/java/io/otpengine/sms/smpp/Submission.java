package io.otpengine.sms.smpp;

import io.otpengine.sms.Sms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.DataCoding;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.SMPPSession;

/** One SMS as the fields of a submit_sm. What is longer than a single message goes whole, for the SMSC to split. */
final class Submission {
    private static final int SINGLE_UCS_2 = 140;
    private static final int SINGLE_OTHER = 160;

    private final Sms sms;
    private final byte[] octets;
    private final DataCoding coding;

    Submission(Sms sms, SmppAlphabet alphabet) {
        this.sms = sms;
        byte[] narrow = alphabet.encode(sms.message().text());
        this.octets = narrow == null ? sms.message().text().getBytes(StandardCharsets.UTF_16BE) : narrow;
        this.coding = new RawDataCoding(narrow == null ? SmppAlphabet.UCS_2 : alphabet.coding());
    }

    /** Sends it once and gives the SMSC's id for it. */
    String to(SMPPSession session, boolean receipt)
            throws PDUException, ResponseTimeoutException, InvalidResponseException, NegativeResponseException,
                    IOException {
        boolean single = octets.length <= (coding.toByte() == SmppAlphabet.UCS_2 ? SINGLE_UCS_2 : SINGLE_OTHER);
        String sender = sms.sender() == null ? "" : sms.sender();
        OptionalParameter[] payload = single
                ? new OptionalParameter[0]
                : new OptionalParameter[] {new OptionalParameter.Message_payload(octets)};
        return session.submitShortMessage(
                        "",
                        sourceType(sender),
                        sourceType(sender) == TypeOfNumber.INTERNATIONAL
                                ? NumberingPlanIndicator.ISDN
                                : NumberingPlanIndicator.UNKNOWN,
                        sender.replace("+", ""),
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        sms.message().number().substring(1),
                        new ESMClass(),
                        (byte) 0,
                        (byte) 0,
                        null,
                        validity(sms.lifetime()),
                        new RegisteredDelivery(receipt ? 1 : 0),
                        (byte) 0,
                        coding,
                        (byte) 0,
                        single ? octets : new byte[0],
                        payload)
                .getMessageId();
    }

    private static TypeOfNumber sourceType(String sender) {
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
