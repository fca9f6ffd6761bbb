package io.otpengine.rest;

import io.otpengine.Channel;
import io.otpengine.CodeKeys;
import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpId;
import io.otpengine.OtpPolicy;
import io.otpengine.SendRequest;
import io.otpengine.jdbc.JdbcOtpStore;
import io.otpengine.memory.InMemoryOtpStore;
import io.otpengine.rest.operation.Database;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.LoggerFactory;

/**
 * Measures send and check over HTTP against the engine called directly, round by round in turn, on one database or each in a
 * memory of its own: arguments are {@code postgresql} or {@code memory}, the number of connections, rounds and OTPs in a round.
 */
final class Load {
    private static final int WARM_UP = 6;
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private Load() {}

    /** One call, over HTTP or not; answers the OTP's id, or whether the guess was judged. */
    private interface Worker {
        String send(String number) throws IOException;

        void check(String id) throws IOException;
    }

    private interface Workers {
        Worker open() throws IOException;
    }

    private interface Step {
        void run(Worker worker) throws IOException;
    }

    private record Measured(double perSecond, double p50, double p99) {}

    public static void main(String[] args) throws Exception {
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger("io.otpengine.rest.access"))
                .setLevel(ch.qos.logback.classic.Level.OFF);
        boolean durable = args.length == 0 || args[0].equals("postgresql");
        int connections = args.length > 1 ? Integer.parseInt(args[1]) : 32;
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 7;
        int otps = args.length > 3 ? Integer.parseInt(args[3]) : 3000;
        String url = durable ? Postgres.database() : "memory";
        List<String> flags = new ArrayList<>(List.of(
                "--port=0",
                "--page=false",
                "--data=" + Running.scratch(),
                "--database-url=" + url,
                "--database-pool=32",
                "--threads=64",
                "--application-quota=100000000"));
        if (durable) {
            flags.add("--database-user=postgres");
        }
        try (Server server = Server.start(Settings.of(flags.toArray(String[]::new)));
                Database pool = durable ? Database.at(url, "postgres", null, 32) : null;
                SimulatedPhone phone = new SimulatedPhone(InstantSource.system())) {
            String key = server.apiKeys().create("load", "");
            OtpEngine engine = OtpEngine.builder()
                    .store(
                            pool == null
                                    ? new InMemoryOtpStore()
                                    : JdbcOtpStore.builder(pool.pool())
                                            .remembered(100_000)
                                            .build())
                    .keys(CodeKeys.of("load", new byte[32]))
                    .policy(OtpPolicy.tyntecCompatible().toBuilder()
                            .applicationQuota(100_000_000)
                            .build())
                    .channel(phone.by(Channel.SMS))
                    .channel(phone.by(Channel.VOICE))
                    .build()
                    .forAccount("direct");
            phone.receipts(engine::report);
            Workers http = () -> new Http(server.port(), key);
            Workers direct = () -> new Direct(engine);
            List<List<Measured>> results = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                results.add(new ArrayList<>());
            }
            for (int round = -WARM_UP; round < rounds; round++) {
                for (int turn = 0; turn < 2; turn++) {
                    int who = (turn + round + WARM_UP) % 2;
                    Measured[] both = round(who == 0 ? http : direct, connections, otps);
                    if (round >= 0) {
                        results.get(who).add(both[0]);
                        results.get(2 + who).add(both[1]);
                    } else {
                        letTheCompilerFinish();
                    }
                }
            }
            print("send ", results.get(0), results.get(1));
            print("check", results.get(2), results.get(3));
        }
        System.exit(0);
    }

    /**
     * So many threads leave the JVM's compiler hardly any time on two processors: without a rest it would have over a
     * thousand methods to do after minutes, and what is measured would be what nobody runs for long.
     */
    private static void letTheCompilerFinish() throws InterruptedException {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        long before = -1;
        for (long now = compiler.getTotalCompilationTime(); now > before; now = compiler.getTotalCompilationTime()) {
            before = now;
            Thread.sleep(1000);
        }
    }

    private static Measured[] round(Workers workers, int connections, int otps) throws Exception {
        Queue<String> ids = new ConcurrentLinkedQueue<>();
        Measured sends = measured(workers, connections, otps, worker -> ids.add(worker.send(number())));
        Measured checks = measured(workers, connections, otps, worker -> worker.check(ids.remove()));
        return new Measured[] {sends, checks};
    }

    private static Measured measured(Workers workers, int connections, int calls, Step step) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        CountDownLatch ready = new CountDownLatch(connections);
        CountDownLatch start = new CountDownLatch(1);
        AtomicInteger left = new AtomicInteger(calls);
        List<Future<List<Long>>> futures = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Callable<List<Long>> work = () -> {
                List<Long> times = new ArrayList<>();
                Worker worker = workers.open();
                ready.countDown();
                start.await();
                while (left.getAndDecrement() > 0) {
                    long from = System.nanoTime();
                    step.run(worker);
                    times.add(System.nanoTime() - from);
                }
                return times;
            };
            futures.add(threads.submit(work));
        }
        ready.await();
        long from = System.nanoTime();
        start.countDown();
        List<Long> all = new ArrayList<>();
        for (Future<List<Long>> future : futures) {
            all.addAll(future.get());
        }
        double seconds = (System.nanoTime() - from) / 1e9;
        threads.shutdown();
        long[] sorted = all.stream().mapToLong(Long::longValue).sorted().toArray();
        return new Measured(
                calls / seconds, sorted[sorted.length / 2] / 1e6, sorted[(int) (sorted.length * 0.99)] / 1e6);
    }

    private static void print(String what, List<Measured> http, List<Measured> direct) {
        double[] ratios = new double[http.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = http.get(i).perSecond() / direct.get(i).perSecond();
        }
        Arrays.sort(ratios);
        System.out.printf(
                "%s HTTP %.0f/s p50 %.2f ms p99 %.2f ms (p99/p50 %.1f) · direct %.0f/s p50 %.2f ms · HTTP/direct %.2f"
                        + " (%.2f..%.2f)%n",
                what,
                median(http.stream().mapToDouble(Measured::perSecond)),
                median(http.stream().mapToDouble(Measured::p50)),
                median(http.stream().mapToDouble(Measured::p99)),
                median(http.stream().mapToDouble(m -> m.p99() / m.p50())),
                median(direct.stream().mapToDouble(Measured::perSecond)),
                median(direct.stream().mapToDouble(Measured::p50)),
                ratios[ratios.length / 2],
                ratios[0],
                ratios[ratios.length - 1]);
    }

    private static double median(java.util.stream.DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static String number() {
        return "+4915" + (100_000_000 + NUMBERS.incrementAndGet());
    }

    private record Direct(OtpEngine engine) implements Worker {
        @Override
        public String send(String number) {
            Otp otp = engine.send(SendRequest.to(number)).orElseThrow();
            return otp.id().toString();
        }

        @Override
        public void check(String id) {
            engine.verify(OtpId.parse(id).orElseThrow(), "wrong");
        }
    }

    /** As little of a client as there can be: it shares the processors with the server. */
    private static final class Http implements Worker {
        private final InputStream in;
        private final OutputStream out;
        private final String head;
        private final byte[] answer = new byte[16 * 1024];

        Http(int port, String key) throws IOException {
            Socket socket = Wire.open(port);
            socket.setTcpNoDelay(true);
            in = socket.getInputStream();
            out = socket.getOutputStream();
            head = " HTTP/1.1\r\nHost: x\r\napiKey: " + key + "\r\nContent-Length: 0\r\n\r\n";
        }

        @Override
        public String send(String number) throws IOException {
            String answered = exchange("POST /2fa/v1/otp?number=" + number.replace("+", "%2B"), 200);
            int at = answered.indexOf("\"otpId\":\"") + 9;
            return answered.substring(at, at + 36);
        }

        @Override
        public void check(String id) throws IOException {
            exchange("POST /2fa/v1/otp/" + id + "/check?otpCode=wrong", 401);
        }

        private String exchange(String line, int status) throws IOException {
            out.write((line + head).getBytes(StandardCharsets.ISO_8859_1));
            String answered = "";
            for (int length = 0; !isWhole(answered); ) {
                int read = in.read(answer, length, answer.length - length);
                if (read <= 0) {
                    throw new IOException("closed, or longer than any answer: " + answered);
                }
                length += read;
                answered = new String(answer, 0, length, StandardCharsets.ISO_8859_1);
            }
            if (!answered.startsWith("HTTP/1.1 " + status)) {
                throw new IOException(answered);
            }
            return answered;
        }

        /** Whether the body, too, is here. */
        private static boolean isWhole(String answered) {
            int end = answered.indexOf("\r\n\r\n");
            if (end < 0) {
                return false;
            }
            int length = answered.indexOf("Content-Length: ") + 16;
            int body = Integer.parseInt(answered.substring(length, answered.indexOf('\r', length)));
            return answered.length() == end + 4 + body;
        }
    }
}
