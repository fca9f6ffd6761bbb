package io.otpengine.customstore;

import io.otpengine.Channel;
import io.otpengine.CodeKeys;
import io.otpengine.ConsoleChannel;
import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpPolicy;
import io.otpengine.OtpStoreException;
import io.otpengine.SendRequest;
import io.otpengine.Verification;
import io.otpengine.Verification.Outcome;
import io.otpengine.spi.DeliveryChannel;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.OtpMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Scanner;
import java.util.stream.Stream;
import redis.clients.jedis.providers.PooledConnectionProvider;

/** Proves a phone number with OTPs in a Redis of its own, which can be killed between two guesses. */
final class Demo {
    /** What names of temporary directories begin with. */
    static final String DIRECTORY = "otp-redis" + ProcessHandle.current().pid() + "-";

    private static final String KILL = "k";

    private final RedisServer server;
    private final OtpEngine engine;
    private final PrintStream out;
    private String codeOnPhone = "";

    private Demo(RedisServer server, PooledConnectionProvider connections, PrintStream out) {
        this.server = server;
        this.out = out;
        OtpPolicy policy = OtpPolicy.recommended();
        engine = OtpEngine.builder()
                .store(new RedisOtpStore(connections, policy.retention(), 0))
                .keys(CodeKeys.random()) // this Redis ends with this program; a lasting one needs lasting keys
                .policy(policy)
                .channel(phone())
                .build();
    }

    /**
     * Runs and exits: 0 if the number is verified, 1 if not.
     *
     * @param args a number, and {@code --code-from-phone} to guess wrong, kill Redis and answer with the code
     * @throws IOException if there is no place for Redis' files
     */
    public static void main(String[] args) throws IOException {
        System.exit(run(System.in, System.out, args) ? 0 : 1);
    }

    static boolean run(InputStream in, PrintStream out, String... args) throws IOException {
        List<String> arguments = List.of(args);
        boolean script = arguments.contains("--code-from-phone");
        String number =
                arguments.stream().filter(a -> !a.startsWith("--")).findFirst().orElse("+491701234567");
        Path directory = Files.createTempDirectory(DIRECTORY);
        try {
            return run(directory, number, script, in, out);
        } finally {
            // Its files have the number in them.
            delete(directory);
        }
    }

    private static boolean run(Path directory, String number, boolean script, InputStream in, PrintStream out) {
        try (RedisServer server = RedisServer.start(directory);
                PooledConnectionProvider connections = Connections.to(server.address())) {
            Demo demo = new Demo(server, connections, out);
            Otp otp = demo.engine.send(SendRequest.to(number)).orElseThrow();
            Scanner typed = new Scanner(in, StandardCharsets.UTF_8);
            return demo.proves(
                    otp, script ? List.of("wrong", KILL, demo.codeOnPhone).iterator() : typed);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private boolean proves(Otp otp, Iterator<String> answers) {
        while (true) {
            out.print("Code (" + KILL + " kills Redis and starts it again): ");
            out.flush();
            if (!answers.hasNext()) {
                return false;
            }
            String answer = answers.next();
            out.println(answer);
            if (answer.equals(KILL)) {
                server.kill();
                server.restart();
                out.println("Redis is back, with what it had on disk.");
                continue;
            }
            Verification verification = verified(otp, answer);
            out.println(verification.outcome() + ", attempts left: " + verification.attemptsLeft());
            if (verification.outcome() != Outcome.WRONG_CODE) {
                return verification.isVerified();
            }
        }
    }

    /** A connection from before the kill breaks when it is used; the next call gets a new one. */
    private Verification verified(Otp otp, String code) {
        try {
            return engine.verify(otp.id(), code);
        } catch (OtpStoreException e) {
            out.println(e.getMessage() + ": once more.");
            return engine.verify(otp.id(), code);
        }
    }

    private DeliveryChannel phone() {
        ConsoleChannel console = new ConsoleChannel(Channel.SMS, out);
        return new DeliveryChannel() {
            @Override
            public Channel channel() {
                return Channel.SMS;
            }

            @Override
            public DeliveryResult send(OtpMessage message) {
                codeOnPhone = message.code();
                return console.send(message);
            }
        };
    }
}
