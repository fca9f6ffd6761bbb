package io.otpengine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpEvent;
import io.otpengine.OtpPolicy;
import io.otpengine.OtpStatus;
import io.otpengine.QuotaWindow;
import io.otpengine.ResendRequest;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.Verification;
import io.otpengine.Verification.Outcome;
import io.otpengine.spi.OtpRecord;
import io.otpengine.testkit.Race;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two engines on one real database under fire. */
abstract class Attacks {
    private final FreshTables tables;
    private Nodes nodes;

    Attacks(FreshTables tables) {
        this.tables = tables;
    }

    @BeforeEach
    void startTwoNodes() {
        nodes = new Nodes(tables.emptied(), Nodes.ROOMY);
    }

    @Nested
    class ParallelGuesses {
        @Test
        @Tag("SEC-01")
        void ofTwoHundredWrongOnesExactlyThreeAreCounted() {
            for (int trial = 0; trial < 20; trial++) {
                Otp otp = nodes.sent();
                String wrong = nodes.wrongCode(otp);
                List<Verification> answers = Race.of(200, i -> nodes.node(i).verify(otp.id(), wrong));
                assertThat(Nodes.counted(answers)).as("trial %d", trial).isEqualTo(3);
                assertThat(nodes.row(otp.id()).attemptCount()).isEqualTo(3);
                assertThat(nodes.one.verify(otp.id(), nodes.code(otp)).outcome())
                        .isEqualTo(Outcome.TOO_MANY_ATTEMPTS);
            }
        }

        @Test
        @Tag("SEC-02")
        void oneRightAmongManyWrongNeverComesAfterTheLastAttempt() {
            for (int trial = 0; trial < 200; trial++) {
                Otp otp = nodes.sent();
                String wrong = nodes.wrongCode(otp);
                String right = nodes.code(otp);
                List<Verification> answers =
                        Race.of(200, i -> nodes.node(i).verify(otp.id(), i == 100 ? right : wrong));
                assertThat(Nodes.counted(answers)).as("trial %d", trial).isBetween(1L, 3L);
                OtpRecord row = nodes.row(otp.id());
                assertThat(row.status())
                        .isEqualTo(Nodes.verified(answers) == 1 ? OtpStatus.VERIFIED : OtpStatus.TOO_MANY_ATTEMPTS);
                assertThat(row.attemptCount()).isEqualTo((int) Nodes.counted(answers));
                assertThat(row.sealed()).isNull();
            }
        }

        @Test
        @Tag("SEC-03")
        void aRightCodeIsAcceptedOnce() {
            for (int trial = 0; trial < 50; trial++) {
                Otp otp = nodes.sent();
                String right = nodes.code(otp);
                List<Verification> answers = Race.of(100, i -> nodes.node(i).verify(otp.id(), right));
                assertThat(answers.stream().filter(a -> a.isVerified() && a.counted()))
                        .as("trial %d", trial)
                        .hasSize(1);
                assertThat(nodes.one.events(otp.id()).stream().filter(event -> event.type() == OtpEvent.Type.VERIFIED))
                        .hasSize(1);
            }
        }
    }

    @Nested
    class Replays {
        @Test
        @Tag("SEC-04")
        void aCodeThatWasAcceptedIsNeverAcceptedOrSentAgain() {
            Otp otp = nodes.sent();
            String right = nodes.code(otp);
            assertThat(nodes.one.verify(otp.id(), right).isVerified()).isTrue();
            OtpEngine restarted = nodes.restarted();
            for (int i = 0; i < 1_000; i++) {
                if (i == 500) {
                    nodes.time.advance(Duration.ofDays(2));
                    assertThat(nodes.one.purge(100)).isPositive();
                }
                assertThat((i % 2 == 0 ? nodes.two : restarted)
                                .verify(otp.id(), right)
                                .isVerified())
                        .isFalse();
            }
            int messages = nodes.phone.messages().size();
            assertThat(restarted.resend(otp.id())).isInstanceOf(SendResult.Refused.class);
            assertThat(nodes.phone.messages()).hasSize(messages);
        }
    }

    @Nested
    class Quotas {
        private final String number = "+491701234567";

        @Test
        @Tag("SEC-07")
        void oneHundredSendsToOneNumberAtOnceMakeItsQuotaAndNotOneMore() {
            nodes = new Nodes(
                    tables,
                    quotas(List.of(QuotaWindow.of(5, Duration.ofHours(1)), QuotaWindow.of(10, Duration.ofDays(1)))));
            List<SendResult> results =
                    Race.of(100, i -> nodes.node(i).send(SendRequest.to(number).subject("subject " + i)));
            assertThat(results.stream().filter(SendResult.Sent.class::isInstance))
                    .hasSize(5);
            assertThat(results.stream().filter(SendResult.Throttled.class::isInstance))
                    .hasSize(95);
            assertThat(nodes.one.findByNumber(number)).hasSize(5);
        }

        /** No OTP is resent twice here: a resend that loses its race was charged, and delivers nothing. */
        @Test
        @Tag("SEC-11")
        void fiveHundredSendsAndResendsOfAsManySubjectsFillEveryWindowAndNoMore() {
            nodes = new Nodes(
                    tables,
                    quotas(List.of(QuotaWindow.of(300, Duration.ofHours(1)), QuotaWindow.of(350, Duration.ofDays(1)))));
            List<Otp> first = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                first.add(nodes.sent(number));
            }
            assertThat(sentOf(500, first)).isEqualTo(100);
            assertThat(nodes.phone.messages()).hasSize(300);
            nodes.time.advance(Duration.ofHours(1));
            assertThat(sentOf(100, List.of())).isEqualTo(50);
            assertThat(nodes.phone.messages()).hasSize(350);
            nodes.time.advance(Duration.ofHours(1));
            assertThat(nodes.one.send(SendRequest.to(number))).isInstanceOf(SendResult.Throttled.class);
        }

        private long sentOf(int racers, List<Otp> resent) {
            List<SendResult> results = Race.of(racers, i -> i < resent.size() ? resend(resent.get(i), i) : send(i));
            assertThat(results).allMatch(r -> r instanceof SendResult.Sent || r instanceof SendResult.Throttled);
            return results.stream().filter(SendResult.Sent.class::isInstance).count();
        }

        private SendResult send(int i) {
            return nodes.node(i).send(SendRequest.to(number).subject("subject " + i));
        }

        private SendResult resend(Otp otp, int i) {
            return nodes.node(i).resend(ResendRequest.of(otp.id()).subject("subject " + i));
        }

        @Test
        @Tag("SEC-06")
        void aDayOfGuessingStaysWithinThePrintedBound() {
            OtpPolicy policy =
                    OtpPolicy.recommended().toBuilder().subjectQuotas(List.of()).build();
            nodes = new Nodes(tables, policy);
            Instant end = nodes.time.instant().plus(Duration.ofDays(1));
            long counted = 0;
            while (nodes.time.instant().isBefore(end)) {
                SendResult result = nodes.one.send(SendRequest.to(number));
                if (result instanceof SendResult.Sent sent) {
                    for (int i = 0; i < 3; i++) {
                        counted += nodes.two.verify(sent.otp().id(), "not it").counted() ? 1 : 0;
                    }
                } else {
                    assertThat(result).isInstanceOf(SendResult.Throttled.class);
                }
                nodes.time.advance(Duration.ofMinutes(5));
            }
            assertThat(counted).isEqualTo(30);
            assertThat(policy.guessProbabilityPerDay()).isGreaterThanOrEqualTo(counted / 1_000_000.0);
        }

        private OtpPolicy quotas(List<QuotaWindow> number) {
            return Nodes.ROOMY.toBuilder().numberQuotas(number).build();
        }
    }

    @Nested
    class TheCallersTransaction {
        @Test
        void attemptsSurviveItsRollback() throws SQLException {
            Otp otp = nodes.sent();
            List<Verification> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                try (Connection caller = tables.dataSource().getConnection()) {
                    caller.setAutoCommit(false);
                    caller.createStatement().executeQuery("SELECT 1").close();
                    answers.add(nodes.one.verify(otp.id(), nodes.wrongCode(otp)));
                    caller.rollback();
                }
            }
            assertThat(Nodes.counted(answers)).isEqualTo(3);
            assertThat(nodes.row(otp.id()).status()).isEqualTo(OtpStatus.TOO_MANY_ATTEMPTS);
        }
    }

    @Nested
    class Accounts {
        @Test
        @Tag("SEC-26")
        @Tag("SEC-27")
        void whatBelongsToAnotherDoesNotExist() {
            Otp otp = nodes.sent();
            OtpEngine other = nodes.two.forAccount("other");
            assertThat(other.find(otp.id())).isEmpty();
            assertThat(other.findByNumber(otp.number())).isEmpty();
            assertThat(other.events(otp.id())).isEmpty();
            assertThat(other.delete(otp.id())).isEmpty();
            assertThat(other.verify(otp.id(), nodes.code(otp)).outcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(other.resend(otp.id())).isInstanceOf(SendResult.Refused.class);
            assertThat(nodes.row(otp.id()).attemptCount()).isZero();
        }

        @Test
        void accountsThatDifferInCaseAloneAreTwo() {
            Otp otp = nodes.one
                    .forAccount("acme")
                    .send(SendRequest.to(nodes.freshNumber()))
                    .orElseThrow();
            assertThat(nodes.one.forAccount("ACME").findByNumber(otp.number())).isEmpty();
            assertThat(nodes.one.forAccount("acme").findByNumber(otp.number())).hasSize(1);
        }

        @Test
        @Tag("SEC-27")
        void aSealedCodeInAnotherRowIsAWrongGuess() {
            Otp mine = nodes.sent();
            Otp theirs = nodes.sent();
            OtpRecord target = nodes.row(theirs.id());
            assertThat(tables.store(false)
                            .replace(target.next()
                                    .sealed(nodes.row(mine.id()).sealed())
                                    .build()))
                    .isTrue();
            assertThat(nodes.two.verify(theirs.id(), nodes.code(mine)).outcome())
                    .isEqualTo(Outcome.WRONG_CODE);
            assertThat(nodes.two.verify(theirs.id(), nodes.code(theirs)).outcome())
                    .isEqualTo(Outcome.WRONG_CODE);
        }
    }
}
