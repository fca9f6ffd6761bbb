package io.otpengine.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpEvent;
import io.otpengine.OtpStatus;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.Verification;
import io.otpengine.memory.InMemoryOtpStore;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** From the request to the receipt, with the engine in between. */
class WithTheEngineTest {
    private final FakeProvider fake = new FakeProvider(new FakeTwilio());
    private final TwilioGateway twilio = TwilioGateway.builder()
            .account(FakeTwilio.account())
            .endpoint(fake.address())
            .receipts(URI.create("https://acme.example/receipts"))
            .build();
    private final OtpEngine engine = engine(twilio);

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void theCodeFromThePhoneVerifies() {
        Otp otp = send();
        String code = fake.last().form().get("Body").replaceAll("[^0-9]", "");
        assertThat(engine.verify(otp.id(), code).outcome()).isEqualTo(Verification.Outcome.VERIFIED);
    }

    @Test
    void aProviderThatHangsIsUndeliveredAndMayHaveArrived() throws Exception {
        try (FaultyProvider hanging = new FaultyProvider(exchange -> {
            exchange.readRequest();
            exchange.hang();
        })) {
            SmsGateway gateway = Provider.TYNTEC.gateway(
                    hanging.address(), HttpOptions.recommended().attempt(Duration.ofSeconds(2)));
            SendResult result = engine(gateway).send(SendRequest.to(Messages.NUMBER));
            assertThat(result).asInstanceOf(type(SendResult.Undelivered.class)).satisfies(undelivered -> {
                assertThat(undelivered.mayHaveArrived()).isTrue();
                assertThat(undelivered.otp().status()).isEqualTo(OtpStatus.ACTIVE);
            });
            assertThat(hanging.requests()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void theEventSaysWhoTookTheMessage() {
        try (FakeProvider broken = new FakeProvider(request -> Reply.html(429))) {
            OtpEngine failover = OtpEngine.builder()
                    .store(new InMemoryOtpStore())
                    .channel(FailoverChannel.builder()
                            .to(Provider.VONAGE.channel(broken.address()))
                            .to(SmsChannel.of(twilio))
                            .build())
                    .build();
            Otp otp = failover.send(SendRequest.to(Messages.NUMBER)).orElseThrow();
            assertThat(failover.events(otp.id()))
                    .filteredOn(event -> event.type() == OtpEvent.Type.DELIVER_OTP_RES_OK)
                    .extracting(OtpEvent::detail)
                    .singleElement()
                    .asString()
                    .contains("twilio");
        }
    }

    @Nested
    class Receipts {
        private final ReceiptHandler handler = TwilioReceipts.of(Secret.of(FakeTwilio.TOKEN));

        @Test
        void tellTheEngineOnceThatTheMessageArrived() {
            Otp otp = send();
            receipt("sent");
            receipt("delivered");
            receipt("delivered");
            assertThat(types(otp)).endsWith(OtpEvent.Type.DELIVER_OTP_RES_OK, OtpEvent.Type.DELIVERED);
        }

        @Test
        void thatComeLateAndInTheWrongOrderMoveForwardOnly() {
            Otp otp = send();
            receipt("delivered");
            receipt("sent");
            receipt("undelivered");
            receipt("delivered");
            assertThat(types(otp)).endsWith(OtpEvent.Type.DELIVER_OTP_RES_OK, OtpEvent.Type.DELIVERED);
        }

        @Test
        void thatOvertakeTheAnswerAreTaken() {
            fake.answers(request -> {
                URI address = URI.create(request.form().get("StatusCallback"));
                signed(address, "MessageStatus=delivered").reports().forEach(engine::report);
                return new FakeTwilio().apply(request);
            });
            Otp otp = send();
            assertThat(types(otp)).contains(OtpEvent.Type.DELIVERED, OtpEvent.Type.DELIVER_OTP_RES_OK);
        }

        @Test
        void changeNothingButTheEvents() {
            Otp before = send();
            receipt("undelivered");
            assertThat(types(before)).endsWith(OtpEvent.Type.UNDELIVERABLE);
            assertThat(engine.find(before.id())).contains(before);
        }

        @Test
        void thatAreBadlySignedReachNobody() {
            Otp otp = send();
            URI address = callback();
            ReceiptAnswer answer = handler.handle(
                    "POST", address, Map.of("X-Twilio-Signature", List.of("AAAA")), bytes("MessageStatus=delivered"));
            assertThat(answer).isEqualTo(ReceiptAnswer.refused(401));
            assertThat(types(otp)).endsWith(OtpEvent.Type.DELIVER_OTP_RES_OK);
        }

        @Test
        void withAForgedReferenceAreAnsweredAlikeAndChangeNothing() {
            Otp otp = send();
            URI address = URI.create("https://acme.example/receipts?ref=" + Messages.REFERENCE);
            ReceiptAnswer answer = signed(address, "MessageStatus=delivered");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.reports())
                    .allSatisfy(report -> assertThat(engine.report(report)).isEmpty());
            assertThat(types(otp)).endsWith(OtpEvent.Type.DELIVER_OTP_RES_OK);
        }

        private void receipt(String status) {
            ReceiptAnswer answer = signed(callback(), "MessageStatus=" + status);
            assertThat(answer.status()).isEqualTo(200);
            answer.reports().forEach(report -> assertThat(engine.report(report)).isPresent());
        }

        private URI callback() {
            return URI.create(fake.last().form().get("StatusCallback"));
        }

        private ReceiptAnswer signed(URI address, String body) {
            StringBuilder signed = new StringBuilder(address.toString());
            Form.parse(body).forEach((name, value) -> signed.append(name).append(value));
            String signature = Base64.getEncoder()
                    .encodeToString(Signatures.hmac("HmacSHA1", FakeTwilio.TOKEN, bytes(signed.toString())));
            return handler.handle("POST", address, Map.of("X-Twilio-Signature", List.of(signature)), bytes(body));
        }
    }

    private Otp send() {
        return engine.send(SendRequest.to(Messages.NUMBER)).orElseThrow();
    }

    private List<OtpEvent.Type> types(Otp otp) {
        return engine.events(otp.id()).stream().map(OtpEvent::type).toList();
    }

    private static OtpEngine engine(SmsGateway gateway) {
        return OtpEngine.builder()
                .store(new InMemoryOtpStore())
                .channel(SmsChannel.of(gateway))
                .build();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
