/**
 * OTPs in a SQL database: {@link io.otpengine.jdbc.JdbcOtpStore} over plain JDBC. The DDL lies beside it as resources,
 * {@code ddl/postgresql.sql}, {@code ddl/mysql.sql}, {@code ddl/h2.sql} and {@code ddl/sqlite.sql}.
 */
package io.otpengine.jdbc;
