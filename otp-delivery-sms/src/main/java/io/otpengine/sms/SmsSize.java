package io.otpengine.sms;

/**
 * What a text costs as SMS. Providers bill each part.
 *
 * @param encoding the alphabet it travels in
 * @param parts messages that the phone puts together, at least 1
 * @param characters Unicode code points
 * @param units septets in GSM-7, UTF-16 units in UCS-2
 * @param bits the text alone
 * @param bitsWithHeaders the text and the headers that tie the parts together
 */
public record SmsSize(SmsEncoding encoding, int parts, int characters, int units, int bits, int bitsWithHeaders) {

    /**
     * Sizes a text whose parts are tied by an 8-bit reference.
     *
     * @param text any text
     * @return its size
     */
    public static SmsSize of(String text) {
        return of(text, Concatenation.EIGHT_BIT);
    }

    /**
     * Sizes a text.
     *
     * @param text any text
     * @param concatenation how the provider ties parts together
     * @return its size
     */
    public static SmsSize of(String text, Concatenation concatenation) {
        SmsEncoding encoding = SmsEncoding.of(text);
        int units = text.codePoints().map(encoding::units).sum();
        int parts = units <= encoding.single() ? 1 : parts(text, encoding, concatenation.unitsPerPart(encoding));
        int bits = units * encoding.bits();
        return new SmsSize(
                encoding,
                parts,
                text.codePointCount(0, text.length()),
                units,
                bits,
                parts == 1 ? bits : bits + parts * concatenation.headerBits());
    }

    /** Fills part after part, because a character that does not fit into the rest of one moves on whole. */
    private static int parts(String text, SmsEncoding encoding, int room) {
        int parts = 1;
        int used = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            int units = encoding.units(codePoint);
            if (used + units > room) {
                parts++;
                used = 0;
            }
            used += units;
        }
        return parts;
    }
}
