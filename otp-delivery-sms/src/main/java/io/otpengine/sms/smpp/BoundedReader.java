package io.otpengine.sms.smpp;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jsmpp.DefaultPDUReader;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Command;

/**
 * Reads PDUs of a peer that may send anything. The library would reserve as much memory as a length says, lose its place
 * when a PDU stalls halfway, and log fields that are too long with what they hold, which may be a code.
 */
final class BoundedReader extends DefaultPDUReader {
    private static final int HEADER = 16;
    private static final int LONGEST = 64 * 1024;
    /** Of no command: the library answers with generic_nack and looks no further. */
    private static final int NOTHING = 0;

    /** A timeout before the first octet is an idle session, and goes through. */
    @Override
    public Command readPDUHeader(DataInputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            throw new EOFException("the peer closed the connection");
        }
        try {
            int length = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
            if (length < HEADER || length > LONGEST) {
                throw new IOException("a PDU of a length that none has");
            }
            Command header = new Command();
            header.setCommandLength(length);
            header.setCommandId(in.readInt());
            header.setCommandStatus(in.readInt());
            header.setSequenceNumber(in.readInt());
            return header;
        } catch (SocketTimeoutException e) {
            throw new IOException("a PDU stalled", e);
        }
    }

    @Override
    public byte[] readPDU(DataInputStream in, Command header) throws IOException {
        byte[] pdu;
        try {
            pdu = super.readPDU(in, header);
        } catch (SocketTimeoutException e) {
            throw new IOException("a PDU stalled", e);
        }
        PduFields fields = new PduFields(pdu, HEADER);
        switch (header.getCommandId()) {
            case SMPPConstant.CID_SUBMIT_SM_RESP -> {
                return cut(pdu, fields.string(64) ? fields.at() : HEADER);
            }
            case SMPPConstant.CID_BIND_TRANSCEIVER_RESP -> {
                if (pdu.length > HEADER && !(fields.string(15) && fields.parameters())) {
                    throw new IOException("a bind_resp that cannot be read");
                }
            }
            case SMPPConstant.CID_DELIVER_SM -> {
                if (!(fields.addresses() && fields.message() && fields.parameters())) {
                    header.setCommandId(NOTHING);
                }
            }
            case SMPPConstant.CID_DATA_SM -> {
                if (!(fields.addresses() && fields.skip(3) && fields.parameters())) {
                    header.setCommandId(NOTHING);
                }
            }
            default -> {
                // nothing in it that could be too long
            }
        }
        return pdu;
    }

    /** An answer without an id that can be read, or without parameters, which nobody asks for, is an answer all the same. */
    private static byte[] cut(byte[] pdu, int length) {
        byte[] kept = Arrays.copyOf(pdu, length);
        ByteBuffer.wrap(kept).putInt(length);
        return kept;
    }
}
