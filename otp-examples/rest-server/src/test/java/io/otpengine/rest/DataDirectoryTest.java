package io.otpengine.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.otpengine.InvalidRequestException;
import io.otpengine.rest.operation.Database;
import io.otpengine.rest.operation.DatabaseFile;
import io.otpengine.rest.operation.KeyRing;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other users of the machine have nothing to look for in the demo's data. */
class DataDirectoryTest {
    @TempDir
    Path directory;

    private Path data() {
        return directory.resolve("otp-data");
    }

    private Server start() {
        return Server.start(Settings.of("--port=0", "--page=false", "--data=" + data()));
    }

    private String url() {
        return "jdbc:h2:file:" + data().resolve("otp") + ";AUTO_SERVER=TRUE";
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void nobodyElseMayEnterIt() throws Exception {
        start().close();
        assertThat(permissions(data())).isEqualTo("rwx------");
    }

    @Test
    void theCommandsMakeItAsTheServerDoes() throws Exception {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        assertThat(Main.run(Map.of(), nowhere, nowhere, "keys", "list", "--data=" + data()))
                .isZero();
        assertThat(permissions(data())).isEqualTo("rwx------");
    }

    @Test
    void oneThatWasOpenIsClosedToOthers() throws Exception {
        Files.createDirectory(data());
        Files.setPosixFilePermissions(data(), PosixFilePermissions.fromString("rwxr-xr-x"));
        start().close();
        assertThat(permissions(data())).isEqualTo("rwx------");
    }

    @Test
    void oneInWhichEverybodyMayWriteIsRefused() throws Exception {
        Files.createDirectory(data());
        Files.setPosixFilePermissions(data(), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(this::start)
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("others may not write");
        assertThat(permissions(data())).isEqualTo("rwxrwxrwx");
        assertThat(data()).isEmptyDirectory();
    }

    @Test
    void withoutThePasswordNobodyConnectsToTheDatabaseOfARunningServer() {
        try (Server server = start()) {
            assertThat(server.firstKey()).isPresent();
            for (String user : new String[] {"", "sa", "otp"}) {
                assertThatThrownBy(() -> DriverManager.getConnection(url(), user, ""))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("Wrong user name or password");
            }
        }
    }

    /** A start looks for a table that is not there yet, which would be the first entry. */
    @Test
    void thereIsNoFileOfErrorsWhichWouldQuoteWhatIsStored() {
        start().close();
        assertThat(data().resolve("otp.mv.db")).exists();
        assertThat(data().resolve("otp.trace.db")).doesNotExist();
    }

    @Test
    void aCommitIsInTheFileBeforeItIsAnswered() throws Exception {
        String key = Base64.getEncoder().encodeToString(new byte[32]);
        KeyRing ring = KeyRing.parse("k1:" + key + ",pepper:" + key);
        try (Database database = DatabaseFile.open(data(), ring, 1);
                Connection connection = database.pool().getConnection();
                var statement = connection.createStatement();
                var delay = statement.executeQuery("SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS"
                        + " WHERE SETTING_NAME = 'WRITE_DELAY'")) {
            assertThat(delay.next()).isTrue();
            assertThat(delay.getString(1)).isEqualTo("0");
        }
    }

    @Test
    void aDatabaseFromBeforeItHadAPasswordGetsOne() throws Exception {
        Files.createDirectory(data());
        try (Connection old = DriverManager.getConnection(url());
                var statement = old.createStatement()) {
            statement.execute("CREATE TABLE witness(a INT)");
        }
        start().close();
        assertThatThrownBy(() -> DriverManager.getConnection(url())).isInstanceOf(SQLException.class);
        start().close();
    }

    @Test
    void otherKeysThanThoseItWasMadeUnderAreRefusedInASentence() {
        start().close();
        String key = Base64.getEncoder().encodeToString(new byte[32]);
        Map<String, String> environment = Map.of("OTP_KEYS", "k1:" + key + ",pepper:" + key);
        assertThatThrownBy(() -> Server.start(Settings.of(environment, "--port=0", "--data=" + data())))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("keys must be those under which the database in the data directory was made");
    }
}
