package io.otpengine.rest.operation;

import io.otpengine.InvalidRequestException;
import io.otpengine.OtpStoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The demo's database, a file in the data directory. AUTO_SERVER lets the commands about keys in while the server runs,
 * and with them every user of the machine who finds the port: hence a password, which whoever may read the keys knows.
 */
public final class DatabaseFile {
    private static final String HMAC = "HmacSHA256";
    private static final String LABEL = "password of the database file";
    /**
     * H2 would answer a commit up to half a second before it writes it, and a killed server forget what it counted; and it
     * would keep a file of errors, which may quote what is stored.
     */
    private static final String OPTIONS = ";AUTO_SERVER=TRUE;WRITE_DELAY=0;TRACE_LEVEL_FILE=0";

    private static final String NO_USER = "";
    private static final String NO_PASSWORD = "";
    private static final String WRONG_PASSWORD = "28000";

    private DatabaseFile() {}

    /**
     * Opens the database and makes it if there is none.
     *
     * @param data the directory, which is made or closed to others
     * @param ring the keys that the password comes from
     * @param connections the most to open
     * @return the pool
     * @throws InvalidRequestException if the database was made under other keys
     */
    public static Database open(Path data, KeyRing ring, int connections) {
        OwnDirectory.make(data);
        String url = "jdbc:h2:file:" + data.resolve("otp").toAbsolutePath() + OPTIONS;
        String password = password(ring);
        if (!opens(url, password)) {
            if (!opens(url, NO_PASSWORD)) {
                throw InvalidRequestException.malformed(
                        "keys", "must be those under which the database in the data directory was made");
            }
            // Made by a version that had no password yet.
            set(url, password);
        }
        return Database.at(url, NO_USER, password, connections);
    }

    private static boolean opens(String url, String password) {
        try {
            DriverManager.getConnection(url, NO_USER, password).close();
            return true;
        } catch (SQLException e) {
            if (WRONG_PASSWORD.equals(e.getSQLState())) {
                return false;
            }
            throw broken(e);
        }
    }

    private static void set(String url, String password) {
        try (Connection connection = DriverManager.getConnection(url, NO_USER, NO_PASSWORD);
                PreparedStatement set = connection.prepareStatement("SET PASSWORD ?")) {
            set.setString(1, password);
            set.execute();
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    private static OtpStoreException broken(SQLException e) {
        return new OtpStoreException("the database in the data directory cannot be opened", e);
    }

    private static String password(KeyRing ring) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(ring.pepper(), HMAC));
            byte[] derived = mac.doFinal(LABEL.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(derived);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }
}
