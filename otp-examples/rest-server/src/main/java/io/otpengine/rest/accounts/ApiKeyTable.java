package io.otpengine.rest.accounts;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The table of API keys: hashes, never a key. */
final class ApiKeyTable {
    private static final String CREATE = """
        CREATE TABLE IF NOT EXISTS otp_api_key (
          hash CHAR(64) NOT NULL PRIMARY KEY,
          id VARCHAR(36) NOT NULL UNIQUE,
          account VARCHAR(64) NOT NULL,
          name VARCHAR(64) NOT NULL,
          created BIGINT NOT NULL,
          revoked BIGINT)\
        """;

    private final DataSource pool;

    ApiKeyTable(DataSource pool) {
        this.pool = pool;
    }

    /** A live key's row: its account, and its hash to compare. */
    record Owner(String account, String hash) {}

    void create() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(CREATE);
        }
    }

    void insert(String hash, ApiKey key) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "INSERT INTO otp_api_key (hash, id, account, name, created) VALUES (?, ?, ?, ?, ?)")) {
            statement.setString(1, hash);
            statement.setString(2, key.id());
            statement.setString(3, key.account());
            statement.setString(4, key.name());
            statement.setLong(5, key.created().toEpochMilli());
            statement.executeUpdate();
        }
    }

    Optional<Owner> owner(String hash) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT account, hash FROM otp_api_key WHERE hash = ? AND revoked IS NULL")) {
            statement.setString(1, hash);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(new Owner(rows.getString(1), rows.getString(2))) : Optional.empty();
            }
        }
    }

    boolean revoke(String id, Instant at) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "UPDATE otp_api_key SET revoked = ? WHERE id = ? AND revoked IS NULL")) {
            statement.setLong(1, at.toEpochMilli());
            statement.setString(2, id);
            return statement.executeUpdate() == 1;
        }
    }

    List<ApiKey> all() throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT id, account, name, created, revoked FROM otp_api_key ORDER BY created, id");
                ResultSet rows = statement.executeQuery()) {
            List<ApiKey> keys = new ArrayList<>();
            while (rows.next()) {
                long revoked = rows.getLong(5);
                boolean isLive = rows.wasNull();
                keys.add(new ApiKey(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getString(3),
                        Instant.ofEpochMilli(rows.getLong(4)),
                        isLive ? Optional.empty() : Optional.of(Instant.ofEpochMilli(revoked))));
            }
            return keys;
        }
    }
}
