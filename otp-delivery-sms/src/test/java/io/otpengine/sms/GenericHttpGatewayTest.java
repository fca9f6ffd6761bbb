package io.otpengine.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.otpengine.InvalidRequestException;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Accepted;
import io.otpengine.spi.DeliveryResult.Rejected;
import io.otpengine.spi.DeliveryResult.Rejected.Reason;
import io.otpengine.spi.DeliveryResult.Unknown;
import java.net.URI;
import java.util.Collections;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenericHttpGatewayTest {
    private static final String NASTY = "739146\",\"to\":\"+1&to=+1%0a {to} ${x} {{OTP}} %s \\";

    private final FakeProvider fake =
            new FakeProvider(request -> Reply.json(200, "{'result':{'state':'ok','ids':['m-1']}}"));

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void jsonTemplatesAreFilledInsideTheirStrings() {
        send(
                builder().json("{\"n\":1,\"to\":\"tel:{to}\",\"m\":[{\"text\":\"{text}\",\"ttl\":\"{ttlSeconds}\"}]}"),
                NASTY);
        Json body = fake.last().json();
        assertThat(body.at("to").text()).isEqualTo("tel:" + Messages.NUMBER);
        assertThat(body.at("n").value()).isEqualTo(1);
        assertThat(body.atPointer("/m/0/text").text()).isEqualTo(NASTY);
        assertThat(body.atPointer("/m/0/ttl").text()).isIn("299", "300");
    }

    @Test
    void formFieldsAreEncodedAndFilledOnce() {
        send(builder().field("to", "{toDigits}").field("text", "{text}|{ref}").field("key", Secret.of("a&b")), NASTY);
        assertThat(fake.last().form())
                .containsEntry("to", "491701234567")
                .containsEntry("text", NASTY + "|" + Messages.REFERENCE)
                .containsEntry("key", "a&b")
                .hasSize(3);
    }

    @Test
    void aFormMayHoldAKeyAlone() {
        send(builder().path("/send?to={toDigits}&text={text}").field("key", Secret.of("k-1")), "739146");
        assertThat(fake.last().form()).containsEntry("key", "k-1").hasSize(1);
    }

    @Test
    void addressesAreEncodedToo() {
        send(builder().path("/send/{to}?text={text}&from={from}").field("enc", "{encoding}"), "739146 &x=1/../я");
        assertThat(fake.last().path()).isEqualTo("/send/" + Messages.NUMBER);
        assertThat(Form.parse(fake.last().address().getRawQuery()))
                .containsEntry("text", "739146 &x=1/../я")
                .hasSize(2);
        assertThat(fake.last().form()).containsEntry("enc", "UCS_2");
    }

    @Test
    void anEmptyValueInThePathLeadsToNoOtherServer() {
        // A 404 of this machine's server, which has no context for two slashes; from a host "sms" there would be none.
        assertThat(SmsChannel.of(builder().path("/{from}/sms").field("a", "b").build())
                        .send(Messages.from(null)))
                .isEqualTo(new Rejected(Reason.CONFIGURATION, "acme refused (HTTP 404)"));
    }

    @Test
    void headersAndCallbackAreSent() {
        send(
                builder()
                        .header("X-Key", Secret.of("k-1"))
                        .receipts(URI.create("https://acme.example/receipts?x=1"))
                        .field("cb", "{callback}"),
                "739146");
        assertThat(fake.last().header("x-key")).isEqualTo("k-1");
        assertThat(fake.last().form()).containsEntry("cb", "https://acme.example/receipts?x=1");
    }

    @ParameterizedTest
    @CsvSource({
        "200,{'result':{'state':'ok'}},",
        "200,{'result':{'state':'queued'}},",
        "400,{'error':{'code':'E7'}},RECIPIENT",
        "200,{'error':{'code':'E7'}},RECIPIENT",
        "200,{'error':{'code':9}},UNAVAILABLE",
        "400,{'error':{'code':'E8'}},MESSAGE",
        "401,x,CONFIGURATION"
    })
    void answersAreReadByTheRules(int status, String body, Reason reason) {
        fake.answers(Reply.json(status, body));
        DeliveryResult result = send(rules(), "739146");
        if (reason == null) {
            assertThat(result).isInstanceOf(Accepted.class);
        } else {
            assertThat(result)
                    .asInstanceOf(type(Rejected.class))
                    .extracting(Rejected::reason)
                    .isEqualTo(reason);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'result':{'state':'maybe'}}", "{'result':'ok'}", "{'error':{'code':'E8'}}", "", "ok"})
    void aSuccessWithoutItsSignIsUnknown(String body) {
        fake.answers(Reply.json(200, body));
        assertThat(send(rules(), "739146")).isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {406, 409, 410, 413, 415, 418, 422, 425, 451})
    void aRefusalThatIsNotDeclaredAndNotPlainIsUnknown(int status) {
        fake.answers(Reply.json(status, "{'error':{'code':'E8'}}"));
        assertThat(send(rules(), "739146")).isInstanceOf(Unknown.class);
        fake.answers(Reply.json(status, "{'error':{'code':'E7'}}"));
        assertThat(send(rules(), "739146")).isInstanceOf(Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OK: 1", "", "{}"})
    void anySuccessfulStatusIsASuccessIfNoSignIsAskedFor(String body) {
        fake.answers(new Reply(200, "text/plain", body));
        assertThat(send(builder().field("to", "{to}").messageId("/id"), "739146"))
                .isEqualTo(new Accepted("acme", null));
    }

    @Test
    void theIdIsFoundByItsPointer() {
        assertThat(send(rules(), "739146")).isEqualTo(new Accepted("acme", "m-1"));
    }

    @Test
    void changingTheBuilderLaterChangesNoGateway() {
        GenericHttpGateway.Builder builder = builder().field("a", "{to}");
        GenericHttpGateway gateway = builder.build();
        builder.field("b", "{to}").path("/other");
        SmsChannel.of(gateway).send(Messages.sms());
        assertThat(fake.last().form()).containsOnlyKeys("a");
        assertThat(fake.last().path()).isEqualTo("/send");
    }

    @Test
    void mistakesAreFoundWhenItIsBuilt() {
        refuses("path", () -> builder().path("/{too}"));
        refuses("path", () -> builder().path("//evil.example/"));
        refuses("path", () -> builder().path("send"));
        refuses("json", () -> builder().json("{\"a\":\"{code}\"}"));
        refuses("json", () -> builder().json("[1]"));
        refuses("json", () -> builder().json("{"));
        refuses("field", () -> builder().field("a", "{nothing}"));
        refuses("json", () -> builder().build());
        refuses("json", () -> builder().json("{}").field("a", "{to}").build());
        refuses("json", () -> builder().json("{}").field("key", Secret.of("k")).build());
        refuses("path", () -> builder().path("/a b").field("a", "b").build());
        refuses("path", () -> builder().path("/{to-x}").field("a", "b").build());
        refuses("path", () -> builder().path("/%zz").field("a", "b").build());
        refuses("path", () -> builder().path("/%2{from}").field("a", "b").build());
        refuses("path", () -> builder().path("/send#x").field("a", "b").build());
        refuses(
                "header",
                () -> builder().header("X Key", Secret.of("k")).field("a", "b").build());
        refuses(
                "header",
                () -> builder().header("Host", Secret.of("k")).field("a", "b").build());
        refuses("values", () -> builder().successWhen("/state", null));
        refuses("values", () -> builder().successWhen("/state", Set.of()));
        refuses("values", () -> builder().successWhen("/state", Collections.singleton(null)));
        refuses(
                "path",
                () -> GenericHttpGateway.builder("a")
                        .endpoint(fake.address())
                        .field("a", "b")
                        .build());
        refuses(
                "endpoint",
                () -> GenericHttpGateway.builder("a").path("/").field("a", "b").build());
    }

    @Test
    void aRefusalNeedsToBeToldWhereItsCodeIs() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> builder()
                        .field("a", "b")
                        .refusal("E7", Reason.RECIPIENT)
                        .build())
                .satisfies(e -> {
                    assertThat(e.field()).isEqualTo("refusal");
                    assertThat(e.reason()).isEqualTo(InvalidRequestException.Reason.CONTRADICTION);
                });
    }

    private GenericHttpGateway.Builder rules() {
        return builder()
                .json("{\"to\":\"{to}\"}")
                .successWhen("/result/state", Set.of("ok", "queued"))
                .messageId("/result/ids/0")
                .errorCode("/error/code")
                .refusal("E7", Reason.RECIPIENT)
                .refusal("9", Reason.UNAVAILABLE);
    }

    private GenericHttpGateway.Builder builder() {
        return GenericHttpGateway.builder("acme").endpoint(fake.address()).path("/send");
    }

    private static DeliveryResult send(GenericHttpGateway.Builder builder, String text) {
        return SmsChannel.of(builder.build()).send(Messages.text(text));
    }

    private static void refuses(String field, Runnable call) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(call::run)
                .satisfies(e -> assertThat(e.field()).isEqualTo(field));
    }
}
