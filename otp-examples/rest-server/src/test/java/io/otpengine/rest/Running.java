package io.otpengine.rest;

import io.otpengine.rest.SimulatedPhone.Message;
import io.otpengine.testkit.ManualTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** A server for tests, on a free port, with a clock that stands and an account {@code acme}. */
final class Running implements AutoCloseable {
    static final String NUMBER = "+491701234567";
    static final String PREFIX = "/2fa/v1";

    final ManualTime time = new ManualTime();
    final Server server;
    final Client client;

    private Running(String... flags) {
        server = Server.start(Settings.of(flags), time);
        client = new Client(
                "http://127.0.0.1:" + server.port() + PREFIX, server.apiKeys().create("acme", "test"));
    }

    /** On a database in memory, without quotas that a test would meet by accident. */
    static Running server(String... flags) {
        return on("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", flags);
    }

    static Running on(String url, String... flags) {
        List<String> all =
                new ArrayList<>(List.of("--port=0", "--database-url=" + url, "--data=" + scratch(), "--page=false"));
        if (Arrays.stream(flags).noneMatch(flag -> flag.startsWith("--number-quotas"))) {
            all.add("--number-quotas=none");
        }
        all.addAll(Arrays.asList(flags));
        return new Running(all.toArray(String[]::new));
    }

    static Path scratch() {
        try {
            Path directory = Files.createTempDirectory("otp-rest");
            directory.toFile().deleteOnExit();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String root() {
        return "http://127.0.0.1:" + server.port();
    }

    /** Sends to {@link #NUMBER} and answers the OTP's id. */
    String send() {
        Reply reply = client.post("/otp", "number", NUMBER);
        if (reply.status() != 200) {
            throw new AssertionError(reply.toString());
        }
        return reply.text("otpId");
    }

    Message lastMessage(String number) {
        return server.phone().orElseThrow().messages(number).get(0);
    }

    String code() {
        return lastMessage(NUMBER).code();
    }

    String wrongCode() {
        String code = code();
        return (code.startsWith("0") ? "1" : "0") + code.substring(1);
    }

    @Override
    public void close() {
        server.close();
    }
}
