package io.otpengine.jdbc;

import io.otpengine.OtpStoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The statements that make the tables, from the resource for the database at hand. */
final class Ddl {
    private static final String SQLITE = "sqlite.sql";
    private static final Pattern COMMENT = Pattern.compile("(?m)^--.*$");
    /** The files are written for this prefix, so that they can be applied as they are. */
    private static final String WRITTEN_PREFIX = "otp_";

    private static final Pattern TABLE = Pattern.compile("\\botp_(record|application|quota|schema|overview)\\b");
    private static final Pattern INDEX = Pattern.compile("\\b" + WRITTEN_PREFIX + "(?=\\w+_by_\\w+)");

    /** SQLite wants the schema before the name of an index, and not before that of its table. */
    private static final Pattern SQLITE_INDEX = Pattern.compile("(\\w+_by_\\w+) ON (\\w+\\.)");

    private Ddl() {}

    static List<String> statements(Connection connection, Names names) throws SQLException {
        String file = file(connection.getMetaData().getDatabaseProductName());
        String script = COMMENT.matcher(read(file)).replaceAll("");
        String indexed = INDEX.matcher(script).replaceAll(Matcher.quoteReplacement(names.prefix()));
        String named = TABLE.matcher(indexed).replaceAll(table -> names.table(table.group(1)));
        if (file.equals(SQLITE)) {
            named = SQLITE_INDEX.matcher(named).replaceAll("$2$1 ON ");
        }
        return Arrays.stream(named.split(";"))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .toList();
    }

    private static String file(String product) {
        return switch (product.toLowerCase(Locale.ROOT)) {
            case "postgresql" -> "postgresql.sql";
            case "mariadb", "mysql" -> "mysql.sql";
            case "h2" -> "h2.sql";
            case "sqlite" -> SQLITE;
            default ->
                throw new OtpStoreException(
                        "there is no DDL for this database: apply the nearest of the files in the jar by hand, "
                                + "adapted to it",
                        null);
        };
    }

    private static String read(String file) {
        try (InputStream in = Ddl.class.getResourceAsStream("ddl/" + file)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks ddl/" + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
