package io.otpengine.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.Channel;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Accepted;
import io.otpengine.spi.DeliveryResult.Unknown;
import io.otpengine.spi.OtpMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Faults at every byte of the exchange, through a failover with a second provider that is well and a retry that is
 * allowed: no code reaches two providers, or one of them twice.
 *
 * <p>Each byte sees one kind of fault; with {@code -Dotp.sms.faults=all} each byte sees every kind, which is more than
 * 10,000 sends.
 */
class NoSecondMessageTest {
    private static final boolean ALL = System.getProperty("otp.sms.faults", "").equals("all");
    private static final HttpOptions PATIENT = HttpOptions.recommended();
    private static final HttpOptions IMPATIENT = PATIENT.attempt(Duration.ofMillis(40));

    private final List<String> arrived = new CopyOnWriteArrayList<>();
    private final AtomicInteger sent = new AtomicInteger(100_000);
    private int faults;

    /** What the first provider does when the byte is reached. */
    private enum Kind {
        CUT,
        RESET,
        GARBLE,
        STALL
    }

    @ParameterizedTest
    @EnumSource
    void noFaultAtAnyByteMakesASecondMessage(Provider provider) throws IOException {
        try (FaultyProvider first = new FaultyProvider(FaultyProvider.Exchange::hang);
                FakeProvider second = new FakeProvider(request -> {
                    arrived.add(request.body());
                    return Provider.TWILIO.fake().apply(request);
                })) {
            SmsGateway patient = provider.gateway(first.address(), PATIENT);
            SmsGateway impatient = provider.gateway(first.address(), IMPATIENT);
            SmsChannel healthy = Provider.TWILIO.channel(second.address());
            if (provider == Provider.TWILIO) {
                healthy = SmsChannel.of(
                        new Renamed("another", Provider.TWILIO.gateway(second.address(), HttpOptions.recommended())));
            }
            int request = lengthOfARequest(first, patient);
            String answer = answer(provider);
            for (int at = 0; at < request + answer.length(); at++) {
                for (Kind kind : Kind.values()) {
                    boolean inAnswer = at >= request;
                    boolean possible = kind == Kind.CUT || kind == Kind.RESET || inAnswer;
                    boolean chosen = ALL
                            ? kind != Kind.STALL || at % 20 == 0
                            : kind == (inAnswer ? Kind.values()[at % 3] : Kind.values()[at % 2]);
                    if (possible && chosen) {
                        int position = at;
                        first.does(exchange -> fail(exchange, kind, position, request, answer));
                        assertSentOnce(kind == Kind.STALL ? impatient : patient, healthy, kind + " at byte " + at);
                    }
                }
                if (ALL || at % 5 == 0) {
                    assertSentOnceOnAKeptConnection(first, patient, healthy, at, request, answer);
                }
            }
        }
        if (ALL) {
            System.out.println(provider + ": " + faults + " sends, each with a fault");
        }
    }

    private void fail(FaultyProvider.Exchange exchange, Kind kind, int at, int request, String answer)
            throws IOException {
        if (at < request) {
            exchange.readBytes(at);
        } else {
            arrived.add(exchange.readRequest());
            int cut = at - request;
            boolean garbled = kind == Kind.GARBLE;
            // A byte that cannot make another of the provider's words: a fault, and not a lie.
            exchange.write(answer.substring(0, cut) + (garbled ? "?" : ""));
            if (garbled) {
                exchange.write(answer.substring(cut + 1));
            } else if (kind == Kind.STALL) {
                exchange.hang();
            }
        }
        if (kind == Kind.RESET) {
            exchange.socket().setSoLinger(true, 0);
        }
    }

    /** Where a client may think that the connection was just too old, and that it had better ask again. */
    private void assertSentOnceOnAKeptConnection(
            FaultyProvider first, SmsGateway gateway, SmsChannel healthy, int at, int request, String answer) {
        first.does(exchange -> {
            arrived.add(exchange.readRequest());
            exchange.write(answer);
            fail(exchange, Kind.CUT, at, request, answer);
        });
        // The first may still take a connection that an earlier fault left behind.
        assertThat(IntStream.range(0, 3)
                        .mapToObj(i -> SmsChannel.of(gateway).send(message(Integer.toString(sent.incrementAndGet()))))
                        .anyMatch(Accepted.class::isInstance))
                .isTrue();
        assertSentOnce(gateway, healthy, "a kept connection cut at byte " + at);
    }

    private void assertSentOnce(SmsGateway first, SmsChannel second, String what) {
        faults++;
        arrived.clear();
        String code = Integer.toString(sent.incrementAndGet());
        FailoverChannel failover = FailoverChannel.builder()
                .to(SmsChannel.of(first))
                .to(second)
                .retries(1)
                .build();
        DeliveryResult result = failover.send(message(code));
        long messages = arrived.stream().filter(body -> body.contains(code)).count();
        assertThat(messages).as(what).isLessThanOrEqualTo(1);
        if (result instanceof Accepted) {
            assertThat(messages).as(what).isEqualTo(1);
        } else {
            // It may have arrived for all anybody knows; what did is never called refused.
            assertThat(messages == 0 || result instanceof Unknown).as(what).isTrue();
        }
    }

    private int lengthOfARequest(FaultyProvider first, SmsGateway gateway) {
        AtomicInteger length = new AtomicInteger();
        first.does(exchange -> length.set(exchange.readRequest().getBytes(StandardCharsets.UTF_8).length));
        SmsChannel.of(gateway).send(message(Integer.toString(sent.incrementAndGet())));
        assertThat(length).hasValueGreaterThan(150);
        return length.get();
    }

    private static String answer(Provider provider) {
        try (FakeProvider fake = new FakeProvider(provider.fake())) {
            assertThat(provider.channel(fake.address()).send(message("100000"))).isInstanceOf(Accepted.class);
            Reply reply = fake.lastReply();
            return "HTTP/1.1 " + reply.status() + " OK\r\nContent-Type: " + reply.type() + "\r\nContent-Length: "
                    + reply.body().length() + "\r\n\r\n" + reply.body();
        }
    }

    private static OtpMessage message(String code) {
        return new OtpMessage(
                Messages.NUMBER,
                code + " is your code.",
                code,
                "en",
                Channel.SMS,
                "Acme",
                null,
                Messages.REFERENCE,
                Instant.now().plusSeconds(300));
    }

    /** The same provider twice in one failover, under two names. */
    private record Renamed(String name, SmsGateway gateway) implements SmsGateway {
        @Override
        public DeliveryResult send(Sms sms) {
            return gateway.send(sms);
        }
    }
}
