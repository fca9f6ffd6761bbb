package io.otpengine.jdbc;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * The statements about single rows of a table with an {@code id} and a {@code version}, as texts.
 *
 * @param select all columns, to which a condition is added
 * @param insert takes all columns
 * @param replace takes the columns that change, then the id and the version to be replaced
 * @param find takes the id
 * @param delete takes the id and the version
 */
record Rows(String select, String insert, String replace, String find, String delete) {
    /** For a table of columns set once, of which {@code id} is the last, and columns that change. */
    Rows(String table, List<String> changing, List<String> fixed) {
        this(table, Stream.concat(changing.stream(), fixed.stream()).toList(), changing.size());
    }

    private Rows(String table, List<String> columns, int changing) {
        this(
                "SELECT " + String.join(", ", columns) + " FROM " + table,
                "INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES ("
                        + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")",
                "UPDATE " + table + " SET " + String.join(" = ?, ", columns.subList(0, changing))
                        + " = ? WHERE id = ? AND version = ?",
                "SELECT " + String.join(", ", columns) + " FROM " + table + " WHERE id = ?",
                "DELETE FROM " + table + " WHERE id = ? AND version = ?");
    }
}
