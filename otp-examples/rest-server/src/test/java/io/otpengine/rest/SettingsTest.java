package io.otpengine.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.otpengine.InvalidRequestException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class SettingsTest {
    private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Map<String, String> environment, String... args) {
        return Main.run(environment, new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    @Test
    void everyOptionHasASentenceInHelpAndSaysWhatHoldsUnlessItIsSet() {
        for (OptionSpec option :
                new CommandLine(new Settings()).getCommandSpec().options()) {
            assertThat(String.join("", option.description()))
                    .as(option.longestName())
                    .matches(".{20,}\\.")
                    .containsAnyOf("unless", "unset", "Unset", "in the environment");
        }
        assertThat(run(Map.of(), "--help")).isZero();
        assertThat(out.toString()).contains("--database-url", "OTP_DATABASE_URL", "--page", "keys");
    }

    @Test
    void aFlagWinsOverTheEnvironmentAndTheEnvironmentOverTheFile() throws Exception {
        Path file = Files.writeString(directory.resolve("settings"), "port=1\nhost=10.0.0.1\nthreads=7\n");
        Map<String, String> environment =
                Map.of("OTP_PORT", "2", "OTP_HOST", "10.0.0.2", "OTP_SETTINGS", file.toString());
        Settings settings = Settings.of(environment, "--port=3");
        assertThat(settings.network.port).isEqualTo(3);
        assertThat(settings.network.host).isEqualTo("10.0.0.2");
        assertThat(settings.network.threads).isEqualTo(7);
        assertThat(Settings.of("--settings", file.toString()).network.port).isEqualTo(1);
    }

    @Test
    void aLineOfTheFileThatIsNoSettingIsRefused() throws Exception {
        Path file = Files.writeString(directory.resolve("settings"), "prot=1\n");
        assertThat(run(Map.of(), "--settings=" + file)).isEqualTo(2);
        assertThat(err.toString()).contains("prot");
        assertThat(run(Map.of(), "--settings=" + directory.resolve("none"))).isEqualTo(2);
    }

    @Test
    void itListensOnThisMachineAloneUnlessTold() {
        assertThat(Settings.of().network.host).isEqualTo("127.0.0.1");
        assertThat(Settings.of().database.purge()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void secretsAreNotTakenAsFlags() {
        for (String secret : new String[] {"--database-password", "--keys", "--provider-secret", "--receipt-secret"}) {
            assertThat(run(Map.of(), secret + "=canary", "--port=0")).as(secret).isEqualTo(2);
            assertThat(run(Map.of(), "keys", "list", secret + "=canary"))
                    .as(secret)
                    .isEqualTo(2);
        }
        assertThat(err.toString()).doesNotContain("canary");
    }

    @Test
    void productionNamesAllThatIsMissingAndRefusesToStart() {
        assertThat(run(Map.of(), "--mode=production", "--data=" + directory)).isEqualTo(2);
        assertThat(err.toString()).contains("keys or keys-file", "database-url", "provider");
        assertThat(directory).isEmptyDirectory();
        Map<String, String> environment = new HashMap<>(Map.of(
                "OTP_MODE", "production",
                "OTP_KEYS", "k1:" + KEY + ",pepper:" + KEY,
                "OTP_DATABASE_URL", "jdbc:h2:mem:production",
                "OTP_PROVIDER", "vonage"));
        assertThat(run(environment)).isEqualTo(2);
        assertThat(err.toString()).contains("provider-account is required");
        environment.putAll(Map.of("OTP_PROVIDER_ACCOUNT", "a", "OTP_PROVIDER_SECRET", "s", "OTP_PORT", "0"));
        try (Server server = Server.start(Settings.of(environment))) {
            Client root = new Client("http://127.0.0.1:" + server.port(), "");
            assertThat(server.phone()).isEmpty();
            assertThat(server.firstKey()).isEmpty();
            assertThat(root.get("/").status()).isEqualTo(404);
            assertThat(root.get("/health/ready").status()).isEqualTo(200);
        }
    }

    @Test
    void whatIsWrongComesOutBeforeAnythingIsOpened() {
        String data = "--data=" + directory;
        assertThat(run(Map.of(), data, "--provider=vonage")).isEqualTo(2);
        assertThat(err.toString()).contains("provider-account is required");
        assertThat(run(Map.of(), data, "--trusted-proxies=cafe.de")).isEqualTo(2);
        assertThat(err.toString()).contains("trusted-proxies must be");
        assertThat(run(Map.of(), data, "--number-quotas=often")).isEqualTo(2);
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://otp.example/otp",
                "https://otp.example//",
                "https://otp.example?x=1",
                "https://otp.example/#x",
                "https://user@otp.example",
                "ftp://otp.example",
                "otp.example",
                "https:otp.example",
                "https://"
            })
    void aPublicUrlThatIsMoreOrLessThanASiteIsRefused(String url) {
        assertThat(run(Map.of(), "--data=" + directory, "--public-url=" + url)).isEqualTo(2);
        assertThat(err.toString()).contains("public-url");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aPublicUrlMayEndWithASlash() {
        for (String url : new String[] {"https://otp.example", "http://10.0.0.1:8080/", "HTTPS://otp.example/"}) {
            Settings.of("--public-url=" + url).check();
        }
    }

    @Test
    void onThisMachineAloneTheDemoIsFoundUnderItsOwnNamesAlone() {
        Settings alone = Settings.of("--page-host=login.example", "--public-url=https://otp.example");
        assertThat(List.of("localhost", "LocalHost", "127.0.0.1", "127.1.2.3", "[::1]", "login.example", "otp.example"))
                .allMatch(alone::isPageHost);
        assertThat(List.of("", "evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1"))
                .noneMatch(alone::isPageHost);
        assertThat(Settings.of("--host=0.0.0.0").isPageHost("otp.example")).isTrue();
        assertThat(Settings.of("--mode=production").isPageHost("otp.example")).isTrue();
    }

    @Test
    void aSiteThatGaveItsNameOurAddressReachesNothingOfThePage() throws Exception {
        try (Server server = Server.start(Settings.of("--port=0", "--data=" + directory))) {
            String host = "evil.example:" + server.port();
            String request = "POST /page/flow HTTP/1.1\r\nHost: " + host + "\r\nOrigin: http://" + host
                    + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
            assertThat(Wire.exchange(server.port(), request.getBytes(StandardCharsets.US_ASCII)))
                    .startsWith("HTTP/1.1 403");
            assertThat(Wire.exchange(
                            server.port(),
                            request.replace("evil.example", "localhost").getBytes(StandardCharsets.US_ASCII)))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "port,0,65535",
        "threads,8,1000",
        "connections,1,1000000",
        "idle-seconds,1,3600",
        "stop-seconds,0,3600",
        "database-pool,1,1000",
        "purge-seconds,1,86400"
    })
    void numbersHaveBoundsThatHelpTells(String name, int least, int most) {
        for (int value : new int[] {least - 1, most + 1}) {
            assertThat(run(Map.of(), "--data=" + directory, "--" + name + "=" + value))
                    .isEqualTo(2);
        }
        assertThat(err.toString().lines())
                .hasSize(2)
                .allMatch(line -> line.contains(name + " must be from " + least + " to " + most));
        assertThat(new CommandLine(new Settings())
                        .getCommandSpec()
                        .findOption("--" + name)
                        .description()[0])
                .contains(String.valueOf(most));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void whatWasOpenedIsClosedWhenTheStartFails() throws Exception {
        String url = "jdbc:h2:mem:failed-start";
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Server.start(Settings.of(
                            "--port=" + taken.getLocalPort(), "--database-url=" + url, "--data=" + directory)))
                    .isInstanceOf(RuntimeException.class);
        }
        // A database in memory goes with its last connection.
        try (Connection connection = DriverManager.getConnection(url);
                ResultSet tables = connection.getMetaData().getTables(null, "PUBLIC", null, null)) {
            assertThat(tables.next()).isFalse();
        }
    }

    @Test
    void streamsLeaveThreadsForRequests() {
        assertThat(Settings.of().network.streams()).isEqualTo(48);
        assertThat(Settings.of("--threads=1000").network.streams()).isEqualTo(48);
        assertThat(Settings.of("--threads=20").network.streams()).isEqualTo(4);
        assertThat(Settings.of("--threads=8").network.streams()).isZero();
    }

    @Test
    void withTheFewestThreadsAllIsServedAndTabsAsk() throws Exception {
        try (Server server = Server.start(Settings.of("--port=0", "--threads=8", "--data=" + directory))) {
            String root = "http://127.0.0.1:" + server.port();
            Client client = new Client(root, "");
            Reply start = client.send(client.request("/page/flow")
                    .header("Origin", root)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{}")));
            String cookie = start.headers().firstValue("Set-Cookie").orElseThrow();
            Reply stream = client.send(client.request("/page/stream?flow=" + start.text("flow"))
                    .header("Cookie", cookie.substring(0, cookie.indexOf(';'))));
            assertThat(stream.status()).isEqualTo(429);
            assertThat(client.get("/health/ready").status()).isEqualTo(200);
        }
    }

    @Test
    void aDemoThatOthersReachSaysSo() {
        assertThat(Settings.of().warnings()).isEmpty();
        assertThat(Settings.of("--host=localhost").warnings()).isEmpty();
        assertThat(Settings.of("--host=::1").warnings()).isEmpty();
        assertThat(Settings.of("--host=0.0.0.0", "--mode=production").warnings())
                .isEmpty();
        assertThat(Settings.of("--host=0.0.0.0").warnings())
                .singleElement()
                .asString()
                .contains("0.0.0.0", "shows codes");
        assertThat(Settings.of("--host=::", "--provider=tyntec").warnings())
                .singleElement()
                .asString()
                .contains("at your cost");
    }

    @Test
    void keysThatAreNoneAreRefusedWithoutBeingRepeated() {
        for (String keys : new String[] {
            "canary", "k1:canary,pepper:canary", "k1:" + KEY, "pepper:" + KEY, "k1:" + KEY + ",k1:" + KEY
        }) {
            assertThat(run(Map.of("OTP_KEYS", keys, "OTP_PORT", "0"), "--data=" + directory))
                    .isEqualTo(2);
        }
        assertThat(err.toString()).contains("openssl rand -base64 32").doesNotContain("canary");
    }

    @Test
    void demoMakesKeysForItsOwnerAloneAndKeepsThem() throws Exception {
        String[] flags = {"--port=0", "--page=false", "--data=" + directory};
        Path keys = directory.resolve("keys");
        try (Server server = Server.start(Settings.of(flags))) {
            assertThat(server.firstKey()).isPresent();
        }
        String made = Files.readString(keys);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)))
                .isEqualTo("rw-------");
        try (Server server = Server.start(Settings.of(flags))) {
            assertThat(server.firstKey()).isEmpty();
        }
        assertThat(Files.readString(keys)).isEqualTo(made);
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> Server.start(Settings.of(flags))).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void theCommandsMakeShowAndRevokeKeysBesideAServerThatRuns() {
        String data = "--data=" + directory;
        try (Server server = Server.start(Settings.of("--port=0", "--page=false", data))) {
            assertThat(run(Map.of(), "keys", "create", "--account=acme", "--name=web", data))
                    .isZero();
            String key = out.toString().strip();
            Client client = new Client("http://127.0.0.1:" + server.port() + "/2fa/v1", key);
            assertThat(client.get("/application").status()).isEqualTo(200);
            assertThat(run(Map.of(), "keys", "list", data)).isZero();
            String line = out.toString()
                    .lines()
                    .filter(l -> l.contains("acme"))
                    .findFirst()
                    .orElseThrow();
            assertThat(line).endsWith("live\tweb").doesNotContain(key);
            String id = line.substring(0, line.indexOf('\t'));
            assertThat(run(Map.of(), "keys", "revoke", id, data)).isZero();
            assertThat(run(Map.of(), "keys", "revoke", id, data)).isEqualTo(1);
            assertThat(run(Map.of(), "keys", "create", "--account=a b", data)).isEqualTo(2);
        }
        assertThat(run(Map.of(), "keys", "list", data)).isZero();
        assertThat(out.toString()).contains("revoked 20");
    }

    @Test
    void theCommandsSayWhichDatabaseTheyUseWithoutItsSecrets() {
        assertThat(run(Map.of(), "keys", "list", "--data=" + directory)).isZero();
        assertThat(err.toString()).contains("mode demo, database " + directory.resolve("otp.mv.db"));
        assertThat(out.toString()).isEmpty();
        String url = "jdbc:h2:mem:" + UUID.randomUUID();
        assertThat(run(Map.of("OTP_DATABASE_URL", url + ";LOCK_TIMEOUT=987"), "keys", "list", "--data=" + directory))
                .isZero();
        assertThat(err.toString()).contains("database " + url).doesNotContain("LOCK_TIMEOUT");
    }

    @Test
    void aDemoInMemoryLeavesNoDatabase() throws Exception {
        String[] flags = {"--port=0", "--page=false", "--data=" + directory, "--database-url=memory"};
        try (Server server = Server.start(Settings.of(flags))) {
            Client client = new Client(
                    "http://127.0.0.1:" + server.port() + "/2fa/v1",
                    server.firstKey().orElseThrow());
            String id = client.post("/otp", "number", Running.NUMBER).text("otpId");
            String code =
                    server.phone().orElseThrow().messages(Running.NUMBER).get(0).code();
            assertThat(client.post("/otp/" + id + "/check", "otpCode", code).status())
                    .isEqualTo(202);
            assertThat(client.post("/application", "name", "Shop").status()).isEqualTo(200);
        }
        try (Server server = Server.start(Settings.of(flags))) {
            assertThat(server.firstKey()).isPresent();
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(directory.resolve("keys"));
        }
    }

    @Test
    void memoryIsRefusedWhereItWouldLoseOrMissTheKeys() {
        Map<String, String> production = Map.of("OTP_MODE", "production", "OTP_DATABASE_URL", "memory");
        assertThat(run(production, "--data=" + directory)).isEqualTo(2);
        assertThat(err.toString()).contains("memory forgets all at a restart");
        assertThat(run(Map.of(), "keys", "list", "--database-url=memory", "--data=" + directory))
                .isEqualTo(2);
        assertThat(err.toString()).contains("in the server's process alone");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void policyAndQuotasCanBeSet() {
        assertThat(Settings.of().policy.policy().codeLength()).isEqualTo(4);
        var policy = Settings.of(
                        "--policy=recommended",
                        "--regions=DE,AT",
                        "--number-quotas=2/1m,9/1d",
                        "--subject-quotas=none",
                        "--application-quota=5")
                .policy
                .policy();
        assertThat(policy.codeLength()).isEqualTo(6);
        assertThat(policy.regions()).containsExactlyInAnyOrder("DE", "AT");
        assertThat(policy.numberQuotas()).hasSize(2);
        assertThat(policy.numberQuotas().get(1).length()).isEqualTo(Duration.ofDays(1));
        assertThat(policy.subjectQuotas()).isEmpty();
        assertThat(policy.applicationQuota()).isEqualTo(5);
        assertThatThrownBy(() -> Settings.of("--number-quotas=often").policy.policy())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("number-quotas");
    }
}
