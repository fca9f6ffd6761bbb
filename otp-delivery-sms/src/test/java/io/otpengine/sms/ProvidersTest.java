package io.otpengine.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Accepted;
import io.otpengine.spi.DeliveryResult.Rejected;
import io.otpengine.spi.DeliveryResult.Rejected.Reason;
import io.otpengine.spi.DeliveryResult.Unknown;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProvidersTest {
    private final FakeProvider fake = new FakeProvider(request -> Reply.html(500));

    @AfterEach
    void stop() {
        fake.close();
    }

    @ParameterizedTest
    @EnumSource
    void aMessageThatKeepsTheContractIsAccepted(Provider provider) {
        fake.answers(provider.fake());
        for (String text :
                List.of("739146 is your code.", "Ваш код 739146 “–”", "739146 \"<&>\\\n\n@a.example #739146")) {
            assertThat(provider.channel(fake.address()).send(Messages.text(text)))
                    .as(text)
                    .isInstanceOf(Accepted.class);
        }
        assertThat(fake.received())
                .hasSize(3)
                .allMatch(request -> request.method().equals("POST"));
    }

    @ParameterizedTest
    @EnumSource
    void shortAndLongLivesAreWithinTheProvidersBounds(Provider provider) {
        fake.answers(provider.fake());
        SmsChannel channel = provider.channel(fake.address());
        assertThat(channel.send(Messages.living(Duration.ofSeconds(3)))).isInstanceOf(Accepted.class);
        assertThat(channel.send(Messages.living(Duration.ofDays(30)))).isInstanceOf(Accepted.class);
    }

    @ParameterizedTest
    @EnumSource
    void requestsAskForNoUpgradeToHttp2(Provider provider) {
        fake.answers(provider.fake());
        assertThat(provider.channel(fake.address()).send(Messages.sms())).isInstanceOf(Accepted.class);
        assertThat(fake.last().headers()).doesNotContainKey("upgrade");
    }

    @ParameterizedTest
    @EnumSource
    void garbageWithASuccessfulStatusIsUnknown(Provider provider) {
        for (String body :
                List.of("", "<html>", "{", "[]", "null", "{}", "\"ok\"", "{\"messages\":[]}", "{\"status\":7}")) {
            fake.answers(new Reply(200, "application/json", body));
            assertThat(provider.channel(fake.address()).send(Messages.sms()))
                    .as(body)
                    .isInstanceOf(Unknown.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void statusesMeanTheSameEverywhere(Provider provider) {
        SmsChannel channel = provider.channel(fake.address());
        for (int status : new int[] {401, 402, 403, 404, 302}) {
            fake.answers(Reply.html(status));
            assertRejected(channel.send(Messages.sms()), Reason.CONFIGURATION);
        }
        fake.answers(Reply.html(429));
        assertRejected(channel.send(Messages.sms()), Reason.UNAVAILABLE);
        fake.answers(Reply.html(400));
        assertRejected(channel.send(Messages.sms()), Reason.MESSAGE);
        for (int status : new int[] {500, 502, 503, 504, 303, 408, 406, 409, 410, 413, 418, 422, 425}) {
            fake.answers(Reply.html(status));
            assertThat(channel.send(Messages.sms())).isInstanceOf(Unknown.class);
        }
        assertThat(fake.received()).as("one request for each send").hasSize(20);
    }

    @Nested
    class Tyntec {
        @Test
        void theTranscoderIsSwitchedOff() {
            fake.answers(new FakeTyntec());
            assertThat(Provider.TYNTEC.channel(fake.address()).send(Messages.sms()))
                    .isEqualTo(new Accepted("tyntec", "f3b1a5d0-1111-4222-8333-944445555666"));
            Json body = fake.last().json();
            assertThat(body.at("trate").value()).isEqualTo(0);
            assertThat(body.at("mrate").value()).isEqualTo(0);
            assertThat(body.at("upperCased").value()).isEqualTo(false);
            assertThat(body.at("validity").text()).isEqualTo("5");
            assertThat(body.at("reference").text()).isEqualTo(Messages.REFERENCE);
        }
    }

    @Nested
    class Twilio {
        @Test
        void theMessageLivesAsLongAsTheCode() {
            fake.answers(new FakeTwilio());
            assertThat(Provider.TWILIO.channel(fake.address()).send(Messages.living(Duration.ofSeconds(90))))
                    .isEqualTo(new Accepted("twilio", "SM" + "a".repeat(32)));
            assertThat(Integer.parseInt(fake.last().form().get("ValidityPeriod")))
                    .isBetween(60, 90);
        }

        @Test
        void anApiKeySignsInForTheAccount() {
            String key = "SK" + "1".repeat(32);
            SmsGateway gateway = TwilioGateway.builder()
                    .account(TwilioAccount.withApiKey(FakeTwilio.SID, key, Secret.of("s")))
                    .messagingService("MG" + "2".repeat(32))
                    .endpoint(fake.address())
                    .build();
            SmsChannel.of(gateway).send(Messages.from(null));
            assertThat(fake.last().path()).isEqualTo("/2010-04-01/Accounts/" + FakeTwilio.SID + "/Messages.json");
            assertThat(new String(
                            java.util.Base64.getDecoder()
                                    .decode(fake.last().header("authorization").substring(6)),
                            java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo(key + ":s");
            assertThat(fake.last().form()).containsKey("MessagingServiceSid").doesNotContainKey("From");
        }
    }

    @Nested
    class Vonage {
        @Test
        void theNumberGoesWithoutPlus() {
            fake.answers(new FakeVonage());
            assertThat(Provider.VONAGE.channel(fake.address()).send(Messages.sms()))
                    .isEqualTo(new Accepted("vonage", "0A0000000123ABCD1"));
            assertThat(fake.last().form())
                    .containsEntry("to", "491701234567")
                    .containsEntry("client-ref", Messages.REFERENCE);
        }
    }

    @Nested
    class Infobip {
        @Test
        void theMessageCarriesOurReference() {
            fake.answers(new FakeInfobip());
            assertThat(Provider.INFOBIP.channel(fake.address()).send(Messages.sms()))
                    .isEqualTo(new Accepted("infobip", Messages.REFERENCE));
            assertThat(fake.last()
                            .json()
                            .atPointer("/messages/0/destinations/0/messageId")
                            .text())
                    .isEqualTo(Messages.REFERENCE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"739146", "SM739146", "+491701234567", "a b", "x\ny", "491701234567-1"})
    void anIdThatRepeatsCodeOrNumberIsDropped(String id) {
        fake.answers(Reply.json(200, "{'requestId':" + Json.write(id) + ",'status':'ACCEPTED'}"));
        assertThat(Provider.TYNTEC.channel(fake.address()).send(Messages.sms()))
                .isEqualTo(new Accepted("tyntec", null));
        fake.answers(Reply.json(400, "{'code':" + Json.write(id) + "}"));
        assertThat(Provider.TWILIO.channel(fake.address()).send(Messages.sms()).toString())
                .doesNotContain("739146", "491701234567", "code");
    }

    private static void assertRejected(DeliveryResult result, Reason reason) {
        assertThat(result)
                .asInstanceOf(type(Rejected.class))
                .extracting(Rejected::reason)
                .isEqualTo(reason);
    }
}
