package io.otpengine.sms;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/**
 * How receipts are known to come from the provider, where the account's settings decide that. Immutable.
 *
 * <p>None of these covers a time, so a receipt caught on the way could be sent again; it would add nothing.
 */
public final class ReceiptAuth {
    private final Check check;

    private ReceiptAuth(Check check) {
        this.check = check;
    }

    private interface Check {
        boolean passes(Receipt receipt);
    }

    /** How a signature is written. */
    public enum Encoding {
        /** Hexadecimal, in either case. */
        HEX,
        /** Base64 of the usual alphabet. */
        BASE64
    }

    /**
     * Nothing but the message's unguessable reference.
     *
     * @return the rule
     */
    public static ReceiptAuth byReference() {
        return new ReceiptAuth(receipt -> true);
    }

    /**
     * A header that holds a fixed secret, such as {@code Authorization: Basic …}.
     *
     * @param header the header's name
     * @param value its whole value
     * @return the rule
     */
    public static ReceiptAuth byHeader(String header, Secret value) {
        Settings.required("header", header);
        Settings.required("value", value);
        return new ReceiptAuth(receipt -> Signatures.equal(value.reveal(), receipt.header(header)));
    }

    /**
     * A header with the HMAC-SHA-256 of the body, octet by octet as it came.
     *
     * @param header the header's name
     * @param key the key
     * @param encoding how the signature is written
     * @return the rule
     */
    public static ReceiptAuth byHmacSha256(String header, Secret key, Encoding encoding) {
        Settings.required("header", header);
        Settings.required("key", key);
        Settings.required("encoding", encoding);
        return new ReceiptAuth(receipt -> {
            byte[] mac = Signatures.hmac("HmacSHA256", key.reveal(), receipt.octets());
            String given = receipt.header(header);
            if (encoding == Encoding.BASE64 || given == null) {
                return Signatures.equal(Base64.getEncoder().encodeToString(mac), given);
            }
            return Signatures.equal(HexFormat.of().formatHex(mac), given.toLowerCase(Locale.ROOT));
        });
    }

    boolean passes(Receipt receipt) {
        return check.passes(receipt);
    }
}
