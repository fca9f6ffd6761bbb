package io.otpengine.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.DeliveryReport;
import io.otpengine.DeliveryReport.State;
import io.otpengine.sms.ReceiptAuth.Encoding;
import io.otpengine.sms.VonageReceipts.Algorithm;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptsTest {
    private static final URI ADDRESS = URI.create("https://acme.example/receipts");

    @Nested
    class Twilio {
        private static final String VECTOR_BODY =
                "CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212";
        private static final URI VECTOR_ADDRESS = URI.create("https://mycompany.com/myapp.php?foo=1&bar=2");
        private static final String VECTOR = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";

        private final ReceiptHandler handler = TwilioReceipts.of(Secret.of("12345"));

        @Test
        void thePublishedSignatureIsAccepted() {
            assertThat(post(handler, VECTOR_ADDRESS, "x-twilio-signature", VECTOR, VECTOR_BODY)
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void anyOtherIsRefused() {
            assertRefused(
                    401,
                    post(handler, VECTOR_ADDRESS, "X-Twilio-Signature", "RSOYDt4T1cUTdK1PDd93/VVr8B9=", VECTOR_BODY));
            assertRefused(401, post(handler, VECTOR_ADDRESS, "X-Twilio-Signature", "", VECTOR_BODY));
            assertRefused(401, post(handler, VECTOR_ADDRESS, "Other", VECTOR, VECTOR_BODY));
            assertRefused(
                    401, post(handler, VECTOR_ADDRESS, "X-Twilio-Signature", VECTOR, VECTOR_BODY + "&Digits=1235"));
            assertRefused(
                    401,
                    post(
                            handler,
                            URI.create("http://mycompany.com/myapp.php?foo=1&bar=2"),
                            "X-Twilio-Signature",
                            VECTOR,
                            VECTOR_BODY));
        }

        @ParameterizedTest
        @CsvSource({
            "MessageStatus=delivered,DELIVERED,delivered",
            "MessageStatus=undelivered&ErrorCode=30003,UNDELIVERABLE,'undelivered, code 30003'",
            "MessageStatus=failed,UNDELIVERABLE,failed",
            "MessageStatus=sent,ACCEPTED,sent",
            "CallStatus=completed,DELIVERED,completed",
            "CallStatus=no-answer,UNDELIVERABLE,no-answer"
        })
        void statusesBecomeReports(String fields, State state, String detail) {
            ReceiptAnswer answer = signed(Messages.REFERENCE, fields);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.reports()).singleElement().satisfies(report -> {
                assertThat(report.reference()).isEqualTo(Messages.REFERENCE);
                assertThat(report.state()).isEqualTo(state);
                assertThat(report.provider())
                        .as("as the send said")
                        .isEqualTo(fields.startsWith("Call") ? "twilio-voice" : "twilio");
                assertThat(report.detail()).isEqualTo(detail);
            });
        }

        @Test
        void aForeignReferenceOrStatusIsAnsweredAlikeAndReportsNothing() {
            assertThat(signed("unknown", "MessageStatus=delivered")).isEqualTo(new ReceiptAnswer(200, List.of()));
            assertThat(signed(Messages.REFERENCE, "MessageStatus=odd")).isEqualTo(new ReceiptAnswer(200, List.of()));
            assertThat(signed(Messages.REFERENCE, "To=1")).isEqualTo(new ReceiptAnswer(200, List.of()));
        }

        private ReceiptAnswer signed(String reference, String body) {
            URI address = URI.create(ADDRESS + "?ref=" + reference);
            StringBuilder signed = new StringBuilder(address.toString());
            Form.parse(body).forEach((name, value) -> signed.append(name).append(value));
            String signature = java.util.Base64.getEncoder()
                    .encodeToString(Signatures.hmac("HmacSHA1", "12345", bytes(signed.toString())));
            return post(handler, address, "X-Twilio-Signature", signature, body);
        }
    }

    @Nested
    class Vonage {
        private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

        private final ReceiptHandler handler =
                VonageReceipts.signed(Algorithm.HMAC_SHA256, Secret.of("abcde")).clock(InstantSource.fixed(NOW));

        @Test
        void fieldsAreStrungTogetherAsPublished() {
            Map<String, String> fields =
                    Map.of("b", "bananas", "timestamp", "2100", "a", "alphabet", "sig", "x", "blank", " ");
            assertThat(VonageSignature.signed(fields)).isEqualTo("&a=alphabet&b=bananas&timestamp=2100");
            assertThat(VonageSignature.signed(Map.of("a&", "=b"))).isEqualTo("&a_=_b");
        }

        @Test
        void thePublishedSignatureIsTheOneWeMake() {
            byte[] mac = Signatures.hmac("HmacSHA256", "abcde", bytes("&a=alphabet&b=bananas&timestamp=2100"));
            assertThat(HexFormat.of().formatHex(mac))
                    .isEqualTo("8d1b0428276b6a070578225914c3502cc0687a454dfbbbb370c76a14234cb546");
            VonageSignature published = new VonageSignature("HmacSHA256", Secret.of("abcde"));
            Map<String, String> fields = Map.of(
                    "a",
                    "alphabet",
                    "b",
                    "bananas",
                    "timestamp",
                    "2100",
                    "sig",
                    HexFormat.of().formatHex(mac));
            assertThat(published.vouchesFor(fields, Instant.ofEpochSecond(2100)))
                    .isTrue();
            assertThat(published.vouchesFor(fields, Instant.ofEpochSecond(2401)))
                    .isFalse();
        }

        @Test
        void aFreshSignedReceiptMakesAReport() {
            ReceiptAnswer answer = send(NOW, "delivered", "abcde");
            assertThat(answer)
                    .isEqualTo(new ReceiptAnswer(
                            200,
                            List.of(new DeliveryReport(
                                    Messages.REFERENCE, State.DELIVERED, NOW, "vonage", "delivered, code 0"))));
        }

        @Test
        void oldAndFutureOnesAreRefused() {
            assertThat(send(NOW.minus(Duration.ofMinutes(5)), "delivered", "abcde")
                            .status())
                    .isEqualTo(200);
            assertRefused(401, send(NOW.minus(Duration.ofSeconds(301)), "delivered", "abcde"));
            assertRefused(401, send(NOW.plus(Duration.ofSeconds(301)), "delivered", "abcde"));
        }

        @Test
        void badlySignedAndUnsignedOnesAreRefused() {
            assertRefused(401, send(NOW, "delivered", "other"));
            assertRefused(
                    401,
                    post(
                            handler,
                            ADDRESS,
                            "a",
                            "b",
                            "{\"client-ref\":\"x\",\"timestamp\":\"" + NOW.getEpochSecond() + "\"}"));
            assertRefused(401, post(handler, ADDRESS, "a", "b", "{}"));
            assertRefused(401, post(handler, ADDRESS, "a", "b", ""));
            assertRefused(401, post(handler, ADDRESS, "a", "b", "timestamp=99999999999999999999&sig=x"));
        }

        @ParameterizedTest
        @CsvSource({
            "accepted,ACCEPTED",
            "buffered,ACCEPTED",
            "expired,UNDELIVERABLE",
            "failed,UNDELIVERABLE",
            "rejected,UNDELIVERABLE"
        })
        void statusesBecomeReports(String status, State state) {
            assertThat(send(NOW, status, "abcde").reports())
                    .extracting(DeliveryReport::state)
                    .containsExactly(state);
        }

        @Test
        void formsAreReadLikeJson() {
            String body = "client-ref=" + Messages.REFERENCE + "&status=delivered&err-code=0";
            assertThat(post(VonageReceipts.unsigned(), ADDRESS, "a", "b", body).reports())
                    .hasSize(1);
        }

        private ReceiptAnswer send(Instant time, String status, String key) {
            Map<String, String> fields = new TreeMap<>(Map.of(
                    "client-ref",
                    Messages.REFERENCE,
                    "status",
                    status,
                    "err-code",
                    "0",
                    "msisdn",
                    "491701234567",
                    "timestamp",
                    Long.toString(time.getEpochSecond())));
            byte[] mac = Signatures.hmac("HmacSHA256", key, bytes(VonageSignature.signed(fields)));
            fields.put("sig", HexFormat.of().withUpperCase().formatHex(mac));
            return post(handler, ADDRESS, "Content-Type", "application/json", Json.write(fields));
        }
    }

    @Nested
    class Infobip {
        private final ReceiptHandler handler = InfobipReceipts.with(ReceiptAuth.byReference());

        @Test
        void aBatchMakesAReportForEachMessage() {
            ReceiptAnswer answer = post(
                    handler,
                    ADDRESS,
                    "a",
                    "b",
                    ("{'results':["
                                    + result("DELIVERED", "DELIVERED_TO_HANDSET") + ","
                                    + result("DELIVERED", "DELIVERED_TO_OPERATOR") + ","
                                    + result("UNDELIVERABLE", "UNDELIVERABLE_NOT_DELIVERED") + ","
                                    + result("EXPIRED", "EXPIRED_EXPIRED") + ","
                                    + result("ODD", "ODD") + ",7,{}]}")
                            .replace('\'', '"'));
            assertThat(answer.reports())
                    .extracting(DeliveryReport::state)
                    .containsExactly(State.DELIVERED, State.ACCEPTED, State.UNDELIVERABLE, State.UNDELIVERABLE);
            assertThat(answer.reports().get(0).at()).isEqualTo(Instant.parse("2019-11-09T15:00:00Z"));
            assertThat(answer.reports().get(0).detail()).isEqualTo("delivered_to_handset, code no_error");
        }

        @Test
        void signaturesOfTheBodyAreChecked() {
            ReceiptHandler signed =
                    InfobipReceipts.with(ReceiptAuth.byHmacSha256("X-Signature", Secret.of("k"), Encoding.HEX));
            String body = "{\"results\":[]}";
            String good = HexFormat.of().formatHex(Signatures.hmac("HmacSHA256", "k", bytes(body)));
            assertThat(post(signed, ADDRESS, "x-signature", good, body).status())
                    .isEqualTo(200);
            assertRefused(401, post(signed, ADDRESS, "x-signature", good, body + " "));
            assertRefused(401, post(signed, ADDRESS, "x-signature", "", body));
            assertRefused(401, post(signed, ADDRESS, "y", good, body));
        }

        @Test
        void theSignatureIsThatOfTheOctetsWhateverTheyMean() {
            byte[] body = "{\"results\":[],\"text\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
            String good = HexFormat.of().formatHex(Signatures.hmac("HmacSHA256", "k", body));
            ReceiptHandler signed =
                    InfobipReceipts.with(ReceiptAuth.byHmacSha256("X-Signature", Secret.of("k"), Encoding.HEX));
            assertThat(signed.handle("POST", ADDRESS, Map.of("X-Signature", List.of(good)), body)
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void base64SignaturesAndFixedHeadersAreChecked() {
            String body = "{\"results\":[]}";
            ReceiptHandler base64 =
                    InfobipReceipts.with(ReceiptAuth.byHmacSha256("X-Signature", Secret.of("k"), Encoding.BASE64));
            String good = java.util.Base64.getEncoder().encodeToString(Signatures.hmac("HmacSHA256", "k", bytes(body)));
            assertThat(post(base64, ADDRESS, "X-Signature", good, body).status())
                    .isEqualTo(200);
            assertRefused(401, post(base64, ADDRESS, "X-Signature", good.toLowerCase(java.util.Locale.ROOT), body));
            ReceiptHandler basic = InfobipReceipts.with(ReceiptAuth.byHeader("Authorization", Secret.of("Basic eDp5")));
            assertThat(post(basic, ADDRESS, "authorization", "Basic eDp5", body).status())
                    .isEqualTo(200);
            assertRefused(401, post(basic, ADDRESS, "authorization", "Basic eDp6", body));
        }

        private String result(String group, String name) {
            return "{'messageId':'m','callbackData':'" + Messages.REFERENCE
                    + "','doneAt':'2019-11-09T16:00:00.000+0100'," + "'status':{'groupName':'" + group + "','name':'"
                    + name + "'},'error':{'name':'NO_ERROR'}}";
        }
    }

    @Nested
    class Tyntec {
        private final ReceiptHandler handler = TyntecReceipts.create();

        @ParameterizedTest
        @CsvSource({
            "DELIVERED,DELIVERED",
            "EXPIRED,UNDELIVERABLE",
            "REJECTED,UNDELIVERABLE",
            "UNDELIVERABLE,UNDELIVERABLE",
            "BUFFERED,ACCEPTED"
        })
        void statusesBecomeReports(String status, State state) {
            ReceiptAnswer answer = post(
                    handler,
                    ADDRESS,
                    "a",
                    "b",
                    "{\"requestId\":\"r\",\"reference\":\"" + Messages.REFERENCE + "\",\"status\":\"" + status
                            + "\",\"errorCode\":5}");
            assertThat(answer.reports()).singleElement().satisfies(report -> {
                assertThat(report.state()).isEqualTo(state);
                assertThat(report.detail()).endsWith(", code 5");
            });
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "x",
                    "Qf8kq0r1S2t3U4v5W6x7Y8z9A0b1C2d3E4f5G6",
                    "Qf8kq0r1S2t3U4v5W6x7Y8z9A0b1C2d3E4f5G6h\n",
                    "ä23456789012345678901234567890123456789"
                })
        void whatIsNoReferenceReportsNothing(String reference) {
            String body = Json.write(Map.of("reference", reference, "status", "DELIVERED"));
            assertThat(post(handler, ADDRESS, "a", "b", body)).isEqualTo(new ReceiptAnswer(200, List.of()));
        }
    }

    @Nested
    class Generic {
        private final ReceiptHandler handler = GenericReceipts.builder("acme")
                .reference("/msg/ref")
                .status("/msg/state")
                .means("DELIVRD", State.DELIVERED)
                .means("7", State.UNDELIVERABLE)
                .auth(ReceiptAuth.byReference())
                .build();

        @Test
        void pointersFindReferenceAndStatus() {
            String body = "{\"msg\":{\"ref\":\"" + Messages.REFERENCE + "\",\"state\":7}}";
            assertThat(post(handler, ADDRESS, "a", "b", body).reports())
                    .extracting(DeliveryReport::state)
                    .containsExactly(State.UNDELIVERABLE);
        }

        @Test
        void formsArePointedIntoByTheirFields() {
            ReceiptHandler form = GenericReceipts.builder("acme")
                    .reference("/ref")
                    .status("/state")
                    .means("DELIVRD", State.DELIVERED)
                    .auth(ReceiptAuth.byReference())
                    .build();
            assertThat(post(form, ADDRESS, "a", "b", "ref=" + Messages.REFERENCE + "&state=DELIVRD")
                            .reports())
                    .hasSize(1);
        }
    }

    @Nested
    class Anything {
        private final List<ReceiptHandler> handlers = List.of(
                TwilioReceipts.of(Secret.of("x")),
                VonageReceipts.unsigned(),
                InfobipReceipts.with(ReceiptAuth.byReference()),
                TyntecReceipts.create());

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "%zz",
                    "{",
                    "[[[[",
                    "\u0000",
                    "a=%",
                    "{\"results\":{}}",
                    "{\"status\":[1]}",
                    "&&&=",
                    "null"
                })
        void thatAStrangerSendsIsAnsweredAndReportsNothing(String body) {
            for (ReceiptHandler handler : handlers) {
                ReceiptAnswer answer = post(handler, ADDRESS, "a", "b", body);
                assertThat(answer.reports()).isEmpty();
                assertThat(answer.status()).isIn(200, 400, 401);
            }
        }

        @Test
        void thatIsTooLongOrNoPostIsRefused() {
            for (ReceiptHandler handler : handlers) {
                assertRefused(413, handler.handle("POST", ADDRESS, Map.of(), new byte[10_000_000]));
                assertRefused(405, handler.handle("GET", ADDRESS, Map.of(), new byte[0]));
            }
        }

        @Test
        void thatIsPrintedShowsNoReference() {
            ReceiptAnswer answer = new ReceiptAnswer(
                    200, List.of(new DeliveryReport(Messages.REFERENCE, State.DELIVERED, Instant.EPOCH, "x", null)));
            assertThat(answer.toString()).isEqualTo("ReceiptAnswer[200, 1 reports]");
        }
    }

    private static void assertRefused(int status, ReceiptAnswer answer) {
        assertThat(answer).isEqualTo(new ReceiptAnswer(status, List.of()));
    }

    private static ReceiptAnswer post(ReceiptHandler handler, URI address, String header, String value, String body) {
        return handler.handle("POST", address, Map.of(header, List.of(value)), bytes(body));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
