package io.otpengine.jdbc;

import java.util.Collections;
import java.util.List;

/**
 * The statements about single rows of a table with an {@code id} and a {@code version}, as texts.
 *
 * @param select all columns, to which a condition is added
 * @param insert takes all columns
 * @param replace takes all columns, then the version to be replaced
 * @param find takes the id
 * @param delete takes the id and the version
 */
record Rows(String select, String insert, String replace, String find, String delete) {
    /** For a table whose columns end with {@code id}. */
    Rows(String table, List<String> columns) {
        this(
                "SELECT " + String.join(", ", columns) + " FROM " + table,
                "INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES ("
                        + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")",
                "UPDATE " + table + " SET " + String.join(" = ?, ", columns.subList(0, columns.size() - 1))
                        + " = ? WHERE id = ? AND version = ?",
                "SELECT " + String.join(", ", columns) + " FROM " + table + " WHERE id = ?",
                "DELETE FROM " + table + " WHERE id = ? AND version = ?");
    }
}
