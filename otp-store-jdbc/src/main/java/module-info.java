/** OTPs in the SQL database you already run: one store over plain JDBC, with its DDL. */
@org.jspecify.annotations.NullMarked
module io.otpengine.jdbc {
    requires transitive io.otpengine.core;
    requires transitive java.sql;
    requires static transitive org.jspecify;

    exports io.otpengine.jdbc;
}
