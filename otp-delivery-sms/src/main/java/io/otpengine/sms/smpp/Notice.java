package io.otpengine.sms.smpp;

import io.otpengine.DeliveryReport.State;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsmpp.bean.AbstractSmCommand;
import org.jsmpp.bean.OptionalParameter.Message_payload;
import org.jsmpp.bean.OptionalParameter.Message_state;
import org.jsmpp.bean.OptionalParameter.Receipted_message_id;
import org.jspecify.annotations.Nullable;

/**
 * What a receipt says: by its parameters (SMPP 3.4, 5.3.2), else by its words, whose form is the vendor's own (appendix B
 * has the usual one).
 *
 * @param id the SMSC's id of the message
 * @param byParameter where the id was found
 * @param word the state in seven letters
 */
record Notice(String id, boolean byParameter, String word) {
    private static final Pattern ID = Pattern.compile("(?i)\\bid:([0-9a-z-]{1,64})");
    private static final Pattern STATE = Pattern.compile("(?i)\\bstat:([a-z]{1,7})");
    private static final Pattern SANE_ID = Pattern.compile("[!-~]{1,64}");

    /** {@code null} if it names no message or no state. */
    static @Nullable Notice of(AbstractSmCommand message, byte @Nullable [] text) {
        String words = words(message, text);
        Receipted_message_id parameter = message.getOptionalParameter(Receipted_message_id.class);
        String given = parameter == null ? "" : text(parameter.getValue());
        boolean byParameter = SANE_ID.matcher(given).matches();
        String id = byParameter ? given : find(ID, words);
        Message_state state = message.getOptionalParameter(Message_state.class);
        String word = state == null ? find(STATE, words) : word(state.getValue());
        return id == null || word == null ? null : new Notice(id, byParameter, word.toUpperCase(Locale.ROOT));
    }

    /** Not by the library, which takes the last octet for the zero that some SMSCs leave out. */
    private static String text(byte[] octets) {
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        int end = text.indexOf(0);
        return end < 0 ? text : text.substring(0, end);
    }

    State state() {
        return switch (word) {
            case "DELIVRD" -> State.DELIVERED;
            case "EXPIRED", "DELETED", "UNDELIV", "REJECTD" -> State.UNDELIVERABLE;
            default -> State.ACCEPTED;
        };
    }

    private static String words(AbstractSmCommand message, byte @Nullable [] text) {
        if (text != null && text.length > 0) {
            return new String(text, StandardCharsets.ISO_8859_1);
        }
        Message_payload payload = message.getOptionalParameter(Message_payload.class);
        return payload == null ? "" : new String(payload.getValue(), StandardCharsets.ISO_8859_1);
    }

    private static @Nullable String find(Pattern pattern, String words) {
        Matcher found = pattern.matcher(words);
        return found.find() ? found.group(1) : null;
    }

    private static String word(byte state) {
        return switch (state) {
            case 1 -> "ENROUTE";
            case 2 -> "DELIVRD";
            case 3 -> "EXPIRED";
            case 4 -> "DELETED";
            case 5 -> "UNDELIV";
            case 6 -> "ACCEPTD";
            case 8 -> "REJECTD";
            default -> "UNKNOWN";
        };
    }
}
