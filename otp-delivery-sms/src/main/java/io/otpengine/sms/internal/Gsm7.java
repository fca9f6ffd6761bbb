package io.otpengine.sms.internal;

import java.io.ByteArrayOutputStream;

/** The default alphabet of GSM 03.38 with its extension table, without national shift tables. */
public final class Gsm7 {
    private static final int ESCAPE = 0x1b;

    /** Each character at its position; the escape's place is held by U+FFFF, which no text has. */
    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\uffffÆæßÉ"
            + " !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
            + "¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private static final String EXTENSION = "\f^{}\\[~]|€";
    private static final byte[] EXTENSION_POSITIONS = {0x0a, 0x14, 0x28, 0x29, 0x2f, 0x3c, 0x3d, 0x3e, 0x40, 0x65};

    /** By code point; the euro sign has the highest. */
    private static final byte[] SEPTETS = septets();

    private Gsm7() {}

    /** How many septets a character takes: 1, 2 behind an escape, or 0 if the alphabet lacks it. */
    public static int septets(int codePoint) {
        return codePoint < SEPTETS.length ? SEPTETS[codePoint] : 0;
    }

    private static byte[] septets() {
        byte[] septets = new byte['€' + 1];
        BASIC.chars().filter(c -> c != 0xffff).forEach(c -> septets[c] = 1);
        EXTENSION.chars().forEach(c -> septets[c] = 2);
        return septets;
    }

    /**
     * One octet for each septet, as SMPP carries them.
     *
     * @throws IllegalArgumentException if the alphabet lacks a character; the message does not show the text
     */
    public static byte[] unpacked(String text) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(text.length());
        text.codePoints().forEach(c -> {
            switch (septets(c)) {
                case 1 -> octets.write(BASIC.indexOf(c));
                case 2 -> {
                    octets.write(ESCAPE);
                    octets.write(EXTENSION_POSITIONS[EXTENSION.indexOf(c)]);
                }
                default -> throw new IllegalArgumentException("text has characters outside GSM-7");
            }
        });
        return octets.toByteArray();
    }
}
