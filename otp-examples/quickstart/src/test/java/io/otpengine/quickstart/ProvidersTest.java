package io.otpengine.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes through providers, each a server on this machine. */
class ProvidersTest {
    private static final String NUMBER = "+491701234567";
    private static final String SECRET = "secret-canary";

    /** SMPP has room for 8 characters. */
    private static final String SHORT_SECRET = "canary-8";

    private static final Pattern CODE = Pattern.compile("(\\d{6}) ist Ihr Code");
    private static final Pattern SPOKEN = Pattern.compile("((?:\\d, ){5}\\d) ist Ihr Code");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> requests = new ArrayList<>();
    private HttpServer provider;
    private int status = 200;

    @BeforeEach
    void start() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/", exchange -> {
            String body = URLDecoder.decode(new String(exchange.getRequestBody().readAllBytes(), UTF_8), UTF_8);
            requests.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
            byte[] answer = answer(exchange.getRequestURI().getPath()).getBytes(UTF_8);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        provider.start();
    }

    @AfterEach
    void stop() {
        provider.stop(0);
    }

    @ParameterizedTest
    @EnumSource(names = "SMPP", mode = EnumSource.Mode.EXCLUDE)
    void theCodeThatAProviderCarriesProvesTheNumber(SmsProvider sms) {
        assertThat(run(variables(), code(CODE), "--sms", sms.name().toLowerCase(java.util.Locale.ROOT)))
                .as(this::errors)
                .isZero();
        assertThat(screen()).contains("Sent by sms", "Verified: " + NUMBER);
        assertThat(requests).hasSize(1);
        assertNothingSecretIsShown();
    }

    @ParameterizedTest
    @EnumSource
    void aCallProvesTheNumber(VoiceProvider voice) {
        assertThat(run(
                        variables(),
                        code(SPOKEN),
                        "--voice",
                        voice.name().toLowerCase(java.util.Locale.ROOT),
                        "--via",
                        "voice"))
                .as(this::errors)
                .isZero();
        assertThat(screen()).contains("Sent by voice", "Verified: " + NUMBER);
        assertThat(requests).hasSize(1);
        assertNothingSecretIsShown();
    }

    @Test
    void theSenderIsTheOneOfTheEnvironment() {
        run(variables(), "q", "--sms", "twilio");
        assertThat(requests).singleElement().asString().contains("From=Acme").doesNotContain("VERIFY");
    }

    @Test
    void aMessagingServiceNeedsNoSender() {
        Map<String, String> variables = variables();
        variables.remove("SMS_SENDER");
        variables.put("TWILIO_MESSAGING_SERVICE", "MG" + "0".repeat(32));
        run(variables, "q", "--sms", "twilio");
        assertThat(requests)
                .singleElement()
                .asString()
                .contains("MessagingServiceSid=MG")
                .doesNotContain("From=");
    }

    @Test
    void anApiKeyGoesBeforeTheAuthToken() {
        Map<String, String> variables = variables();
        variables.remove("TWILIO_AUTH_TOKEN");
        variables.put("TWILIO_API_KEY", "SK" + "1".repeat(32));
        variables.put("TWILIO_API_SECRET", SECRET);
        assertThat(run(variables, "q", "--sms", "twilio")).isEqualTo(1);
        assertThat(requests).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "TYNTEC_API_KEY, --sms tyntec",
        "SMS_SENDER, --sms tyntec",
        "SMS_SENDER, --sms twilio",
        "SMS_SENDER, --sms vonage",
        "TWILIO_ACCOUNT_SID, --sms twilio",
        "TWILIO_AUTH_TOKEN, --sms twilio",
        "VONAGE_API_KEY, --sms vonage",
        "VONAGE_API_SECRET, --sms vonage",
        "INFOBIP_API_KEY, --sms infobip",
        "INFOBIP_ENDPOINT, --sms infobip",
        "HTTP_ENDPOINT, --sms http",
        "HTTP_PATH, --sms http",
        "HTTP_JSON, --sms http",
        "SMPP_HOST, --sms smpp",
        "SMPP_PORT, --sms smpp",
        "SMPP_SYSTEM_ID, --sms smpp",
        "SMPP_PASSWORD, --sms smpp",
        "TYNTEC_API_KEY, --voice tyntec",
        "TWILIO_AUTH_TOKEN, --voice twilio",
        "VOICE_CALLER, --voice twilio"
    })
    void whatIsMissingIsNamed(String variable, String options) {
        Map<String, String> variables = variables();
        variables.remove(variable);
        assertRefused(variables, variable + " is missing from the environment", options.split(" "));
        variables.put(variable, " ");
        assertRefused(variables, variable + " is missing from the environment", options.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "TWILIO_ACCOUNT_SID, SK1, --sms twilio",
        "TWILIO_MESSAGING_SERVICE, MG1, --sms twilio",
        "TWILIO_ENDPOINT, http://sms.example, --sms twilio",
        "TYNTEC_ENDPOINT, not an address, --sms tyntec",
        "VONAGE_ENDPOINT, ftp://sms.example, --sms vonage",
        "INFOBIP_ENDPOINT, xxxxx.api.infobip.com, --sms infobip",
        "SMS_SENDER, Acme Corporation Ltd, --sms vonage",
        "VOICE_CALLER, Acme, --voice twilio",
        "HTTP_PATH, send, --sms http",
        "HTTP_JSON, {, --sms http",
        "SMPP_PORT, many, --sms smpp",
        "SMPP_PORT, 70000, --sms smpp"
    })
    void whatIsWrongIsNamed(String variable, String value, String options) {
        Map<String, String> variables = variables();
        variables.put(variable, value);
        assertRefused(variables, variable + " is wrong", options.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "TYNTEC_API_KEY, --sms tyntec",
        "TYNTEC_API_KEY, --voice tyntec",
        "TWILIO_AUTH_TOKEN, --sms twilio",
        "VONAGE_API_SECRET, --sms vonage",
        "INFOBIP_API_KEY, --sms infobip",
        "HTTP_AUTHORIZATION, --sms http",
        "SMPP_PASSWORD, --sms smpp"
    })
    void aKeyWithALineFeedIsNamedAndNotShown(String variable, String options) {
        Map<String, String> variables = variables();
        variables.put(variable, SHORT_SECRET + "\n");
        assertRefused(variables, variable + " is wrong", options.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP_PATH, /a b, --sms http",
        "HTTP_PATH, /%2{from}, --sms http",
        "HTTP_ENDPOINT, http://127.0.0.1/v1, --sms http",
        "SMPP_PASSWORD, 9-characters, --sms smpp",
        "SMPP_SYSTEM_ID, more-than-fifteen-characters, --sms smpp"
    })
    void whatIsWrongOnlyInTheEndIsNamedToo(String variable, String value, String options) {
        whatIsWrongIsNamed(variable, value, options);
        assertThat(errors()).doesNotContain(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--sms pigeon", "--voice vonage"})
    void anotherProviderIsRefusedAndTheOnesThereAreNamed(String options) {
        assertRefused(variables(), "TWILIO", options.split(" "));
    }

    @Test
    void aRealPhoneCannotBeReadByAScript() {
        assertRefused(variables(), "--code-from-phone", "--sms", "twilio", "--code-from-phone");
        assertRefused(variables(), "--code-from-phone", "--sms", "twilio", "--wrong", "1");
    }

    @Test
    void aRefusalEndsItAndSaysWhy() {
        status = 401;
        assertThat(run(variables(), "q", "--sms", "tyntec")).isEqualTo(3);
        assertThat(screen()).contains("Not delivered: CONFIGURATION: tyntec refused (HTTP 401");
        assertNothingSecretIsShown();
    }

    @Test
    void aMessageThatMayHaveArrivedCanBeAnswered() {
        status = 503;
        assertThat(run(variables(), code(CODE), "--sms", "infobip")).isZero();
        assertThat(screen()).contains("Not delivered: infobip: HTTP 503.", "Verified");
    }

    @Test
    void anSmscThatIsNotThereIsNotBound() {
        Map<String, String> variables = variables();
        variables.put("SMPP_PORT", "1");
        assertThat(run(variables, "q", "--sms", "smpp", "--expire", "30")).isEqualTo(3);
        assertThat(screen()).contains("Not delivered: UNAVAILABLE: smpp is not bound");
        assertNothingSecretIsShown();
    }

    @Test
    void helpNamesTheVariables() {
        assertThat(run(Map.of(), "", "--help")).isZero();
        assertThat(screen()).contains(variables().keySet()).contains("tyntec|twilio|vonage|infobip|http|smpp");
    }

    private Map<String, String> variables() {
        String server = "http://127.0.0.1:" + provider.getAddress().getPort();
        Map<String, String> variables = new TreeMap<>();
        variables.put("SMS_SENDER", "Acme");
        variables.put("VOICE_CALLER", "+4930123456");
        variables.put("TYNTEC_API_KEY", SECRET);
        variables.put("TYNTEC_ENDPOINT", server);
        variables.put("TWILIO_ACCOUNT_SID", "AC" + "0".repeat(32));
        variables.put("TWILIO_AUTH_TOKEN", SECRET);
        variables.put("TWILIO_ENDPOINT", server);
        variables.put("VONAGE_API_KEY", "abcd1234");
        variables.put("VONAGE_API_SECRET", SECRET);
        variables.put("VONAGE_ENDPOINT", server);
        variables.put("INFOBIP_API_KEY", SECRET);
        variables.put("INFOBIP_ENDPOINT", server);
        variables.put("HTTP_ENDPOINT", server);
        variables.put("HTTP_PATH", "/send");
        variables.put("HTTP_JSON", "{\"to\":\"{to}\",\"text\":\"{text}\",\"from\":\"{from}\"}");
        variables.put("HTTP_AUTHORIZATION", SECRET);
        variables.put("SMPP_HOST", "127.0.0.1");
        variables.put("SMPP_PORT", "2775");
        variables.put("SMPP_SYSTEM_ID", "acme");
        variables.put("SMPP_PASSWORD", SHORT_SECRET);
        variables.put("SMPP_TLS", "no");
        return variables;
    }

    private static String answer(String path) {
        return switch (path) {
            case "/messaging/v1/sms" -> "{\"requestId\":\"r-1\",\"status\":\"ACCEPTED\"}";
            case "/tts/v1/calls" -> "{\"callId\":\"c-1\",\"status\":\"starting\"}";
            case "/sms/json" -> "{\"messages\":[{\"status\":\"0\",\"message-id\":\"1\"}]}";
            case "/sms/3/messages" -> "{\"messages\":[{\"messageId\":\"1\",\"status\":{\"groupName\":\"PENDING\"}}]}";
            case "/send" -> "{}";
            default ->
                "{\"sid\":\"" + (path.endsWith("/Calls.json") ? "CA" : "SM") + "0".repeat(32)
                        + "\",\"status\":\"queued\"}";
        };
    }

    /** The code from the request, once there is one. */
    private InputStream code(Pattern words) {
        return new InputStream() {
            private InputStream typed;

            @Override
            public int read() throws IOException {
                return typed().read();
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                return typed().read(into, from, length);
            }

            private InputStream typed() {
                if (typed == null) {
                    Matcher found = words.matcher(requests.get(0));
                    String line = found.find() ? found.group(1).replace(", ", "") + "\n" : "q\n";
                    typed = new ByteArrayInputStream(line.getBytes(UTF_8));
                }
                return typed;
            }
        };
    }

    private void assertRefused(Map<String, String> variables, String words, String... options) {
        err.reset();
        assertThat(run(variables, "q", options)).as(this::errors).isEqualTo(2);
        assertThat(errors()).contains(words);
        assertThat(screen()).isEmpty();
        assertThat(requests).isEmpty();
        assertNothingSecretIsShown();
    }

    private void assertNothingSecretIsShown() {
        assertThat(screen() + errors()).doesNotContain(SECRET, SHORT_SECRET);
    }

    private int run(Map<String, String> variables, String typed, String... options) {
        return run(variables, new ByteArrayInputStream((typed + "\n").getBytes(UTF_8)), options);
    }

    private int run(Map<String, String> variables, InputStream in, String... options) {
        List<String> arguments = new ArrayList<>(List.of(NUMBER));
        arguments.addAll(List.of(options));
        return Quickstart.run(
                in,
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                InstantSource.system(),
                variables,
                arguments.toArray(String[]::new));
    }

    private String screen() {
        return out.toString(UTF_8);
    }

    private String errors() {
        return err.toString(UTF_8);
    }
}
