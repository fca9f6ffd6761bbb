package io.otpengine.sms.smpp;

import io.otpengine.sms.internal.Gsm7;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text as octets for an SMSC, cut into what a phone can take at a time. A character of the extension table and a
 * surrogate pair stay whole.
 */
final class Segments {
    /** 3GPP TS 23.040: 140 octets to a message, six or seven of them for the header that ties parts together. */
    private static final int SINGLE_GSM = 160;

    private static final int SINGLE_UCS_2 = 70;
    private static final int PART_GSM = 153;
    private static final int PART_UCS_2 = 67;

    private final @Nullable SmppAlphabet alphabet;
    private final String text;
    private final List<String> parts;

    /** @param wideReference leaves a unit more for the header, for a reference of 16 bits */
    Segments(String text, SmppAlphabet wanted, boolean wideReference) {
        this.alphabet = wanted.has(text) ? wanted : null;
        this.text = text;
        int single = alphabet == null ? SINGLE_UCS_2 : SINGLE_GSM;
        int part = (alphabet == null ? PART_UCS_2 : PART_GSM) - (wideReference ? 1 : 0);
        this.parts = units(text) <= single ? List.of(text) : cut(part);
    }

    /** At least 1. */
    int count() {
        return parts.size();
    }

    byte coding() {
        return alphabet == null ? SmppAlphabet.UCS_2 : alphabet.coding();
    }

    byte[] whole() {
        return octets(text);
    }

    byte[] part(int index) {
        return octets(parts.get(index));
    }

    private byte[] octets(String piece) {
        return alphabet == null ? piece.getBytes(StandardCharsets.UTF_16BE) : alphabet.encode(piece);
    }

    private int units(String piece) {
        return piece.codePoints().map(this::units).sum();
    }

    /** Septets for any alphabet but UCS-2, because that is what the SMSC turns its octets into. */
    private int units(int codePoint) {
        return alphabet == null ? Character.charCount(codePoint) : Gsm7.septets(codePoint);
    }

    private List<String> cut(int room) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        int used = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            if (used + units(codePoint) > room) {
                pieces.add(text.substring(start, i));
                start = i;
                used = 0;
            }
            used += units(codePoint);
            i += Character.charCount(codePoint);
        }
        pieces.add(text.substring(start));
        return pieces;
    }
}
