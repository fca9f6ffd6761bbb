package io.otpengine.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.otpengine.Channel;
import io.otpengine.InvalidRequestException;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Accepted;
import io.otpengine.spi.DeliveryResult.Rejected;
import io.otpengine.spi.DeliveryResult.Rejected.Reason;
import io.otpengine.spi.DeliveryResult.Unknown;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VoiceChannelTest {
    private static final String SPOKEN = "Ihr Code ist 7, 3, 9, 1, 4, 6.";

    private final FakeProvider fake = new FakeProvider(new FakeTwilio());
    private final VoiceChannel twilio = VoiceChannel.of(TwilioVoiceGateway.builder()
            .account(FakeTwilio.account())
            .endpoint(fake.address())
            .receipts(URI.create("https://acme.example/receipts"))
            .build());
    private final VoiceChannel tyntec = VoiceChannel.of(TyntecVoiceGateway.builder()
            .apiKey(Secret.of(FakeTyntec.KEY))
            .endpoint(fake.address())
            .build());

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void twilioSaysTheCodeDigitByDigitAndTwice() {
        DeliveryResult result = twilio.send(Messages.call("Ihr Code ist 739146.", "de"));
        assertThat(result).isEqualTo(new Accepted("twilio-voice", "CA" + "b".repeat(32)));
        assertThat(fake.last().form())
                .containsEntry("To", Messages.NUMBER)
                .containsEntry("From", "+4930123456")
                .containsEntry("StatusCallback", "https://acme.example/receipts?ref=" + Messages.REFERENCE)
                .containsEntry(
                        "Twiml", "<Response><Say language=\"de-DE\">" + SPOKEN + "\n" + SPOKEN + "</Say></Response>");
    }

    @Test
    void wordsCannotBecomeMarkup() {
        twilio.send(Messages.call("</Say><Dial>+1900</Dial> & \"'739146", "de-\"><x"));
        assertThat(fake.received())
                .singleElement()
                .satisfies(request -> assertThat(request.form().get("Twiml"))
                        .startsWith(
                                "<Response><Say language=\"de-DE\">&lt;/Say&gt;&lt;Dial&gt;+1900&lt;/Dial&gt; &amp; &quot;&apos;7, 3")
                        .doesNotContain("<Dial"));
    }

    @ParameterizedTest
    @CsvSource({
        "de,de-DE",
        "de-AT,de-DE",
        "en-GB,en-GB",
        "en-IE,en-US",
        "pt-BR,pt-BR",
        "pt-AO,pt-PT",
        "no,nb-NO",
        "no-NO,nb-NO",
        "nb,nb-NO",
        "zh-tw,zh-TW",
        "es-AR,es-ES"
    })
    void twilioGetsALanguageThatItSpeaks(String language, String spoken) {
        assertThat(twilio.send(Messages.call("739146", language))).isInstanceOf(Accepted.class);
        assertThat(fake.last().form().get("Twiml")).startsWith("<Response><Say language=\"" + spoken + "\">");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar", "bg", "uk-UA", "mi-NZ", "-", "d-DE", "deu-DE"})
    void aLanguageThatTwilioMayNotSpeakIsRefusedBeforeItCalls(String language) {
        assertRejected(twilio.send(Messages.call("739146", language)), Reason.MESSAGE);
        assertThat(fake.received()).isEmpty();
    }

    @Test
    void tyntecGetsItsOwnSpellingOfNumbersAndLanguages() {
        fake.answers(new FakeTyntec());
        assertThat(tyntec.send(Messages.call("Ihr Code ist 739146.", "en")))
                .isEqualTo(new Accepted("tyntec-voice", FakeTyntec.CALL_ID));
        assertThat(fake.last().path()).isEqualTo("/tts/v1/calls");
        assertThat(fake.last().header("apikey")).isEqualTo(FakeTyntec.KEY);
        assertThat(fake.last().json().value())
                .isEqualTo(Map.of(
                        "to", "491701234567",
                        "from", "4930123456",
                        "language", "en_us",
                        "message", SPOKEN + "\n" + SPOKEN));
    }

    @ParameterizedTest
    @CsvSource({"400,MESSAGE", "401,CONFIGURATION", "403,CONFIGURATION", "429,UNAVAILABLE"})
    void refusalsHaveTheirReason(int status, Reason reason) {
        fake.answers(FakeTyntec.problem(status, "X"));
        assertRejected(tyntec.send(Messages.call("739146", "en")), reason);
        fake.answers(FakeTwilio.error(status, 99999));
        assertRejected(twilio.send(Messages.call("739146", "en")), reason);
    }

    @Test
    void anAnswerWithoutAnIdIsUnknown() {
        fake.answers(Reply.json(200, "{'status':'starting'}"));
        assertThat(tyntec.send(Messages.call("739146", "en"))).isInstanceOf(Unknown.class);
        assertThat(twilio.send(Messages.call("739146", "en"))).isInstanceOf(Unknown.class);
        fake.answers(Reply.html(500));
        assertThat(tyntec.send(Messages.call("739146", "en"))).isInstanceOf(Unknown.class);
    }

    @Test
    void aCallNeedsACallerAndAVoice() {
        assertRejected(twilio.send(Messages.sms()), Reason.SENDER);
        assertRejected(twilio.send(Messages.call("739146", "tlh")), Reason.MESSAGE);
        assertThat(fake.received()).isEmpty();
        assertThat(twilio.caller("+4930000000").send(Messages.sms())).isInstanceOf(Accepted.class);
        assertThat(fake.last().form()).containsEntry("From", "+4930000000");
        assertThat(twilio.channel()).isEqualTo(Channel.VOICE);
    }

    @Test
    void mistakesAreFoundWhenItIsBuilt() {
        refuses("caller", () -> twilio.caller("Acme"));
        refuses("gateway", () -> VoiceChannel.of(null));
        refuses("clock", () -> twilio.clock(null));
        refuses("total", () -> twilio.total(null));
        refuses("apiKey", () -> TyntecVoiceGateway.builder().build());
        refuses(
                "receipts",
                () -> TyntecVoiceGateway.builder()
                        .apiKey(Secret.of("x"))
                        .receipts(URI.create("https://acme.example/"))
                        .build());
    }

    private static void refuses(String field, Runnable call) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(call::run)
                .satisfies(e -> assertThat(e.field()).isEqualTo(field));
    }

    private static void assertRejected(DeliveryResult result, Reason reason) {
        assertThat(result)
                .asInstanceOf(type(Rejected.class))
                .extracting(Rejected::reason)
                .isEqualTo(reason);
    }
}
