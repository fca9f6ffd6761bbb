package io.otpengine.customstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpEvent;
import io.otpengine.OtpStatus;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.Verification;
import io.otpengine.Verification.Outcome;
import io.otpengine.testkit.Race;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.providers.ClusterConnectionProvider;

/** Two engines on one cluster, as two nodes of an application. */
class RacesTest {
    private static final String NUMBER = "+491701234567";

    private static RedisCluster cluster;
    private static ClusterConnectionProvider one;
    private static ClusterConnectionProvider two;

    private final Node node = new Node();
    private OtpEngine[] engines;

    @BeforeAll
    static void start(@TempDir Path directory) {
        cluster = RedisCluster.start(directory, 3, "--appendfsync", "no");
        one = Connections.toCluster(cluster.addresses());
        two = Connections.toCluster(cluster.addresses());
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
        cluster.close();
    }

    @BeforeEach
    void startNodes() {
        cluster.flush();
        engines = new OtpEngine[] {node.engine(one), node.engine(two)};
    }

    @RepeatedTest(5)
    void ofTwoHundredWrongGuessesThreeCount() {
        Otp otp = engines[0].send(SendRequest.to(NUMBER)).orElseThrow();

        List<Verification> answers = Race.of(200, i -> engines[i % 2].verify(otp.id(), "wrong"));

        assertThat(answers).filteredOn(Verification::counted).hasSize(3);
        Otp last = engines[1].find(otp.id()).orElseThrow();
        assertThat(last.attemptCount()).isEqualTo(3);
        assertThat(last.status()).isEqualTo(OtpStatus.TOO_MANY_ATTEMPTS);
        assertThat(engines[0].verify(otp.id(), node.phone.lastCodeFor(NUMBER)).outcome())
                .isEqualTo(Outcome.TOO_MANY_ATTEMPTS);
    }

    @RepeatedTest(5)
    void aRightCodeIsAcceptedOnce() {
        Otp otp = engines[0].send(SendRequest.to(NUMBER)).orElseThrow();
        String code = node.phone.lastCodeFor(NUMBER);

        List<Verification> answers = Race.of(100, i -> engines[i % 2].verify(otp.id(), code));

        assertThat(answers)
                .filteredOn(answer -> answer.outcome() == Outcome.VERIFIED)
                .hasSize(1);
        assertThat(engines[1].events(otp.id()))
                .filteredOn(event -> event.type() == OtpEvent.Type.VERIFIED)
                .hasSize(1);
    }

    @Test
    void aNumberGetsWhatItsQuotasAllowWhoeverAsks() {
        for (int hour = 0; hour < 2; hour++) {
            for (int send = 0; send < 5; send++) {
                assertThat(sentOf(64)).isEqualTo(1);
                node.time.advance(Duration.ofSeconds(30));
            }
            assertThat(sentOf(64)).isZero();
            node.time.advance(Duration.ofHours(1));
        }
        assertThat(sentOf(64)).as("the eleventh of a day").isZero();
    }

    private long sentOf(int requests) {
        List<SendResult> results = Race.of(
                requests,
                i -> engines[i % 2].send(SendRequest.to(NUMBER).subject("subject " + i + node.time.instant())));
        return results.stream().filter(SendResult.Sent.class::isInstance).count();
    }
}
