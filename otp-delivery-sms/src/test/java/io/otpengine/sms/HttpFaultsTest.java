package io.otpengine.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.otpengine.sms.FaultyProvider.Exchange;
import io.otpengine.sms.smpp.Certificate;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Accepted;
import io.otpengine.spi.DeliveryResult.Rejected;
import io.otpengine.spi.DeliveryResult.Rejected.Reason;
import io.otpengine.spi.DeliveryResult.Unknown;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever breaks on the way: a message is never sent twice, and what may have arrived is never called refused. */
class HttpFaultsTest {
    private static final String ANSWER =
            "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 60\r\n\r\n" + "{\"sid\":\"SM"
                    + "a".repeat(32) + "\",\"status\":\"sent\"}";
    private static final HttpOptions IMPATIENT = HttpOptions.recommended().attempt(Duration.ofMillis(150));

    private final FaultyProvider faulty = new FaultyProvider(Exchange::hang);

    @AfterEach
    void stop() throws IOException {
        faulty.close();
    }

    @ParameterizedTest
    @EnumSource
    void aProviderThatNeverAnswersCostsOneAttemptAndIsUnknown(Provider provider) {
        faulty.does(exchange -> {
            exchange.readRequest();
            exchange.hang();
        });
        DeliveryResult result =
                SmsChannel.of(provider.gateway(faulty.address(), IMPATIENT)).send(Messages.sms());
        // A machine too busy to connect in that time has sent nothing.
        if (faulty.requests() > 0) {
            assertThat(result)
                    .asInstanceOf(type(Unknown.class))
                    .satisfies(unknown -> assertThat(unknown.detail()).contains("no answer within 150 ms"));
        } else {
            assertUnknownOrUnavailable(result);
        }
        assertThat(faulty.requests()).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aBodyThatStallsIsBoundedToo(Provider provider) {
        faulty.does(exchange -> {
            exchange.readRequest();
            exchange.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"mess");
            exchange.hang();
        });
        DeliveryResult result =
                SmsChannel.of(provider.gateway(faulty.address(), IMPATIENT)).send(Messages.sms());
        if (faulty.requests() > 0) {
            assertThat(result).isInstanceOf(Unknown.class);
        } else {
            assertUnknownOrUnavailable(result);
        }
        assertThat(faulty.requests()).isLessThanOrEqualTo(1);
    }

    @Test
    void theLimitOfTheSendWinsOverThatOfTheAttempt() {
        SmsChannel channel = SmsChannel.of(twilio(HttpOptions.recommended()));
        assertThat(channel.send(Messages.sms(), Duration.ofMillis(700)).toString())
                .contains("within 700 ms");
        assertThat(channel.total(Duration.ofMillis(750)).send(Messages.sms()).toString())
                .contains("within 750 ms");
        assertThat(channel.send(Messages.living(Duration.ofMillis(900))).toString())
                .containsPattern("within \\d{1,3} ms");
    }

    @Test
    void anEndlessAnswerIsLeftAfter64Kilobytes() {
        faulty.does(exchange -> {
            exchange.readRequest();
            exchange.write("HTTP/1.1 201 Created\r\n\r\n");
            String block = "x".repeat(8192);
            while (true) {
                exchange.write(block);
            }
        });
        assertThat(send(HttpOptions.recommended())).isInstanceOf(Unknown.class);
        assertThat(faulty.requests()).isEqualTo(1);
    }

    @Test
    void anAnswerTurnedAtAnyByteIsNeverARefusalNorASecondMessage() {
        SmsGateway gateway = twilio(HttpOptions.recommended());
        int body = ANSWER.indexOf("{");
        for (int at = body; at < ANSWER.length(); at++) {
            String garbled = ANSWER.substring(0, at) + (char) (ANSWER.charAt(at) ^ 1) + ANSWER.substring(at + 1);
            faulty.does(exchange -> {
                exchange.readRequest();
                exchange.write(garbled);
            });
            int before = faulty.requests();
            assertThat(SmsChannel.of(gateway).send(Messages.sms()))
                    .as("byte %s", at)
                    .isInstanceOfAny(Accepted.class, Unknown.class);
            // None, if it went out on a kept connection that the provider was just closing.
            assertThat(faulty.requests() - before).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void aConnectionDroppedBetweenTwoMessagesCostsNoSecondSend() {
        faulty.does(exchange -> {
            exchange.readRequest();
            exchange.write(ANSWER);
            exchange.readRequest();
        });
        SmsChannel channel = SmsChannel.of(twilio(HttpOptions.recommended()));
        assertThat(channel.send(Messages.sms())).isInstanceOf(Accepted.class);
        assertThat(channel.send(Messages.sms())).isInstanceOf(Unknown.class);
        assertThat(faulty.requests()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void aRefusedConnectionIsCertainlyNotSent(Provider provider) throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        URI nobody = URI.create("http://127.0.0.1:" + port);
        assertUnavailable(provider.channel(nobody).send(Messages.sms()));
    }

    @Test
    void aCertificateThatNobodyTrustsIsCertainlyNotSentTo(@TempDir Path directory) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(
                Certificate.of("localhost", directory.resolve("ours.p12")).showing()));
        AtomicInteger requests = new AtomicInteger();
        server.createContext("/", exchange -> requests.incrementAndGet());
        server.start();
        try {
            URI address = URI.create("https://localhost:" + server.getAddress().getPort());
            HttpOptions patient =
                    HttpOptions.recommended().connect(Duration.ofSeconds(30)).attempt(Duration.ofSeconds(60));
            assertUnavailable(SmsChannel.of(Provider.TWILIO.gateway(address, patient))
                    .total(Duration.ofSeconds(60))
                    .send(Messages.sms()));
        } finally {
            server.stop(0);
        }
        assertThat(requests).hasValue(0);
    }

    @Test
    void whatSpeaksNoTlsNeverSeesTheMessage() {
        faulty.does(exchange -> exchange.write("HTTP/1.1 400 Bad Request\r\n\r\n"));
        URI tls = URI.create(faulty.address().toString().replace("http:", "https:"));
        DeliveryResult result = Provider.TWILIO.channel(tls).send(Messages.sms());
        // What does not speak TLS never saw the message, but the client does not say so in every case.
        assertThat(result).isNotInstanceOf(Accepted.class);
        assertThat(faulty.requests()).isZero();
    }

    @Test
    void aRedirectIsNotFollowed() {
        faulty.does(exchange -> {
            exchange.readRequest();
            exchange.write("HTTP/1.1 307 Temporary Redirect\r\nLocation: " + faulty.address()
                    + "/x\r\nContent-Length: 0\r\n\r\n");
        });
        assertThat(send(HttpOptions.recommended()))
                .asInstanceOf(type(Rejected.class))
                .extracting(Rejected::reason)
                .isEqualTo(Reason.CONFIGURATION);
        assertThat(faulty.requests()).isEqualTo(1);
    }

    @Test
    void anInterruptedSendIsUnknownAndTheThreadStaysInterrupted() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        faulty.does(exchange -> {
            exchange.readRequest();
            arrived.countDown();
            exchange.hang();
        });
        var threads = Executors.newSingleThreadExecutor();
        try {
            var interrupted = new java.util.concurrent.CompletableFuture<Boolean>();
            var thread = new java.util.concurrent.CompletableFuture<Thread>();
            Future<DeliveryResult> result = threads.submit(() -> {
                thread.complete(Thread.currentThread());
                DeliveryResult sent = send(HttpOptions.recommended());
                interrupted.complete(Thread.interrupted());
                return sent;
            });
            arrived.await();
            thread.get().interrupt();
            assertThat(result.get()).isEqualTo(new Unknown("twilio: interrupted"));
            assertThat(interrupted.get()).isTrue();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anInjectedClientIsUsed() {
        faulty.does(exchange -> {
            exchange.readRequest();
            exchange.write(ANSWER);
        });
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
        assertThat(send(HttpOptions.recommended().client(client))).isInstanceOf(Accepted.class);
    }

    private DeliveryResult send(HttpOptions options) {
        return SmsChannel.of(twilio(options)).send(Messages.sms());
    }

    private SmsGateway twilio(HttpOptions options) {
        return Provider.TWILIO.gateway(faulty.address(), options);
    }

    /** Unknown if the provider was about to read it, refused if there was no connection. */
    private static void assertUnknownOrUnavailable(DeliveryResult result) {
        if (result instanceof Rejected) {
            assertUnavailable(result);
        } else {
            assertThat(result).isInstanceOf(Unknown.class);
        }
    }

    private static void assertUnavailable(DeliveryResult result) {
        assertThat(result)
                .asInstanceOf(type(Rejected.class))
                .extracting(Rejected::reason)
                .isEqualTo(Reason.UNAVAILABLE);
    }
}
