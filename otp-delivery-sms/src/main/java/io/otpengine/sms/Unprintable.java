package io.otpengine.sms;

/**
 * Characters that change how the text around them is read. Line feeds are none, nor are the two joiners without which
 * Persian and Sinhala are misspelled.
 */
final class Unprintable {
    private Unprintable() {}

    static boolean in(String text) {
        return text.codePoints().anyMatch(Unprintable::isOne);
    }

    private static boolean isOne(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL -> character != '\n';
            case Character.FORMAT -> character != 0x200c && character != 0x200d;
            case Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
