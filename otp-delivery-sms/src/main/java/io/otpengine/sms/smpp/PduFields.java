package io.otpengine.sms.smpp;

import java.nio.BufferUnderflowException;
import java.util.Arrays;
import org.jsmpp.bean.OptionalParameters;

/** Walks the fields of a PDU. Each step tells whether the field is there and not too long (SMPP 3.4, chapters 4 and 5). */
final class PduFields {
    private final byte[] pdu;
    private int at;

    PduFields(byte[] pdu, int start) {
        this.pdu = pdu;
        this.at = start;
    }

    /** Where the next field begins. */
    int at() {
        return at;
    }

    /** A string and the zero behind it. */
    boolean string(int longest) {
        for (int end = at; end <= at + longest && end < pdu.length; end++) {
            if (pdu[end] == 0) {
                at = end + 1;
                return true;
            }
        }
        return false;
    }

    boolean skip(int octets) {
        at += octets;
        return at <= pdu.length;
    }

    /** Service type, source and destination. */
    boolean addresses() {
        return string(5) && skip(2) && string(20) && skip(2) && string(20);
    }

    /** What a deliver_sm has between its destination and its parameters. */
    boolean message() {
        return skip(3) && time() && time() && skip(4) && skip(1) && text(pdu[at - 1] & 0xff);
    }

    /** Whole parameters up to the end, none shorter than its type: the library catches nothing when it reads one. */
    boolean parameters() {
        while (at < pdu.length) {
            int start = at;
            if (!skip(4) || !skip(number(start + 2)) || !isReadable((short) number(start), start + 4)) {
                return false;
            }
        }
        return true;
    }

    private boolean isReadable(short tag, int value) {
        try {
            OptionalParameters.deserialize(tag, Arrays.copyOfRange(pdu, value, at));
            return true;
        } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
            return false;
        }
    }

    private int number(int index) {
        return (pdu[index] & 0xff) << 8 | (pdu[index + 1] & 0xff);
    }

    private boolean time() {
        int start = at;
        return string(16) && (at == start + 1 || at == start + 17);
    }

    private boolean text(int length) {
        return length <= 254 && skip(length);
    }
}
