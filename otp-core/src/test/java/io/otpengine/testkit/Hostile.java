package io.otpengine.testkit;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Input as a stranger sends it, for the tests of whatever reads it. Needs jqwik. */
public final class Hostile {
    private static final int HUGE = 1_000_000;

    /** Digits of three scripts, what frames numbers, ids, templates, JSON, forms and rows, and what confuses readers. */
    private static final List<String> PIECES = List.of(
            "0",
            "1",
            "9",
            "a",
            "f",
            "A",
            "Z",
            "+",
            "-",
            "_",
            ".",
            ",",
            ";",
            ":",
            "/",
            "\\",
            "(",
            ")",
            " ",
            "=",
            "&",
            "%",
            "%4",
            "%zz",
            "#",
            "@",
            "{",
            "}",
            "{{",
            "}}",
            "{{OTP}}",
            "{{SEC}}",
            "{to}",
            "[",
            "]",
            "\"",
            "'",
            "$1",
            "${x}",
            "%s",
            "\n",
            "\r",
            "\t",
            "\u0000",
            "\u0660",
            "\u0967",
            "\uff11",
            "\u200b",
            "\u200d",
            "\u202e",
            "\u2028",
            "\u00a0",
            "\u00e4",
            "\u212a",
            "\u0131",
            "\ufeff",
            "\ud83d\udd10",
            "\ud83d",
            "\udd10",
            "null",
            "true",
            "1e9",
            "-1",
            "9223372036854775808",
            "NaN");

    private Hostile() {}

    /**
     * Texts of up to so many pieces, each a character or two that matter to some reader.
     *
     * @param most the most pieces
     * @return texts, the empty one among them
     */
    public static Arbitrary<String> texts(int most) {
        return Arbitraries.frequencyOf(
                        Tuple.of(4, Arbitraries.of(PIECES)),
                        Tuple.of(1, Arbitraries.strings().ofLength(1)))
                .list()
                .ofMaxSize(most)
                .map(pieces -> String.join("", pieces));
    }

    /**
     * Texts that a reader takes, with up to six pieces put in, put over or taken out.
     *
     * @param good what the reader takes
     * @return the same, spoiled or not
     */
    public static Arbitrary<String> near(Arbitrary<String> good) {
        Arbitrary<Edit> edit = Combinators.combine(
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.of(PIECES),
                        Arbitraries.integers().between(0, 2))
                .as(Edit::new);
        return Combinators.combine(good, edit.list().ofMaxSize(6)).as((text, edits) -> {
            String spoiled = text;
            for (Edit each : edits) {
                spoiled = each.of(spoiled);
            }
            return spoiled;
        });
    }

    /**
     * Texts of a million characters and more: one piece over and over.
     *
     * @return huge texts
     */
    public static Arbitrary<String> huge() {
        return Arbitraries.of(PIECES).map(piece -> piece.repeat(HUGE));
    }

    /**
     * Bytes, most of them small in value.
     *
     * @param most the most bytes
     * @return arrays, the empty one among them
     */
    public static Arbitrary<byte[]> bytes(int most) {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(most);
    }

    /** One piece, and what becomes of the text at one place. */
    private record Edit(double at, String piece, int kind) {
        String of(String text) {
            int from = (int) (at * text.length());
            int to = kind == 0 ? from : Math.min(text.length(), from + piece.length());
            return text.substring(0, from) + (kind == 2 ? "" : piece) + text.substring(to);
        }
    }
}
