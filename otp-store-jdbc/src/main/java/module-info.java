/** OTPs in the SQL database you already run: one store over plain JDBC, with its DDL. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("opens") // to the compiler a package of resources alone is empty
module io.otpengine.jdbc {
    requires transitive io.otpengine.core;
    requires transitive java.sql;
    requires static transitive org.jspecify;

    exports io.otpengine.jdbc;

    // So that others, on the module path too, can read the DDL that they apply.
    opens io.otpengine.jdbc.ddl;
}
