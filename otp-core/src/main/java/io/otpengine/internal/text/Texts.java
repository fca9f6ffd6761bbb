package io.otpengine.internal.text;

/** Which characters a text may hold on its way to a phone, a log or a page. */
public final class Texts {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private Texts() {}

    /**
     * Whether a text has what can change how the rest of it is read: control characters, line and paragraph
     * separators, format characters (bidi marks and zero-width ones among them), halves of surrogate pairs.
     */
    public static boolean hasControls(String text) {
        return text.codePoints().anyMatch(Texts::isControl);
    }

    /**
     * The same, for the words of a message: they may have line feeds, and the two joiners without which Persian,
     * Sinhala and others are misspelled.
     */
    public static boolean hasControlsBesideLineFeeds(String text) {
        return text.codePoints()
                .anyMatch(c -> c != '\n' && c != ZERO_WIDTH_NON_JOINER && c != ZERO_WIDTH_JOINER && isControl(c));
    }

    /** The text without such characters, each replaced by a space, and with at most so many UTF-16 units. */
    public static String printable(String text, int atMost) {
        StringBuilder clean = new StringBuilder(Math.min(text.length(), atMost));
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            int shown = isControl(c) ? ' ' : c;
            if (clean.length() + Character.charCount(shown) > atMost) {
                break;
            }
            clean.appendCodePoint(shown);
        }
        return clean.toString();
    }

    private static boolean isControl(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
