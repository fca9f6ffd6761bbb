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
        if (!text.startsWith(VERSION) || text.length() > 1 && text.charAt(1) != ';') {
            throw new IllegalStateException("a column in a format that this version does not know");
        }
        List<List<String>> rows = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ';') {
                rows.add(new ArrayList<>());
            }
            // To the end of the cell that this separator opens.
            for (i++; i < text.length() && text.charAt(i) != ';' && text.charAt(i) != ','; i++) {
                if (text.charAt(i) == '\\') {
                    i++;
                }
                cell.append(text.charAt(i));
            }
            i--;
            rows.get(rows.size() - 1).add(cell.toString());
            cell.setLength(0);
        }
        return rows;
    }
}
