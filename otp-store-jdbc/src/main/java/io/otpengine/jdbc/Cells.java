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
        StringBuilder text = new StringBuilder(VERSION);
        for (List<String> row : rows) {
            char before = ';';
            for (String cell : row) {
                append(text.append(before), cell);
                before = ',';
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String cell) {
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c == ',' || c == ';' || c == '\\') {
                text.append('\\');
            }
            text.append(c);
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
