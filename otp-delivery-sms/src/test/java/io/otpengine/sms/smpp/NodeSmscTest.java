package io.otpengine.sms.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.DeliveryReport;
import io.otpengine.DeliveryReport.State;
import io.otpengine.sms.Secret;
import io.otpengine.sms.SmsChannel;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Accepted;
import io.otpengine.spi.DeliveryResult.Rejected;
import io.otpengine.spi.DeliveryResult.Rejected.Reason;
import io.otpengine.spi.DeliveryResult.Unknown;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway against an SMSC of another author, the npm package {@code smpp}, which reads the texts with its own tables. */
class NodeSmscTest {
    private static NodeSmsc smsc;

    private final BlockingQueue<DeliveryReport> reports = new LinkedBlockingQueue<>();
    private SmppGateway gateway;

    @BeforeAll
    static void start() {
        smsc = new NodeSmsc();
    }

    @AfterAll
    static void end() {
        smsc.close();
    }

    @BeforeEach
    void bind() {
        smsc.answersId("a-1");
        use(builder());
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void theBindIsOfAnSmpp34Transceiver() {
        gateway.close();
        gateway = builder().build();
        assertThat(smsc.await("bind"))
                .containsEntry("systemId", "acme")
                .containsEntry("version", 0x34)
                .containsEntry("welcome", true);
    }

    @Test
    void badCredentialsAreRefused() {
        use(builder().account("acme", Secret.of("wrong")).connect(Duration.ofMillis(100)));
        assertThat(smsc.await("bind")).containsEntry("welcome", false);
        assertThat(send(Sample.TEXT)).isEqualTo(new Rejected(Reason.UNAVAILABLE, "acme-smsc is not bound"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "739146 is your code.\n\n@a.example #739146",
                "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà 739146",
                "^{}\\[~]|€ 739146",
                "Ваш код 739146",
                "739146 ist „Ihr“ Code 🔑",
                "您的验证码是739146"
            })
    void textsArriveAsTheyAre(String text) {
        assertThat(send(text)).isInstanceOf(Accepted.class);
        assertThat(smsc.await("submit"))
                .containsEntry("text", text)
                .containsEntry("to", "491701234567")
                .containsEntry("from", "Acme")
                .containsEntry("sourceTon", 5)
                .containsEntry("receipt", 1);
    }

    @ParameterizedTest
    @EnumSource
    void textsOfTheSmscsAlphabetArriveAsTheyAre(SmppAlphabet alphabet) {
        use(builder().alphabet(alphabet));
        assertThat(send("739146 is: $5, no? é{")).isInstanceOf(Accepted.class);
        // The peer takes the ASCII of SMPP for GSM 03.38, where a brace has another place.
        String arrived = (String) smsc.await("submit").get("text");
        assertThat(arrived).isEqualTo("739146 is: $5, no? é{");
    }

    @ParameterizedTest
    @EnumSource
    void longTextsArriveWhole(SmppLongText way) {
        use(builder().longText(way));
        for (String text : new String[] {
            "739146 " + "a".repeat(145) + "€ is one of the signs that must not be cut", "Код 739146 " + "🔑".repeat(56)
        }) {
            assertThat(send(text)).isInstanceOf(Accepted.class);
            Map<String, Object> submit = smsc.await("submit");
            assertThat(submit.get("payload")).isEqualTo(way == SmppLongText.PAYLOAD);
            if (way != SmppLongText.PAYLOAD) {
                assertThat(submit.get("whole")).isNull();
                assertThat(submit).containsEntry("receipt", 0);
                submit = smsc.await("submit");
            }
            assertThat(submit).containsEntry("receipt", 1).containsEntry("whole", text);
        }
        assertThat(smsc.left("submit")).isZero();
    }

    @Test
    void receiptsAreReadByTheirParameters() throws Exception {
        assertThat(send(Sample.TEXT)).isEqualTo(new Accepted("acme-smsc", "a-1"));
        smsc.order(Map.of("do", "receipt", "words", "", "id", "a-1", "state", 2));
        assertReport(State.DELIVERED, "delivrd");
    }

    @Test
    void receiptsAreReadByTheirWords() throws Exception {
        send(Sample.TEXT);
        smsc.order(Map.of(
                "do",
                "receipt",
                "words",
                "id:A-1 sub:001 dlvrd:000 submit date:2601010000 done date:2601010001 stat:UNDELIV err:027"
                        + " text:739146"));
        assertReport(State.UNDELIVERABLE, "undeliv");
        assertThat(smsc.await("receipted")).containsEntry("status", 0);
    }

    @ParameterizedTest
    @CsvSource({"0x0b,RECIPIENT", "0x0a,SENDER", "0x58,UNAVAILABLE", "0x14,UNAVAILABLE", "0x08,UNAVAILABLE"})
    void refusalsHaveTheirReasons(String status, Reason reason) {
        smsc.answersStatus(Integer.decode(status));
        assertThat(send(Sample.TEXT)).isEqualTo(new Rejected(reason, "acme-smsc refused (status " + status + ")"));
    }

    @Test
    void aDroppedLinkIsUnknownAndNothingIsSentAgain() {
        smsc.cuts();
        assertThat(send(Sample.TEXT)).isInstanceOf(Unknown.class);
        smsc.answersId("a-2");
        assertThat(send(Sample.TEXT)).isEqualTo(new Accepted("acme-smsc", "a-2"));
        smsc.await("submit");
        assertThat(smsc.left("submit")).isZero();
    }

    @Test
    void aSlowAnswerIsUnknownAndNothingIsSentAgainYetItsReceiptCounts() throws Exception {
        assertThat(send(Sample.TEXT)).as("bound").isInstanceOf(Accepted.class);
        smsc.await("submit");
        smsc.isSilent("late-1");
        assertThat(SmsChannel.of(gateway).total(Duration.ofMillis(300)).send(Sample.message()))
                .isEqualTo(new Unknown("acme-smsc: no answer in time"));
        smsc.await("submit");
        smsc.order(Map.of("do", "late"));
        smsc.order(Map.of("do", "receipt", "words", "id:late-1 stat:DELIVRD"));
        assertReport(State.DELIVERED, "delivrd");
        assertThat(smsc.left("submit")).isZero();
    }

    @Test
    void anIdleSessionIsKept() {
        use(builder().enquireLink(Duration.ofMillis(50)));
        smsc.await("enquire");
        smsc.await("enquire");
        assertThat(send(Sample.TEXT)).isInstanceOf(Accepted.class);
        assertThat(smsc.left("bind")).isZero();
    }

    @Test
    void closingUnbinds() {
        send(Sample.TEXT);
        gateway.close();
        smsc.await("unbind");
        smsc.await("close");
    }

    private void assertReport(State state, String detail) throws InterruptedException {
        DeliveryReport report = reports.poll(30, TimeUnit.SECONDS);
        assertThat(report).isNotNull();
        assertThat(report.reference()).isEqualTo(Sample.REFERENCE);
        assertThat(report.state()).isEqualTo(state);
        assertThat(report.detail()).isEqualTo(detail);
    }

    private SmppBuilder builder() {
        return Sample.gateway(smsc.port()).receipts(reports::add);
    }

    private void use(SmppBuilder builder) {
        if (gateway != null) {
            smsc.await("bind"); // or there might be nothing to close yet
            gateway.close();
            smsc.await("close");
        }
        gateway = builder.build();
    }

    private DeliveryResult send(String text) {
        return SmsChannel.of(gateway).send(Sample.text(text));
    }
}
