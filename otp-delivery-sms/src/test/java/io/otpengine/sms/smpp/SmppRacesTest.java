package io.otpengine.sms.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.sms.SmsChannel;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Accepted;
import io.otpengine.spi.DeliveryResult.Rejected;
import io.otpengine.spi.DeliveryResult.Unknown;
import io.otpengine.testkit.Race;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SmppRacesTest {
    private static final int SENDERS = 32;
    private static final int EACH = 20;

    private final ScriptedSmsc smsc = new ScriptedSmsc(ScriptedSmsc::obey);

    @AfterEach
    void stop() {
        smsc.close();
    }

    @Test
    void allMessagesOfManyThreadsArriveOnce() {
        try (SmppGateway gateway =
                Sample.gateway(smsc.port()).binds(2).window(4).build()) {
            SmsChannel channel = SmsChannel.of(gateway).total(Duration.ofSeconds(60));
            List<List<DeliveryResult>> results = Race.of(
                    SENDERS,
                    sender -> IntStream.range(0, EACH)
                            .mapToObj(i -> channel.send(Sample.numbered(sender * EACH + i)))
                            .toList());
            assertThat(results)
                    .allSatisfy(own -> assertThat(own)
                            .allSatisfy(result -> assertThat(result).isInstanceOf(Accepted.class)));
            assertThat(new HashSet<>(smsc.destinations()))
                    .hasSize(SENDERS * EACH)
                    .hasSameSizeAs(smsc.destinations());
        }
    }

    /** Sessions are cut under the senders all the time, and no result says less than what happened. */
    @Test
    void noResultIsWrongWhileSessionsAreCut() {
        AtomicInteger messages = new AtomicInteger();
        smsc.does(peer -> {
            while (true) {
                ScriptedSmsc.Pdu pdu = peer.read();
                if (pdu.command() == ScriptedSmsc.SUBMIT && messages.incrementAndGet() % 10 == 0) {
                    return;
                }
                peer.obey(pdu);
            }
        });
        try (SmppGateway gateway =
                Sample.gateway(smsc.port()).binds(3).window(4).build()) {
            SmsChannel channel = SmsChannel.of(gateway).total(Duration.ofSeconds(60));
            List<String> accepted = new ArrayList<>();
            List<String> rejected = new ArrayList<>();
            Race.of(
                            SENDERS,
                            sender -> IntStream.range(0, EACH)
                                    .mapToObj(i -> {
                                        int number = sender * EACH + i;
                                        return java.util.Map.entry(number, channel.send(Sample.numbered(number)));
                                    })
                                    .toList())
                    .forEach(own -> own.forEach(entry -> {
                        String number = Sample.numbered(entry.getKey()).number().substring(1);
                        if (entry.getValue() instanceof Accepted) {
                            accepted.add(number);
                        } else if (entry.getValue() instanceof Rejected) {
                            rejected.add(number);
                        }
                    }));
            List<String> arrived = smsc.destinations();
            assertThat(new HashSet<>(arrived)).hasSameSizeAs(arrived).containsAll(accepted);
            assertThat(arrived).doesNotContainAnyElementsOf(rejected);
        }
    }

    @Test
    void closingWhileMessagesAreSentLeavesNoDoubtAndNoThread() throws Exception {
        Set<Thread> before = threads();
        CountDownLatch arrived = new CountDownLatch(3);
        smsc.does(peer -> {
            while (true) {
                ScriptedSmsc.Pdu pdu = peer.read();
                if (pdu.command() == ScriptedSmsc.SUBMIT) {
                    arrived.countDown();
                    continue; // no answer to any message
                }
                peer.obey(pdu);
            }
        });
        SmppGateway gateway = Sample.gateway(smsc.port())
                .binds(2)
                .window(2)
                .receipts(report -> {})
                .attempt(Duration.ofSeconds(60))
                .build();
        SmsChannel channel = SmsChannel.of(gateway).total(Duration.ofSeconds(60));
        List<DeliveryResult> results = Race.of(SENDERS, sender -> {
            if (sender > 0) {
                return channel.send(Sample.numbered(sender));
            }
            try {
                assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            gateway.close();
            return channel.send(Sample.numbered(0));
        });
        assertThat(results)
                .allSatisfy(result -> assertThat(result).isInstanceOfAny(Unknown.class, Rejected.class))
                .first()
                .isInstanceOf(Rejected.class);
        assertThat(results.stream().filter(Unknown.class::isInstance)).hasSizeGreaterThanOrEqualTo(3);
        assertNoThreadIsLeft(before);
    }

    @Test
    void closingWhileABindIsUnderWayLeavesNoThread() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        smsc.does(peer -> {
            peer.read();
            asked.countDown();
            peer.listen();
        });
        Set<Thread> before = threads();
        SmppGateway gateway =
                Sample.gateway(smsc.port()).attempt(Duration.ofSeconds(60)).build();
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        gateway.close();
        gateway.close();
        assertNoThreadIsLeft(before);
    }

    /** Those of the library end soon after it says so. */
    private static void assertNoThreadIsLeft(Set<Thread> before) throws InterruptedException {
        for (Thread thread : threads()) {
            if (!before.contains(thread)) {
                thread.join(30_000);
                assertThat(thread.isAlive()).as("%s", thread).isFalse();
            }
        }
    }

    /** But for those of the race, which wait for the next, and those of the SMSC. */
    private static Set<Thread> threads() {
        Set<Thread> all = new HashSet<>(Thread.getAllStackTraces().keySet());
        all.removeIf(thread -> {
            String name = thread.getName();
            return name.startsWith("scripted-smsc") || name.startsWith("race");
        });
        return all;
    }
}
