package io.otpengine.sms;

import io.otpengine.sms.internal.Gsm7;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A character that GSM-7 lacks, for the sake of which a whole text travels in UCS-2.
 *
 * @param codePoint the character
 * @param index where it first stands, in UTF-16 units
 */
public record NonGsmCharacter(int codePoint, int index) {

    /**
     * Finds what keeps a text out of GSM-7.
     *
     * @param text any text
     * @return each such character once, in the order of the text; empty for a text in GSM-7
     */
    public static List<NonGsmCharacter> in(String text) {
        Map<Integer, NonGsmCharacter> found = new LinkedHashMap<>();
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            if (Gsm7.septets(codePoint) == 0) {
                found.putIfAbsent(codePoint, new NonGsmCharacter(codePoint, i));
            }
            i += Character.charCount(codePoint);
        }
        return List.copyOf(found.values());
    }

    /** The character by code and name; the character itself might not be fit to print. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "U+%04X %s at %d", codePoint, Character.getName(codePoint), index);
    }
}
