package io.otpengine.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.otpengine.ApplicationId;
import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpId;
import io.otpengine.SendRequest;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import io.otpengine.testkit.GuessAnswer;
import io.otpengine.testkit.ManualTime;
import io.otpengine.testkit.RecordingChannel;
import io.otpengine.testkit.SendAnswer;
import io.otpengine.testkit.ShownOtp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * One node in a JVM of its own, which does what it is told a step at a time: each actor stops before each call of the
 * store, says {@code at}, and waits for {@code go}. Commands come as lines; so do the answers.
 */
final class SteppedNode {
    private static final ThreadLocal<String> ACTOR = new ThreadLocal<>();

    private final Map<String, Semaphore> turns = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    });
    private final ManualTime time = new ManualTime();
    private final RecordingChannel phone = new RecordingChannel();
    private final PrintStream out;
    private final Duration ahead;
    private final OtpEngine engine;

    private SteppedNode(PrintStream out, OtpStore store, Duration ahead) {
        this.out = out;
        this.ahead = ahead;
        this.engine = OtpEngine.builder()
                .store(stepped(store))
                .channel(phone)
                .policy(InterleavedJvms.POLICY)
                .keys(Nodes.KEYS)
                .clock(time)
                .build();
    }

    /** Arguments: JDBC address, table prefix, milliseconds that the clock is ahead, {@code comparing} or not. */
    public static void main(String[] args) throws IOException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(args[0]);
        config.setUsername("postgres");
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(0);
        OtpStore store = JdbcOtpStore.builder(new HikariDataSource(config))
                .tablePrefix(args[1])
                .build();
        SteppedNode node = new SteppedNode(
                System.out,
                args[3].equals("comparing") ? store : uncompared(store),
                Duration.ofMillis(Long.parseLong(args[2])));
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                node.command(line.split(" ", -1));
            }
        }
    }

    private void command(String... words) {
        switch (words[0]) {
            case "time" -> {
                time.set(Instant.ofEpochMilli(Long.parseLong(words[1])).plus(ahead));
                say("main", "ok");
            }
            case "send" -> {
                Otp otp = engine.send(SendRequest.to(words[1])).orElseThrow();
                say("main", otp.id() + " " + phone.lastCodeFor(otp.number()));
            }
            case "end" -> say("main", end(OtpId.parse(words[1]).orElseThrow()));
            case "go" -> turns.get(words[1]).release();
            default -> {
                turns.put(words[1], new Semaphore(0));
                threads.execute(() -> act(words[1], InterleavedJvms.Operation.valueOf(words[0]), words[2], words[3]));
            }
        }
    }

    private void act(String actor, InterleavedJvms.Operation operation, String id, String code) {
        ACTOR.set(actor);
        String answer;
        try {
            pause();
            answer = answer(operation, OtpId.parse(id).orElseThrow(), code);
        } catch (RuntimeException | Error e) {
            // In one line, as every answer.
            answer = "threw " + e.toString().replaceAll("\\s+", " ");
        } finally {
            ACTOR.remove();
        }
        say(actor, "done " + answer);
    }

    private String answer(InterleavedJvms.Operation operation, OtpId id, String code) {
        return switch (operation) {
            case GUESS_RIGHT -> GuessAnswer.of(engine.verify(id, code)).toString();
            case GUESS_WRONG -> GuessAnswer.of(engine.verify(id, wrong(code))).toString();
            case RESEND -> SendAnswer.of(engine.resend(id)).toString();
            case DELETE -> engine.delete(id).isPresent() ? "was there" : "gone";
            case PURGE -> {
                engine.purge(100);
                yield "";
            }
            case LET_MINUTES_PASS, LET_EXPIRE, LET_RETENTION_PASS ->
                throw new IllegalArgumentException("time is not a node's to pass");
        };
    }

    private String end(OtpId id) {
        return engine.find(id)
                .map(otp -> ShownOtp.of(otp) + " events " + engine.events(id).size())
                .orElse("gone");
    }

    private static String wrong(String code) {
        return (code.charAt(0) == '9' ? "8" : "9") + code.substring(1);
    }

    private OtpStore stepped(OtpStore store) {
        return (OtpStore) Proxy.newProxyInstance(
                OtpStore.class.getClassLoader(), new Class<?>[] {OtpStore.class}, (proxy, method, args) -> {
                    // Applications are loaded under a lock of the node: who stopped there would stop the others for
                    // good.
                    if (args == null || !(args[0] instanceof ApplicationId)) {
                        pause();
                    }
                    return call(store, method, args);
                });
    }

    private static OtpStore uncompared(OtpStore store) {
        return (OtpStore) Proxy.newProxyInstance(
                OtpStore.class.getClassLoader(), new Class<?>[] {OtpStore.class}, (proxy, method, args) -> {
                    if (method.getName().equals("replace") && args[0] instanceof OtpRecord next) {
                        return store.find(next.id())
                                .map(row -> store.replace(
                                        next.next().version(row.version() + 1).build()))
                                .orElse(false);
                    }
                    return call(store, method, args);
                });
    }

    private static Object call(OtpStore store, Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(store, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void pause() {
        String actor = ACTOR.get();
        if (actor != null) {
            say(actor, "at");
            turns.get(actor).acquireUninterruptibly();
        }
    }

    private void say(String actor, String what) {
        synchronized (out) {
            out.println(actor + " " + what);
            out.flush();
        }
    }
}
