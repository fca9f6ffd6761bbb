package io.otpengine.sms.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.otpengine.Channel;
import io.otpengine.DeliveryReport;
import io.otpengine.DeliveryReport.State;
import io.otpengine.InvalidRequestException;
import io.otpengine.sms.Secret;
import io.otpengine.sms.SmsChannel;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Accepted;
import io.otpengine.spi.DeliveryResult.Rejected;
import io.otpengine.spi.DeliveryResult.Rejected.Reason;
import io.otpengine.spi.DeliveryResult.Unknown;
import io.otpengine.spi.OtpMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.ProcessRequestException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmppGatewayTest {
    private static final String REFERENCE = "Qf8kq0r1S2t3U4v5W6x7Y8z9A0b1C2d3E4f5G6h";

    private final FakeSmsc smsc = new FakeSmsc();
    private final BlockingQueue<DeliveryReport> reports = new LinkedBlockingQueue<>();
    private SmppGateway gateway = builder().build();
    private Duration total = Duration.ofSeconds(60);

    @AfterEach
    void stop() {
        gateway.close();
        smsc.close();
    }

    @Test
    void aMessageIsSubmittedWithAllItsFields() {
        assertThat(send("739146 is your code.\n\n@a.example #739146")).isEqualTo(new Accepted("acme-smsc", "3e9"));
        SubmitSm message = smsc.last();
        assertThat(message.getDestAddress()).isEqualTo("491701234567");
        assertThat(message.getSourceAddr()).isEqualTo("Acme");
        assertThat(message.getSourceAddrTon()).isEqualTo((byte) 5);
        assertThat(message.getRegisteredDelivery()).isEqualTo((byte) 1);
        assertThat(message.getValidityPeriod())
                .matches("00000000(0459|0500)\\d\\d000R|0000000004\\d{4}000R|000000000500000R");
        assertThat(message.getDataCoding()).isZero();
    }

    @Nested
    class Texts {
        @Test
        void inGsmHaveTheSignsOfThatAlphabet() {
            send("@$_ 739146");
            assertThat(smsc.last().getShortMessage()).startsWith(0x00, 0x02, 0x11, 0x20, '7');
        }

        @Test
        void outsideItAreUcs2() {
            send("Ваш код 739146");
            assertThat(smsc.last().getDataCoding()).isEqualTo((byte) 8);
            assertThat(new String(smsc.last().getShortMessage(), StandardCharsets.UTF_16BE))
                    .isEqualTo("Ваш код 739146");
        }

        @Test
        void goInTheAlphabetOfTheSmsc() {
            rebuild(builder().alphabet(SmppAlphabet.LATIN_1));
            send("é@ 739146");
            assertThat(smsc.last().getDataCoding()).isEqualTo((byte) 3);
            assertThat(new String(smsc.last().getShortMessage(), StandardCharsets.ISO_8859_1))
                    .isEqualTo("é@ 739146");
            send("€ 739146");
            assertThat(smsc.last().getDataCoding()).isEqualTo((byte) 8);
        }

        @Test
        void thatAreLongGoAsPayload() {
            String text = "739146 " + "a".repeat(180);
            send(text);
            assertThat(smsc.last().getShortMessage()).isNullOrEmpty();
            OptionalParameter.Message_payload payload =
                    smsc.last().getOptionalParameter(OptionalParameter.Message_payload.class);
            assertThat(new String(payload.getValue(), StandardCharsets.US_ASCII))
                    .isEqualTo(text);
        }
    }

    @Nested
    class TextsInParts {
        @ParameterizedTest
        @CsvSource({"0x0b,RECIPIENT", "0x58,UNAVAILABLE"})
        void areRefusedWhenTheirFirstPartIs(String status, Reason reason) {
            rebuild(builder().longText(SmppLongText.UDH));
            smsc.refuses(Integer.decode(status));
            assertThat(send("739146 " + "a".repeat(180)))
                    .isEqualTo(new Rejected(reason, "acme-smsc refused (status " + status + ")"));
            assertThat(smsc.messages()).hasSize(1);
        }

        @Test
        void areUnknownWhenALaterPartIsRefused() {
            rebuild(builder().longText(SmppLongText.UDH));
            smsc.does((message, session) -> {
                if (smsc.messages().size() == 2) {
                    throw new ProcessRequestException("refused", 0x0b);
                }
                return "1";
            });
            assertThat(send("739146 " + "a".repeat(180)))
                    .isEqualTo(new Unknown("acme-smsc: a part was refused (status 0x0b)"));
            assertThat(smsc.messages()).hasSize(2);
        }

        @Test
        void areNotSentAtAllWhenThereAreTooMany() {
            rebuild(builder().maxParts(1).alphabet(SmppAlphabet.LATIN_1));
            // One part in GSM 03.38, two in UCS-2, which this SMSC needs for the sign.
            assertThat(send("739146 €" + "a".repeat(80)))
                    .isEqualTo(new Rejected(Reason.MESSAGE, "acme-smsc: 2 parts, and at most 1 allowed"));
            assertThat(smsc.messages()).isEmpty();
        }
    }

    @Nested
    class Answers {
        @ParameterizedTest
        @CsvSource({
            "0x0a,SENDER",
            "0x0b,RECIPIENT",
            "0x08,UNAVAILABLE",
            "0x45,UNAVAILABLE",
            "0x64,UNAVAILABLE",
            "0x14,UNAVAILABLE",
            "0x58,UNAVAILABLE",
            "0x0e,CONFIGURATION",
            "0x01,MESSAGE"
        })
        void haveTheirReasons(String status, Reason reason) {
            smsc.refuses(Integer.decode(status));
            assertThat(send("739146")).isEqualTo(new Rejected(reason, "acme-smsc refused (status " + status + ")"));
        }

        @Test
        void thatTheSmscItselfDoesNotKnowAreUnknown() {
            smsc.refuses(0xff);
            assertThat(send("739146")).isEqualTo(new Unknown("acme-smsc: an error it does not know (status 0xff)"));
        }

        @Test
        void ofAThrottlingSmscPauseTheBind() {
            smsc.refuses(0x58);
            int refused = 0;
            DeliveryResult result = send("739146");
            while (result.equals(new Rejected(Reason.UNAVAILABLE, "acme-smsc refused (status 0x58)"))) {
                // On a slow machine a pause may be over when the next message comes; the next one is longer.
                refused++;
                result = send("739146");
            }
            assertThat(result).isEqualTo(new Rejected(Reason.UNAVAILABLE, "acme-smsc asked for a pause"));
            assertThat(smsc.messages()).hasSize(refused);
        }

        @Test
        void thatDoNotComeAreUnknownAndNothingIsSentAgain() throws Exception {
            CountDownLatch release = new CountDownLatch(1);
            rebuild(builder().attempt(Duration.ofMillis(300)));
            smsc.does((message, session) -> {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return "1";
            });
            DeliveryResult result = send("739146");
            release.countDown();
            assertThat(result).isEqualTo(new Unknown("acme-smsc: no answer (ResponseTimeoutException)"));
            gateway.close();
            smsc.close();
            assertThat(smsc.messages()).hasSizeLessThanOrEqualTo(1);
        }

        @Test
        void areWaitedForNoLongerThanTheMessageAllows() {
            assertThat(send("739146")).as("bound").isInstanceOf(Accepted.class);
            total = Duration.ofMillis(300);
            CountDownLatch release = new CountDownLatch(1);
            smsc.does((message, session) -> {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return "1";
            });
            assertThat(send("739146")).isInstanceOf(Unknown.class);
            release.countDown();
        }

        @Test
        void thatALostLinkSwallowsAreNeverRefusals() {
            rebuild(builder().attempt(Duration.ofSeconds(60)));
            smsc.does((message, session) -> {
                session.close();
                return "1";
            });
            assertThat(send("739146")).isInstanceOf(Unknown.class);
            assertThat(smsc.messages()).hasSize(1);
        }
    }

    @Nested
    class TheBind {
        @Test
        void thatIsRefusedSendsNothingAndIsNotTriedAtOnce() {
            rebuild(builder().account("acme", Secret.of("wrong")).connect(Duration.ofMillis(500)));
            assertThat(send("739146")).isEqualTo(new Rejected(Reason.UNAVAILABLE, "acme-smsc is not bound"));
            assertThat(send("739146")).isInstanceOf(Rejected.class);
            assertThat(smsc.binds()).isBetween(1, 2);
            assertThat(smsc.messages()).isEmpty();
        }

        @Test
        void isMadeAgainWhenTheLinkIsLost() {
            assertThat(send("739146")).isInstanceOf(Accepted.class);
            smsc.drop();
            DeliveryResult result = send("739146");
            for (int i = 0; i < 20 && !(result instanceof Accepted); i++) {
                result = send("739146");
            }
            assertThat(result).isInstanceOf(Accepted.class);
        }

        @Test
        void isNotThereWithoutAnSmsc() {
            smsc.close();
            rebuild(builder().connect(Duration.ofMillis(500)));
            assertThat(send("739146")).isEqualTo(new Rejected(Reason.UNAVAILABLE, "acme-smsc is not bound"));
        }

        @Test
        void isGoneAfterClose() {
            send("739146");
            gateway.close();
            assertThat(send("739146")).isInstanceOf(Rejected.class);
            assertThat(smsc.messages()).hasSize(1);
        }
    }

    @Nested
    class Receipts {
        @Test
        void areFoundByTheirParameterFirst() throws Exception {
            send("739146");
            smsc.receipt(
                    "id:77 stat:EXPIRED",
                    new OptionalParameter.Receipted_message_id("3e9"),
                    new OptionalParameter.Message_state((byte) 2));
            assertReport(State.DELIVERED, "delivrd");
        }

        @ParameterizedTest
        @CsvSource({
            "DELIVRD,DELIVERED",
            "UNDELIV,UNDELIVERABLE",
            "EXPIRED,UNDELIVERABLE",
            "REJECTD,UNDELIVERABLE",
            "ACCEPTD,ACCEPTED"
        })
        void areFoundByTheirWords(String word, State state) throws Exception {
            send("739146");
            smsc.receipt("id:00003E9 sub:001 dlvrd:001 submit date:2601010000 done date:2601010000 stat:" + word
                    + " err:000 text:x");
            assertReport(state, word.toLowerCase(java.util.Locale.ROOT));
        }

        @Test
        void mayGiveAHexadecimalIdInDecimal() throws Exception {
            rebuild(builder().hexIds());
            send("739146");
            smsc.receipt("id:1001 stat:DELIVRD err:000");
            assertReport(State.DELIVERED, "delivrd");
            smsc.receipt(
                    "id:x stat:x",
                    new OptionalParameter.Receipted_message_id("3E9"),
                    new OptionalParameter.Message_state((byte) 5));
            assertReport(State.UNDELIVERABLE, "undeliv");
        }

        @Test
        void mayComeBeforeTheAnswer() throws Exception {
            smsc.does((message, session) -> {
                FakeSmsc.receipt(session, "id:42 stat:DELIVRD err:000");
                return "42";
            });
            assertThat(send("739146")).isInstanceOf(Accepted.class);
            assertReport(State.DELIVERED, "delivrd");
        }

        @Test
        void ofUnknownMessagesTellNobody() {
            send("739146");
            smsc.receipt("id:999 stat:DELIVRD err:000");
            smsc.receipt("nonsense");
            assertThat(reports).isEmpty();
            assertThat(gateway.droppedReceipts()).isEqualTo(1);
        }

        private void assertReport(State state, String detail) throws InterruptedException {
            DeliveryReport report = reports.poll(30, TimeUnit.SECONDS);
            assertThat(report).isNotNull();
            assertThat(report.reference()).isEqualTo(REFERENCE);
            assertThat(report.state()).isEqualTo(state);
            assertThat(report.detail()).isEqualTo(detail);
        }
    }

    @Test
    void mistakesAreFoundWhenItIsBuilt() {
        SmppBuilder builder = builder();
        refuses("name", () -> SmppGateway.builder(" "));
        refuses(
                "host",
                () -> SmppGateway.builder("a").account("a", Secret.of("b")).build());
        refuses("systemId", () -> SmppGateway.builder("a").at("localhost", 1).build());
        refuses("systemId", () -> builder().account("a".repeat(16), Secret.of("b")));
        refuses("port", () -> builder().at("localhost", 0));
        refuses("systemId", () -> builder().account("åcme", Secret.of("b")));
        refuses("systemType", () -> builder().systemType("a".repeat(13)));
        refuses("password", () -> builder().account("a", Secret.of("123456789")).build());
        refuses("host", () -> {
            for (int i = 0; i < 8; i++) {
                builder.at("localhost", 1);
            }
        });
        refuses("window", () -> builder().window(0));
        refuses("window", () -> builder().window(1_001));
        refuses("binds", () -> builder().binds(33));
        refuses("maxParts", () -> builder().maxParts(11));
        refuses("connect", () -> builder().connect(Duration.ZERO));
        refuses("connect", () -> builder().connect(Duration.ofNanos(999_999)));
        refuses("attempt", () -> builder().attempt(Duration.ofNanos(999_999)));
        refuses("enquireLink", () -> builder().enquireLink(Duration.ofNanos(999_999)));
        refuses("reconnect", () -> builder().reconnect(Duration.ofSeconds(2), Duration.ofSeconds(1)));
        refuses("reconnect", () -> builder().reconnect(Duration.ZERO, Duration.ofSeconds(1)));
        refuses("reconnect", () -> builder().reconnect(Duration.ofSeconds(1), Duration.ofMinutes(11)));
        refuses("attempt", () -> builder().attempt(Duration.ZERO));
        refuses("enquireLink", () -> builder().enquireLink(Duration.ofHours(1)));
    }

    @Test
    void validityIsRelativeAndRoundedUp() {
        assertThat(Submission.validity(Duration.ofMinutes(5))).isEqualTo("000000000500000R");
        assertThat(Submission.validity(Duration.ofMillis(1))).isEqualTo("000000000001000R");
        assertThat(Submission.validity(Duration.ofDays(99))).isEqualTo("000030000000000R");
    }

    private SmppBuilder builder() {
        return SmppGateway.builder("acme-smsc")
                .at("127.0.0.1", smsc.port())
                .account("acme", Secret.of(FakeSmsc.PASSWORD))
                .connect(Duration.ofSeconds(30))
                .receipts(reports::add);
    }

    private void rebuild(SmppBuilder builder) {
        gateway.close();
        gateway = builder.build();
    }

    private DeliveryResult send(String text) {
        DeliveryResult result = SmsChannel.of(gateway)
                .total(total)
                .send(new OtpMessage(
                        "+491701234567",
                        text,
                        "739146",
                        "en",
                        Channel.SMS,
                        "Acme",
                        null,
                        REFERENCE,
                        Instant.now().plusSeconds(300)));
        assertThat(result.toString()).doesNotContain("739146");
        return result;
    }

    private static void refuses(String field, Runnable call) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(call::run)
                .satisfies(e -> assertThat(e.field()).isEqualTo(field));
    }
}
