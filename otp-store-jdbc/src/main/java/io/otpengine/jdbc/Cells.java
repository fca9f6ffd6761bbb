package io.otpengine.jdbc;

import java.util.ArrayList;
import java.util.List;

/**
 * A list of short rows as one text, for a column: {@code 1;a,b;c}. It begins with the version of the format; each row
 * follows a semicolon, each cell but the first of a row follows a comma; a backslash goes before a comma, a semicolon or
 * a backslash that belongs to a cell. Part of the stored format.
 */
final class Cells {
    private static final String VERSION = "1";

    private Cells() {}

    static String write(List<List<String>> rows) {
        Writer writer = new Writer();
        for (List<String> row : rows) {
            writer.append(';', row.get(0));
            row.subList(1, row.size()).forEach(writer::cell);
        }
        return writer.toString();
    }

    /** Writes without making lists first. */
    static final class Writer {
        private final StringBuilder text = new StringBuilder(128).append(VERSION);

        /** Begins a row with a letter and a number, which need no backslash. */
        void row(char letter, long number) {
            text.append(';').append(letter).append(number);
        }

        /** Goes on with the row. */
        void cell(String cell) {
            append(',', cell);
        }

        private void append(char before, String cell) {
            text.append(before);
            for (int i = 0; i < cell.length(); i++) {
                char c = cell.charAt(i);
                if (c == ',' || c == ';' || c == '\\') {
                    text.append('\\');
                }
                text.append(c);
            }
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    static List<List<String>> read(String text) {
        if (!text.equals(VERSION) && !text.startsWith(VERSION + ";")) {
            throw new IllegalStateException("a column in a format that this version does not know");
        }
        List<List<String>> rows = new ArrayList<>();
        int at = VERSION.length();
        while (at < text.length()) {
            if (text.charAt(at) == ';') {
                rows.add(new ArrayList<>());
            }
            int end = end(text, at + 1);
            rows.get(rows.size() - 1).add(unescaped(text.substring(at + 1, end)));
            at = end;
        }
        return rows;
    }

    private static int end(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != ';' && text.charAt(at) != ',') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at;
    }

    private static String unescaped(String cell) {
        if (cell.indexOf('\\') < 0) {
            return cell;
        }
        StringBuilder text = new StringBuilder(cell.length());
        for (int at = 0; at < cell.length(); at++) {
            if (cell.charAt(at) == '\\') {
                at++;
            }
            text.append(cell.charAt(at));
        }
        return text.toString();
    }
}
