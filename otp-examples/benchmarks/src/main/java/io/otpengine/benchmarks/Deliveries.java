package io.otpengine.benchmarks;

import io.otpengine.Channel;
import io.otpengine.sms.FailoverChannel;
import io.otpengine.sms.HttpOptions;
import io.otpengine.sms.Secret;
import io.otpengine.sms.SmsChannel;
import io.otpengine.sms.TemplateLinter;
import io.otpengine.sms.TwilioAccount;
import io.otpengine.sms.TwilioGateway;
import io.otpengine.spi.DeliveryChannel;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.OtpMessage;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** What a channel over HTTP costs beside the client under it, and what a provider that hangs costs others. */
public final class Deliveries {
    private static final String SID = "AC0123456789abcdef0123456789abcdef";
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String TEXT = "123456 is your code.";
    private static final String ANSWER = "{\"sid\":\"SM" + "a".repeat(32) + "\",\"status\":\"queued\"}";
    private static final int SENDS = 400;
    private static final int HANGING = 100;

    /** The JDK's client, bare or not, loses one in some hundred thousand: it closes a connection that it has just taken. */
    private static final AtomicInteger LOST = new AtomicInteger();

    private Deliveries() {}

    /**
     * Runs all of it.
     *
     * @param arguments rounds, 31 unless given
     * @throws Exception if a part breaks
     */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 31;
        for (int threads : new int[] {1, 8}) {
            throughput(rounds, threads);
        }
        hangingCosts();
        hangingDelaysOthers(rounds);
        linting();
    }

    private static void throughput(int rounds, int threads) {
        System.out.println("A message, " + threads + (threads == 1 ? " thread" : " threads"));
        try (FarEnd far = FarEnd.answering(ANSWER)) {
            SmsChannel channel = channel(far.address(), HttpOptions.recommended());
            DeliveryChannel failover = FailoverChannel.builder()
                    .to(channel(far.address(), HttpOptions.recommended()))
                    .build();
            HttpClient bare = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();
            new Contest(threads)
                    .add("bare HttpClient, the same bytes", () -> sends(() -> isPosted(bare, far.address())))
                    .add("SmsChannel over TwilioGateway", () -> sends(() -> isAccepted(channel)))
                    .add("the same in a FailoverChannel", () -> sends(() -> isAccepted(failover)))
                    .run(rounds, 10);
        }
        System.out.println("Lost: " + LOST.getAndSet(0));
    }

    private static List<BooleanSupplier> sends(BooleanSupplier send) {
        return Collections.nCopies(SENDS, send);
    }

    private static void hangingCosts() {
        System.out.println("A provider that hangs: longest of 10 sends over its deadline");
        try (FarEnd hanging = FarEnd.hanging()) {
            for (int limit : new int[] {200, 1_000, 5_000}) {
                HttpOptions options = HttpOptions.recommended().attempt(Duration.ofMillis(limit));
                SmsChannel channel = channel(hanging.address(), options);
                double worst = 0;
                for (int i = 0; i < (limit == 5_000 ? 2 : 10); i++) {
                    long start = System.nanoTime();
                    if (!(channel.send(message()) instanceof DeliveryResult.Unknown)) {
                        throw new IllegalStateException("a hanging provider is unknown");
                    }
                    worst = Math.max(worst, (System.nanoTime() - start) / 1e6 - limit);
                }
                System.out.printf(Locale.ROOT, "  deadline %d ms: %.0f ms over%n", limit, worst);
            }
        }
    }

    /**
     * Rounds with and without the hanging ones take turns, and so does which of the two is first; one client for both
     * providers is the worst case.
     */
    private static void hangingDelaysOthers(int rounds) throws Exception {
        System.out.println("Another provider, alone and beside " + HANGING + " sends that hang");
        try (FarEnd far = FarEnd.answering(ANSWER);
                FarEnd hanging = FarEnd.hanging()) {
            HttpClient shared = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();
            HttpOptions options = HttpOptions.recommended().client(shared);
            SmsChannel other = channel(far.address(), options);
            SmsChannel slow = channel(hanging.address(), options.attempt(Duration.ofSeconds(30)))
                    .total(Duration.ofSeconds(60));
            List<Double> alone = new ArrayList<>();
            List<Double> beside = new ArrayList<>();
            for (int round = -5; round < rounds; round++) {
                boolean aloneFirst = round % 2 == 0;
                double[] before = aloneFirst ? latencies(other) : new double[0];
                double[] meanwhile = besideHanging(other, slow, hanging);
                double[] quiet = aloneFirst ? before : latencies(other);
                if (round >= 0) {
                    alone.add(Contest.percentile(quiet, 99));
                    beside.add(Contest.percentile(meanwhile, 99));
                }
            }
            double[] ratio = new double[rounds];
            for (int i = 0; i < rounds; i++) {
                ratio[i] = beside.get(i) / alone.get(i);
            }
            System.out.printf(
                    "  p99 alone %s ms, beside %s ms (%d rounds); paired %s%n",
                    Contest.spread("%.2f", of(alone)),
                    Contest.spread("%.2f", of(beside)),
                    rounds,
                    Contest.spread("%.2f", ratio));
        }
    }

    /** From when the last of the sends has come to the provider that hangs; when it returns they have all ended. */
    private static double[] besideHanging(SmsChannel other, SmsChannel slow, FarEnd hanging)
            throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(HANGING);
        double[] millis;
        try {
            for (int i = 0; i < HANGING; i++) {
                pool.execute(() -> slow.send(message()));
            }
            hanging.awaitHanging(HANGING);
            millis = latencies(other);
        } finally {
            pool.shutdownNow();
        }
        if (!pool.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("sends go on after they were interrupted");
        }
        return millis;
    }

    private static double[] of(List<Double> values) {
        return values.stream().mapToDouble(value -> value).toArray();
    }

    private static double[] latencies(SmsChannel channel) {
        double[] millis = new double[SENDS];
        for (int i = 0; i < SENDS; i++) {
            millis[i] = Contest.timed(() -> isAccepted(channel)) / 1e6;
        }
        return millis;
    }

    private static void linting() {
        List<String> templates = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            templates.add((i % 2 == 0 ? "{{OTP}} is your code for shop " : "Ваш код {{OTP}} “–” ")
                    + i
                    + (i % 3 == 0 ? ".\n\n@shop.example #{{OTP}}" : ", valid for {{MIN}} minutes. ".repeat(1 + i % 5)));
        }
        TemplateLinter linter = TemplateLinter.strict();
        for (int round = 0; round < 3; round++) {
            long start = System.nanoTime();
            long findings = templates.stream()
                    .mapToLong(template -> linter.check(template).findings().size())
                    .sum();
            System.out.printf(
                    Locale.ROOT,
                    "1,000 templates linted in %.0f ms, %d findings%s%n",
                    (System.nanoTime() - start) / 1e6,
                    findings,
                    round == 0 ? " (cold)" : "");
        }
    }

    private static boolean isAccepted(DeliveryChannel channel) {
        DeliveryResult result = channel.send(message());
        if (result instanceof DeliveryResult.Unknown) {
            LOST.incrementAndGet();
        } else if (!(result instanceof DeliveryResult.Accepted)) {
            throw new IllegalStateException(result.toString());
        }
        return true;
    }

    /** What TwilioGateway posts, to the byte but for the seconds left, and nothing done with the answer but reading it. */
    private static boolean isPosted(HttpClient client, URI server) {
        String form = "To=" + encoded("+491701234567") + "&From=Acme&Body=" + encoded(TEXT)
                + "&ValidityPeriod=300&ShortenUrls=false";
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/2010-04-01/Accounts/" + SID + "/Messages.json"))
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString((SID + ":" + TOKEN).getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 201 && response.body().length() == ANSWER.length();
        } catch (IOException e) {
            LOST.incrementAndGet();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static SmsChannel channel(URI server, HttpOptions options) {
        return SmsChannel.of(TwilioGateway.builder()
                .account(TwilioAccount.of(SID, Secret.of(TOKEN)))
                .endpoint(server)
                .http(options)
                .build());
    }

    private static OtpMessage message() {
        return new OtpMessage(
                "+491701234567",
                TEXT,
                "123456",
                "en",
                Channel.SMS,
                "Acme",
                null,
                "r".repeat(39),
                Instant.now().plusSeconds(300));
    }
}
