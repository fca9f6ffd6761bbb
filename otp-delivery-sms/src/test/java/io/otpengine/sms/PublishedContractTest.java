package io.otpengine.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.otpengine.spi.DeliveryChannel;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Accepted;
import io.otpengine.spi.DeliveryResult.Rejected;
import io.otpengine.spi.DeliveryResult.Rejected.Reason;
import io.otpengine.spi.DeliveryResult.Unknown;
import io.otpengine.spi.OtpMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each gateway against its provider's published description. A validating proxy stands between the gateway and the fake
 * and holds requests and answers against it, so that a fake that answers what the provider never would is caught too.
 */
class PublishedContractTest {
    private static final URI RECEIPTS = URI.create("https://acme.example/receipts?x=1");
    /** A proxy that has just started takes its time. */
    private static final HttpOptions PATIENT = HttpOptions.recommended().attempt(Duration.ofSeconds(60));

    private static final String TWO_PARTS = Messages.CODE + " is your code. " + "Tell it to nobody. ".repeat(8);

    /** Every kind of message an SMS gateway makes; each when it is sent, because it lives no longer than it says. */
    static final List<Supplier<OtpMessage>> MESSAGES = List.of(
            Messages::sms,
            () -> Messages.text("Ваш код 739146 “–” 🔑"),
            () -> Messages.text(TWO_PARTS),
            () -> Messages.text("739146 is your code.\n\n@acme.example #739146"),
            () -> Messages.text("739146 \"<&>\\ {}[]~|^€ ä ß ñ"),
            () -> Messages.from("+15005550006"),
            () -> Messages.from("12345"),
            () -> Messages.from("Acme Shop 1"),
            () -> Messages.living(Duration.ofSeconds(15)),
            () -> Messages.living(Duration.ofDays(30)));

    /** Every language that speech knows a region for, and regions without a voice of their own. */
    static final List<String> LANGUAGES = List.of(
            ("ar bg ca cs da de el en es fi fr he hi hr hu id it ja ko nb nl no pl pt ro ru sk sl sv th tr vi zh "
                            + "de-AT de-LU en-GB en-ZA es-AR fr-CA pt-BR zh-TW")
                    .split(" ", -1));

    /** Those of them that Twilio lists, its regions without a voice among them. */
    static final List<String> TWILIO_LANGUAGES = LANGUAGES.stream()
            .filter(language -> !Set.of(
                            "ar", "bg", "cs", "el", "he", "hi", "hr", "hu", "id", "ro", "sk", "sl", "th", "tr", "vi")
                    .contains(language))
            .toList();

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Behind {
        final Function<Received, Reply> behaviour;
        final FakeProvider fake;
        private final Path description;
        private Prism prism;

        Behind(String description, Function<Received, Reply> behaviour) {
            this.description =
                    Path.of("src/test/resources/openapi", description).toAbsolutePath();
            this.behaviour = behaviour;
            this.fake = new FakeProvider(behaviour);
        }

        @BeforeAll
        void start() {
            prism = Prism.before(fake.address(), description);
        }

        @AfterAll
        void stop() {
            prism.close();
            fake.close();
        }

        @BeforeEach
        void behave() {
            fake.answers(behaviour);
            fake.received().clear();
        }

        URI proxy() {
            return prism.address();
        }

        void assertAccepted(DeliveryChannel channel, OtpMessage message) {
            fake.received().clear();
            assertThat(channel.send(message)).as(() -> prism.said()).isInstanceOf(Accepted.class);
            assertValid();
        }

        /** What becomes of a message that is answered so; no reason means accepted. */
        void assertRead(DeliveryChannel channel, OtpMessage message, Reply answer, String expected) {
            fake.answers(answer);
            DeliveryResult result = channel.send(message);
            switch (expected == null ? "accepted" : expected) {
                case "accepted" -> assertThat(result).isInstanceOf(Accepted.class);
                case "unknown" -> assertThat(result).isInstanceOf(Unknown.class);
                default ->
                    assertThat(result)
                            .asInstanceOf(type(Rejected.class))
                            .extracting(Rejected::reason)
                            .isEqualTo(Reason.valueOf(expected));
            }
            assertThat(result.toString()).doesNotContain(Messages.CODE, Messages.NUMBER.substring(1));
            assertValid();
        }

        /** The request passed the proxy, and so did the fake's answer. */
        void assertValid() {
            assertThat(fake.received()).as(() -> prism.said()).hasSize(1);
            Received request = fake.last();
            HttpResponse<String> seen = prism.replay(request);
            assertThat(seen.statusCode())
                    .as(seen::body)
                    .isEqualTo(fake.lastReply().status());
            assertThat(Json.parse(seen.body()))
                    .isEqualTo(Json.parse(fake.lastReply().body()));
            fake.received().clear();
            if (request.header("content-type").equals(Form.TYPE)) {
                assertFieldsAreDescribed(request);
            }
        }

        /** The proxy lets fields pass that nobody described, because a form may have any. */
        private void assertFieldsAreDescribed(Received request) {
            try {
                List<String> described =
                        Files.readString(description).lines().map(String::strip).toList();
                assertThat(request.form().keySet())
                        .allSatisfy(field -> assertThat(described).anyMatch(line -> line.startsWith(field + ":")));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        /** A request that was good, spoilt: it must not come through. */
        void assertCaught(DeliveryChannel channel, String what, String instead) {
            assertAccepted(channel, Messages.sms());
            assertThat(channel.send(Messages.sms())).isInstanceOf(Accepted.class);
            Received good = fake.last();
            assertThat(good.body()).contains(what);
            fake.received().clear();
            HttpResponse<String> refused = prism.post(good, good.body().replace(what, instead));
            assertThat(refused.statusCode()).as(refused::body).isBetween(400, 422);
            assertThat(fake.received()).isEmpty();
        }

        /** A fake that answers what the provider never would: the gateway must not get to see it. */
        void assertFixtureCaught(DeliveryChannel channel, Reply impossible) {
            fake.answers(impossible);
            fake.received().clear();
            assertThat(channel.send(Messages.sms())).asString().contains("HTTP 500");
            assertThat(fake.received()).hasSize(1);
        }
    }

    @Nested
    class Tyntec extends Behind {
        Tyntec() {
            super("tyntec.yaml", new FakeTyntec());
        }

        @ParameterizedTest(name = "{index}")
        @FieldSource("io.otpengine.sms.PublishedContractTest#MESSAGES")
        void everyMessageKeepsIt(Supplier<OtpMessage> message) {
            assertAccepted(channel(false), message.get());
            assertAccepted(channel(true), message.get());
        }

        @ParameterizedTest
        @CsvSource({
            "ACCEPTED,",
            "BUFFERED,",
            "DELIVERED,",
            "REJECTED,RECIPIENT",
            "UNDELIVERABLE,RECIPIENT",
            "EXPIRED,RECIPIENT"
        })
        void everyStatusHasItsMeaning(String status, String expected) {
            assertRead(channel(false), Messages.sms(), FakeTyntec.sms(status, Json.parse("{}")), expected);
        }

        @Test
        void aCreatedWithoutABodyIsAccepted() {
            assertRead(channel(false), Messages.sms(), new Reply(201, "", ""), null);
        }

        @ParameterizedTest
        @CsvSource({
            "400,DataNotParseable,MESSAGE",
            "401,Unauthorized,CONFIGURATION",
            "403,Forbidden,CONFIGURATION",
            "404,NotFound,CONFIGURATION",
            "500,InternalServerError,unknown"
        })
        void everyProblemHasItsReason(int status, String problem, String expected) {
            assertRead(channel(false), Messages.sms(), FakeTyntec.problem(status, problem), expected);
        }

        @ParameterizedTest
        @FieldSource("io.otpengine.sms.PublishedContractTest#LANGUAGES")
        void everyCallKeepsIt(String language) {
            assertAccepted(voice(), Messages.call("739146 <&>\"\n@acme.example #739146", language));
        }

        @ParameterizedTest
        @ValueSource(strings = {"et", "bn", "lt", "uk", "sr", "lv", "mi-NZ"})
        void aLanguageWithoutAVoiceIsRefusedBeforeAnythingLeaves(String language) {
            assertThat(voice().send(Messages.call("739146", language)))
                    .asInstanceOf(type(Rejected.class))
                    .extracting(Rejected::reason)
                    .isEqualTo(Reason.MESSAGE);
            assertThat(fake.received()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"400,MESSAGE", "401,CONFIGURATION", "403,CONFIGURATION", "500,unknown"})
        void everyAnswerToACallHasItsMeaning(int status, String expected) {
            assertRead(voice(), Messages.call("739146", "de"), FakeTyntec.problem(status, "X"), expected);
        }

        @Test
        void whatBreaksItIsCaught() {
            assertCaught(channel(true), "\"from\"", "\"sender\"");
            assertCaught(channel(true), "\"AUTO\"", "\"GSM7\"");
            assertCaught(channel(true), "\"partLimit\":1", "\"partLimit\":\"1\"");
            assertFixtureCaught(channel(false), FakeTyntec.sms("SENT", Json.parse("{}")));
            assertFixtureCaught(channel(false), Reply.json(400, "{'title':'no type'}"));
        }

        private SmsChannel channel(boolean receipts) {
            TyntecGateway.Builder builder = TyntecGateway.builder()
                    .apiKey(Secret.of(FakeTyntec.KEY))
                    .http(PATIENT)
                    .endpoint(proxy());
            return SmsChannel.of((receipts ? builder.receipts(RECEIPTS) : builder).build())
                    .total(PATIENT.attempt());
        }

        private VoiceChannel voice() {
            return VoiceChannel.of(TyntecVoiceGateway.builder()
                            .apiKey(Secret.of(FakeTyntec.KEY))
                            .http(PATIENT)
                            .endpoint(proxy())
                            .build())
                    .total(PATIENT.attempt());
        }
    }

    @Nested
    class Twilio extends Behind {
        Twilio() {
            super("twilio.yaml", new FakeTwilio());
        }

        @ParameterizedTest(name = "{index}")
        @FieldSource("io.otpengine.sms.PublishedContractTest#MESSAGES")
        void everyMessageKeepsIt(Supplier<OtpMessage> message) {
            assertAccepted(channel(), message.get());
        }

        @Test
        void aMessagingServiceKeepsIt() {
            SmsGateway gateway = TwilioGateway.builder()
                    .account(FakeTwilio.account())
                    .messagingService("MG" + "2".repeat(32))
                    .receipts(RECEIPTS)
                    .http(PATIENT)
                    .endpoint(proxy())
                    .build();
            assertAccepted(SmsChannel.of(gateway), Messages.from(null));
            assertAccepted(SmsChannel.of(gateway), Messages.sms());
        }

        @ParameterizedTest
        @CsvSource({
            "accepted,null,",
            "scheduled,null,",
            "queued,null,",
            "sending,null,",
            "sent,null,",
            "delivered,null,",
            "receiving,null,",
            "received,null,",
            "read,null,",
            "partially_delivered,null,",
            "failed,null,RECIPIENT",
            "failed,30001,UNAVAILABLE",
            "failed,30002,CONFIGURATION",
            "failed,30003,RECIPIENT",
            "failed,30007,MESSAGE",
            "undelivered,30006,RECIPIENT",
            "canceled,null,RECIPIENT"
        })
        void everyStatusHasItsMeaning(String status, String errorCode, String expected) {
            assertRead(channel(), Messages.sms(), FakeTwilio.message(status, errorCode), expected);
        }

        @ParameterizedTest
        @CsvSource({
            "400,21211,RECIPIENT", "400,21610,RECIPIENT", "400,21614,RECIPIENT", "400,21612,SENDER",
            "403,21408,SENDER", "400,21608,SENDER", "400,21606,SENDER", "400,21603,SENDER",
            "400,21602,MESSAGE", "400,21617,MESSAGE", "401,20003,CONFIGURATION", "404,20404,CONFIGURATION",
            "429,20429,UNAVAILABLE", "429,21611,UNAVAILABLE", "400,99999,MESSAGE", "500,20500,unknown",
            "503,20503,unknown"
        })
        void everyErrorHasItsReason(int status, int code, String expected) {
            assertRead(channel(), Messages.sms(), FakeTwilio.error(status, code), expected);
        }

        @ParameterizedTest
        @FieldSource("io.otpengine.sms.PublishedContractTest#TWILIO_LANGUAGES")
        void everyCallKeepsIt(String language) {
            assertAccepted(voice(), Messages.call("739146 <&>\"'\n@acme.example #739146", language));
        }

        @ParameterizedTest
        @CsvSource({
            "queued,",
            "ringing,",
            "in-progress,",
            "completed,",
            "busy,RECIPIENT",
            "failed,RECIPIENT",
            "no-answer,RECIPIENT",
            "canceled,RECIPIENT"
        })
        void everyStatusOfACallHasItsMeaning(String status, String expected) {
            assertRead(voice(), Messages.call("739146", "de"), FakeTwilio.call(status), expected);
        }

        @ParameterizedTest
        @CsvSource({"21215,RECIPIENT", "21217,RECIPIENT", "21219,SENDER", "21210,SENDER", "21212,SENDER"})
        void everyErrorOfACallHasItsReason(int code, String expected) {
            assertRead(voice(), Messages.call("739146", "de"), FakeTwilio.error(400, code), expected);
        }

        @Test
        void whatBreaksItIsCaught() {
            assertCaught(channel(), "To=", "Too=");
            assertCaught(channel(), "ShortenUrls=false", "ShortenUrls=no");
            assertCaught(channel(), "ValidityPeriod=", "ValidityPeriod=x");
            assertFixtureCaught(channel(), FakeTwilio.message("arrived", "null"));
            assertFixtureCaught(channel(), FakeTwilio.message("sent", "'30003'"));
        }

        private SmsChannel channel() {
            return SmsChannel.of(TwilioGateway.builder()
                            .account(FakeTwilio.account())
                            .receipts(RECEIPTS)
                            .http(PATIENT)
                            .endpoint(proxy())
                            .build())
                    .total(PATIENT.attempt());
        }

        private VoiceChannel voice() {
            return VoiceChannel.of(TwilioVoiceGateway.builder()
                            .account(FakeTwilio.account())
                            .receipts(RECEIPTS)
                            .http(PATIENT)
                            .endpoint(proxy())
                            .build())
                    .total(PATIENT.attempt());
        }
    }

    @Nested
    class Vonage extends Behind {
        Vonage() {
            super("vonage.yaml", new FakeVonage());
        }

        @ParameterizedTest(name = "{index}")
        @FieldSource("io.otpengine.sms.PublishedContractTest#MESSAGES")
        void everyMessageKeepsIt(Supplier<OtpMessage> message) {
            assertAccepted(channel(false), message.get());
            assertAccepted(channel(true), message.get());
        }

        @ParameterizedTest
        @CsvSource({
            "0,",
            "1,UNAVAILABLE",
            "2,MESSAGE",
            "3,MESSAGE",
            "4,CONFIGURATION",
            "5,UNAVAILABLE",
            "6,RECIPIENT",
            "7,RECIPIENT",
            "8,CONFIGURATION",
            "9,CONFIGURATION",
            "10,UNAVAILABLE",
            "11,CONFIGURATION",
            "12,MESSAGE",
            "14,CONFIGURATION",
            "15,SENDER",
            "22,MESSAGE",
            "23,MESSAGE",
            "29,RECIPIENT",
            "32,CONFIGURATION",
            "33,RECIPIENT",
            "13,unknown",
            "34,unknown",
            "99,unknown"
        })
        void everyStatusHasItsMeaning(String status, String expected) {
            assertRead(channel(false), Messages.sms(), FakeVonage.statuses(status), expected);
        }

        @Test
        void allPartsMustBeAccepted() {
            assertRead(channel(false), Messages.sms(), FakeVonage.statuses("0", "0"), null);
            assertRead(channel(false), Messages.sms(), FakeVonage.statuses("1", "1"), "UNAVAILABLE");
            assertRead(channel(false), Messages.sms(), FakeVonage.statuses("0", "1"), "unknown");
        }

        @Test
        void whatBreaksItIsCaught() {
            assertCaught(channel(true), "type=text", "type=emoji");
            assertCaught(channel(true), "status-report-req=true", "status-report-req=1");
            assertCaught(channel(true), "api_key=abcd1234", "api_key=abcd12345");
            assertCaught(channel(true), "from=", "sender=");
            assertCaught(channel(true), "ttl=", "ttl=9999");
            assertFixtureCaught(channel(false), Reply.json(200, "{'messages':[{'status':0}]}"));
        }

        private SmsChannel channel(boolean receipts) {
            VonageGateway.Builder builder = VonageGateway.builder()
                    .apiKey(FakeVonage.KEY)
                    .apiSecret(Secret.of(FakeVonage.SECRET))
                    .http(PATIENT)
                    .endpoint(proxy());
            return SmsChannel.of((receipts ? builder.receipts(RECEIPTS) : builder).build())
                    .total(PATIENT.attempt());
        }
    }

    @Nested
    class Infobip extends Behind {
        Infobip() {
            super("infobip.yaml", new FakeInfobip());
        }

        @ParameterizedTest(name = "{index}")
        @FieldSource("io.otpengine.sms.PublishedContractTest#MESSAGES")
        void everyMessageKeepsIt(Supplier<OtpMessage> message) {
            assertAccepted(channel(false), message.get());
            assertAccepted(channel(true), message.get());
        }

        @Test
        void aMessageWithoutASenderKeepsIt() {
            assertAccepted(channel(true), Messages.from(null));
        }

        @ParameterizedTest
        @CsvSource({
            "ACCEPTED,MESSAGE_ACCEPTED,",
            "PENDING,PENDING_WAITING_DELIVERY,",
            "PENDING,PENDING_ENROUTE,",
            "PENDING,PENDING_ACCEPTED,",
            "DELIVERED,DELIVERED_TO_OPERATOR,",
            "DELIVERED,DELIVERED_TO_HANDSET,",
            "UNDELIVERABLE,UNDELIVERABLE_REJECTED_OPERATOR,RECIPIENT",
            "UNDELIVERABLE,UNDELIVERABLE_NOT_DELIVERED,RECIPIENT",
            "UNDELIVERABLE,UNDELIVERABLE_NOT_SENT,RECIPIENT",
            "EXPIRED,EXPIRED_EXPIRED,RECIPIENT",
            "EXPIRED,EXPIRED_DLR_UNKNOWN,unknown",
            "EXPIRED,SIGNALS_BLOCKED,RECIPIENT",
            "REJECTED,SIGNALS_BLOCKED,RECIPIENT",
            "REJECTED,REJECTED_NETWORK,SENDER",
            "REJECTED,REJECTED_PREFIX_MISSING,RECIPIENT",
            "REJECTED,REJECTED_DND,RECIPIENT",
            "REJECTED,REJECTED_SOURCE,SENDER",
            "REJECTED,REJECTED_NOT_ENOUGH_CREDITS,CONFIGURATION",
            "REJECTED,REJECTED_SENDER,SENDER",
            "REJECTED,REJECTED_DESTINATION_BLOCKLISTED,RECIPIENT",
            "REJECTED,REJECTED_PREPAID_PACKAGE_EXPIRED,CONFIGURATION",
            "REJECTED,REJECTED_DESTINATION_NOT_REGISTERED,SENDER",
            "REJECTED,REJECTED_ROUTE_NOT_AVAILABLE,CONFIGURATION",
            "REJECTED,REJECTED_FLOODING_FILTER,RECIPIENT",
            "REJECTED,REJECTED_SYSTEM_ERROR,UNAVAILABLE",
            "REJECTED,REJECTED_DUPLICATE_MESSAGE_ID,unknown",
            "REJECTED,REJECTED_INVALID_UDH,MESSAGE",
            "REJECTED,REJECTED_MESSAGE_TOO_LONG,MESSAGE",
            "REJECTED,MISSING_TO,RECIPIENT",
            "REJECTED,REJECTED_DESTINATION,RECIPIENT",
            "REJECTED,UNDELIVERABLE_REJECTED_PLATFORM,MESSAGE",
            "REJECTED,A_NEW_ONE,MESSAGE"
        })
        void everyStatusHasItsMeaning(String group, String name, String expected) {
            assertRead(channel(false), Messages.sms(), FakeInfobip.status(group, name, "m-1"), expected);
        }

        @ParameterizedTest
        @CsvSource({
            "400,E400,MESSAGE",
            "401,E401,CONFIGURATION",
            "403,E403,CONFIGURATION",
            "429,E429,UNAVAILABLE",
            "500,E500,unknown"
        })
        void everyErrorHasItsReason(int status, String code, String expected) {
            assertRead(channel(false), Messages.sms(), FakeInfobip.error(status, code), expected);
        }

        @Test
        void whatBreaksItIsCaught() {
            assertCaught(channel(true), "\"destinations\"", "\"to\"");
            assertCaught(channel(true), "\"SECONDS\"", "\"DAYS\"");
            assertCaught(channel(true), "\"shortenUrl\":false", "\"shortenUrl\":\"no\"");
            assertFixtureCaught(channel(false), FakeInfobip.status("SENT", "X", "m-1"));
            assertFixtureCaught(channel(false), Reply.json(400, "{'errorCode':'E400'}"));
        }

        private SmsChannel channel(boolean receipts) {
            InfobipGateway.Builder builder = InfobipGateway.builder()
                    .apiKey(Secret.of(FakeInfobip.KEY))
                    .http(PATIENT)
                    .endpoint(proxy());
            return SmsChannel.of((receipts ? builder.receipts(RECEIPTS) : builder).build())
                    .total(PATIENT.attempt());
        }
    }
}
