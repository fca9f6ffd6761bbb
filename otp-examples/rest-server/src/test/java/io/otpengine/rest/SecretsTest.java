package io.otpengine.rest;

import static io.otpengine.rest.Running.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Our loggers at TRACE, those of libraries at INFO: no key, code or number in any line, whatever is called. */
class SecretsTest {
    @Test
    void noKeyCodeOrNumberIsInAnyLogOrMetric() throws Exception {
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                lines.add(event.getLoggerName() + " " + event.getFormattedMessage() + " " + event.getKeyValuePairs());
                for (IThrowableProxy e = event.getThrowableProxy(); e != null; e = e.getCause()) {
                    lines.add(e.getClassName() + " " + e.getMessage());
                }
            }
        };
        appender.start();
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        Logger ours = (Logger) LoggerFactory.getLogger("io.otpengine");
        root.addAppender(appender);
        root.setLevel(Level.INFO);
        ours.setLevel(Level.TRACE);
        String wrongKey = "canary-of-a-key-that-is-none";
        try (Running running = Running.server()) {
            Client client = running.client;
            Client stranger = client.with(wrongKey);
            Client bare = client.with("");
            String id = running.send();
            String code = running.code();
            for (Client caller : List.of(client, stranger)) {
                caller.get("/otp", "number", NUMBER, "apiKey", caller.key());
                caller.post("/otp/" + id + "/check", "otpCode", running.wrongCode(), "apiKey", caller.key());
                caller.post("/otp/" + id + "/check", "otpCode", code);
                caller.post("/otp", "number", NUMBER, "otpCode", "bad!" + code);
                caller.get("/no/such/path/" + caller.key(), "apiKey", caller.key());
                caller.call(Client.Way.QUERY, "PUT", "/otp", "apiKey", caller.key());
                bare.get("/application", "apiKey", caller.key());
                for (String query : new String[] {"&number=%zz", "&x=" + "y".repeat(9000), "&\u0000"}) {
                    String raw = "GET /2fa/v1/otp?apiKey=" + caller.key() + query
                            + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
                    assertThat(Wire.exchange(running.server.port(), raw.getBytes(StandardCharsets.US_ASCII)))
                            .startsWith("HTTP/1.1 4");
                }
            }
            running.server.apiKeys().list();
            String metrics = new Client(running.root(), "").get("/metrics").body();
            assertThat(metrics).contains("otp_events_total", "http_server_requests");
            lines.addAll(metrics.lines().toList());
            assertThat(lines).anyMatch(line -> line.contains("route=\"/2fa/v1/otp/{id}/check\""));
            String all = String.join("\n", lines);
            assertThat(all)
                    .doesNotContain(client.key())
                    .doesNotContain(wrongKey)
                    .doesNotContain(NUMBER.substring(1))
                    .doesNotContain(id);
            // Four digits may be anywhere, in a port or a time; as a word of their own they would be the code.
            assertThat(lines)
                    .noneMatch(line -> line.startsWith("io.otpengine") && line.matches(".*\\b" + code + "\\b.*"));
        } finally {
            root.detachAppender(appender);
            root.setLevel(Level.OFF);
            ours.setLevel(null);
        }
    }

    @Test
    void nothingThatHoldsASecretShowsIt() {
        try (Running running = Running.server()) {
            running.send();
            assertThat(running.lastMessage(NUMBER)).asString().doesNotContain(running.code(), NUMBER);
        }
    }
}
