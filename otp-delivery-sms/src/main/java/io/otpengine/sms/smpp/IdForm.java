package io.otpengine.sms.smpp;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/** How an SMSC writes the id of a message in its answer, and how in the words of a receipt. */
enum IdForm {
    /** Alike, but for leading zeros and the case of letters. */
    ALIKE,
    /** Hexadecimal in the answer, decimal in the words. */
    HEX_THEN_DECIMAL,
    /** Decimal in the answer, hexadecimal in the words. */
    DECIMAL_THEN_HEX;

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{1,32}");

    /** The key for an id of an answer, or of the parameter {@code receipted_message_id}, which repeats it to the letter. */
    String answered(String id) {
        return this == HEX_THEN_DECIMAL ? decimal(id) : plain(id);
    }

    /** The same key for the same id as the words have it. */
    String worded(String id) {
        return this == DECIMAL_THEN_HEX ? decimal(id) : plain(id);
    }

    private static String plain(String id) {
        return id.toLowerCase(Locale.ROOT).replaceFirst("^0+(?=.)", "");
    }

    private static String decimal(String id) {
        String lower = id.toLowerCase(Locale.ROOT);
        return HEX.matcher(lower).matches() ? new BigInteger(lower, 16).toString() : plain(id);
    }
}
