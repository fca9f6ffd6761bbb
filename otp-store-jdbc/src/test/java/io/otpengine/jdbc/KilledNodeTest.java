package io.otpengine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.otpengine.Otp;
import io.otpengine.OtpId;
import io.otpengine.OtpPolicy;
import io.otpengine.OtpStatus;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.Verification.Outcome;
import io.otpengine.jdbc.Victim.Line;
import io.otpengine.jdbc.Victim.Step;
import io.otpengine.spi.OtpRecord;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Another JVM is killed, as by {@code kill -9}, at a step of send or verify, and this one goes on. Fifty calls are at
 * the step: what a JVM costs is its start, so many are killed with one; {@code -Dotp.kills=50} gives each its own.
 */
@Tag("FLT-01")
class KilledNodeTest {
    private static final int CALLS = 50;
    private static final int KILLS = Integer.getInteger("otp.kills", 2);

    private static final String VICTIM = "victim";

    private static final FreshTables TABLES =
            new FreshTables(Servers.postgresql().pool());

    private Nodes nodes;

    @BeforeEach
    void start() {
        nodes = new Nodes(TABLES.emptied(), OtpPolicy.recommended());
    }

    @Test
    void beforeTheInsertThereIsNoOtpAndTheQuotaIsCharged() {
        List<String> numbers = numbers();
        assertThat(killed(Step.BEFORE_INSERT, numbers)).isEmpty();
        for (String number : numbers) {
            assertThat(nodes.one.findByNumber(number)).isEmpty();
            assertThat(nodes.one.send(SendRequest.to(number))).isInstanceOf(SendResult.Throttled.class);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"AFTER_INSERT", "DURING_SEND", "BEFORE_REPLACE"})
    void afterItTheUserCanAskForTheSameCodeAgain(Step step) {
        List<String> numbers = numbers();
        Map<String, String> delivered = killed(step, numbers);
        assertThat(delivered.keySet())
                .containsExactlyInAnyOrderElementsOf(step == Step.AFTER_INSERT ? List.of() : numbers);
        List<Otp> otps = numbers.stream()
                .map(number -> nodes.one.findByNumber(number).get(0))
                .toList();
        for (Otp otp : otps) {
            assertThat(otp.status()).isEqualTo(OtpStatus.ACTIVE);
            assertThat(nodes.one.resend(otp.id())).isInstanceOf(SendResult.Throttled.class);
        }
        nodes.time.advance(Duration.ofSeconds(31));
        for (Otp otp : otps) {
            assertThat(nodes.one.resend(otp.id())).isInstanceOf(SendResult.Sent.class);
            assertThat(delivered.getOrDefault(otp.number(), nodes.code(otp))).isEqualTo(nodes.code(otp));
            assertThat(nodes.one.verify(otp.id(), nodes.code(otp)).isVerified()).isTrue();
        }
    }

    @Test
    void beforeAGuessIsCountedItCanBeMadeAgain() {
        List<Otp> otps = otps();
        killed(Step.BEFORE_REPLACE, otps.stream().map(this::rightGuess).toList());
        for (Otp otp : otps) {
            assertThat(nodes.row(otp.id()).attemptCount()).isZero();
            assertThat(nodes.one.verify(otp.id(), nodes.code(otp)).isVerified()).isTrue();
        }
    }

    @Test
    void afterARightGuessIsCountedItIsNotAcceptedAgain() {
        List<Otp> otps = otps();
        killed(Step.AFTER_REPLACE, otps.stream().map(this::rightGuess).toList());
        for (Otp otp : otps) {
            assertThat(nodes.two.verify(otp.id(), nodes.code(otp)).outcome()).isEqualTo(Outcome.ALREADY_VERIFIED);
        }
    }

    @Test
    void afterAWrongGuessIsCountedItStays() {
        List<Otp> otps = otps();
        killed(
                Step.AFTER_REPLACE,
                otps.stream().map(otp -> otp.id() + ":" + nodes.wrongCode(otp)).toList());
        for (Otp otp : otps) {
            assertThat(nodes.row(otp.id()).attemptCount()).isEqualTo(1);
        }
    }

    /** Anywhere: in the driver, on the wire, while the database commits. */
    @RepeatedTest(4)
    void atAMomentThatNobodyChoseWhatWasToldIsTrue() {
        KilledNode victim = victim(Step.NOWHERE, List.of("+49171", "+49172", "+49173", "+49174"))
                .killedAfter(Line.GUESSED, 200);
        untilTheServerLetGoOfIt();
        assertThatWhatItToldIsTrue(victim, nodes);
    }

    /** What the dead began, the database may be about to commit. */
    private static void untilTheServerLetGoOfIt() {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        try (Connection connection = TABLES.dataSource().getConnection();
                PreparedStatement left = connection.prepareStatement(
                        "SELECT COUNT(*) FROM pg_stat_activity WHERE application_name = '" + VICTIM + "'")) {
            int count;
            do {
                try (ResultSet result = left.executeQuery()) {
                    result.next();
                    count = result.getInt(1);
                }
            } while (count > 0 && System.nanoTime() < end);
            assertThat(count).isZero();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whose server is the JVM that is killed. */
    @RepeatedTest(2)
    void norIsMoreToldThanAFileOfH2Keeps(@TempDir Path directory) {
        Path file = directory.resolve("otp");
        String url;
        String prefix;
        try (HikariDataSource before = Servers.h2(file)) {
            url = before.getJdbcUrl();
            prefix = new FreshTables(before).name("");
        }
        KilledNode victim = new KilledNode(url, "sa", prefix, Step.NOWHERE, List.of("+49171", "+49172"))
                .killedAfter(Line.GUESSED, 200);
        try (HikariDataSource after = Servers.h2(file)) {
            assertThatWhatItToldIsTrue(victim, new Nodes(new FreshTables(after, prefix), OtpPolicy.recommended()));
        }
    }

    private static void assertThatWhatItToldIsTrue(KilledNode victim, Nodes nodes) {
        Map<OtpId, Integer> counted = new HashMap<>();
        Set<OtpId> verified = new HashSet<>();
        for (String[] words : victim.lines(Line.GUESSED)) {
            OtpId id = OtpId.parse(words[1]).orElseThrow();
            assertThat(words[3]).isEqualTo("true");
            counted.merge(id, 1, Integer::sum);
            if (words[2].equals("VERIFIED")) {
                verified.add(id);
            }
        }
        assertThat(verified).isNotEmpty();
        counted.forEach((id, told) -> assertThat(nodes.row(id).attemptCount()).isBetween(told, told + 1));
        verified.forEach(id -> assertThat(nodes.row(id).status()).isEqualTo(OtpStatus.VERIFIED));
        victim.delivered().forEach((number, code) -> deliveredIsStored(nodes, number, code));
    }

    private static void deliveredIsStored(Nodes nodes, String number, String code) {
        OtpRecord row = nodes.row(nodes.one.findByNumber(number).get(0).id());
        assertThat(row.status() == OtpStatus.ACTIVE).isEqualTo(row.sealed() != null);
        if (row.status() == OtpStatus.ACTIVE) {
            assertThat(nodes.one.verify(row.id(), code).isVerified()).isTrue();
        }
        assertThat(nodes.two.verify(row.id(), code).outcome()).isEqualTo(Outcome.ALREADY_VERIFIED);
    }

    private List<String> numbers() {
        return Stream.generate(nodes::freshNumber).limit(CALLS).toList();
    }

    private List<Otp> otps() {
        return Stream.generate(nodes::sent).limit(CALLS).toList();
    }

    private String rightGuess(Otp otp) {
        return otp.id() + ":" + nodes.code(otp);
    }

    private static KilledNode victim(Step step, List<String> work) {
        String url = Servers.postgresql().url() + "&ApplicationName=" + VICTIM;
        return new KilledNode(url, "postgres", TABLES.name(""), step, work);
    }

    /** Lets victims come to a step with a share of the work each, and kills them. Answers the codes they delivered. */
    private static Map<String, String> killed(Step step, List<String> work) {
        Map<String, String> delivered = new HashMap<>();
        int share = work.size() / KILLS;
        for (int from = 0; from < work.size(); from += share) {
            List<String> part = work.subList(from, Math.min(work.size(), from + share));
            KilledNode victim = victim(step, part).killedAfter(Line.STOPPED, part.size());
            delivered.putAll(victim.delivered());
        }
        return delivered;
    }
}
