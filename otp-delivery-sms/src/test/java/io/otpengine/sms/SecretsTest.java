package io.otpengine.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.otpengine.InvalidRequestException;
import io.otpengine.spi.DeliveryResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A code, a text, a number and a key are looked for wherever something is printed. */
class SecretsTest {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("io.otpengine");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final FakeProvider fake = new FakeProvider(request -> Reply.html(500));

    @BeforeEach
    void listen() {
        root.setLevel(Level.INFO);
        ours.setLevel(Level.TRACE);
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void stop() {
        root.detachAppender(log);
        ours.setLevel(null);
        fake.close();
    }

    @ParameterizedTest
    @EnumSource
    void noAnswerOfAProviderBringsOneOut(Provider provider) {
        SmsGateway gateway =
                provider.gateway(fake.address(), HttpOptions.recommended().attempt(Duration.ofSeconds(2)));
        List<Function<Received, Reply>> behaviours = List.of(
                provider.fake(),
                request -> Reply.json(200, echo(request)),
                request -> Reply.json(400, echo(request)),
                request -> Reply.json(401, echo(request)),
                request -> Reply.json(500, echo(request)),
                request -> new Reply(200, "text/plain", request.body() + request.headers()));
        FailoverChannel channel =
                FailoverChannel.builder().to(SmsChannel.of(gateway)).retries(0).build();
        for (Function<Received, Reply> behaviour : behaviours) {
            fake.answers(behaviour);
            DeliveryResult result = channel.send(Messages.sms());
            assertSilent(result.toString());
        }
        assertSilent(gateway.toString());
        assertThat(log.list)
                .isNotEmpty()
                .allSatisfy(event -> assertSilent(
                        event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy())));
    }

    @Test
    void nothingThatCanBePrintedShowsOne() {
        Sms sms = new Sms(Messages.sms(), "Acme", SmsSize.of("x"), Duration.ofSeconds(1), Duration.ofSeconds(1));
        VoiceCall call = new VoiceCall(Messages.sms(), "+49", Messages.CODE, "de-DE", Duration.ofSeconds(1));
        for (Object printed : List.of(
                sms,
                call,
                FakeTwilio.account(),
                Secret.of(FakeTwilio.TOKEN),
                Placeholders.of(sms, null),
                new HttpAnswer(200, Messages.CODE),
                new Json(Messages.CODE),
                new Receipt(fake.address(), Map.of(), Messages.CODE.getBytes(StandardCharsets.UTF_8)),
                ReceiptAuth.byHeader("a", Secret.of(FakeTwilio.TOKEN)),
                TwilioReceipts.of(Secret.of(FakeTwilio.TOKEN)),
                new Form().with("text", Messages.CODE),
                Post.form(fake.address(), Map.of("X-Key", FakeTwilio.TOKEN), new Form().with("a", Messages.CODE)))) {
            assertSilent(printed.toString());
        }
    }

    @Test
    void whatAGatewayThrowsStaysInside() {
        SmsChannel channel = SmsChannel.of(new SmsGateway() {
            @Override
            public String name() {
                return "throwing";
            }

            @Override
            public DeliveryResult send(Sms sms) {
                throw new IllegalStateException(
                        sms.message().text() + sms.message().number());
            }
        });
        assertSilent(channel.send(Messages.sms()).toString());
        assertThat(log.list).hasSize(1).allSatisfy(event -> {
            assertSilent(event.getFormattedMessage());
            assertThat(event.getThrowableProxy()).isNull();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"key-canary\n", "key-canary\r", "key\tcanary", "key-canary\u0000", "\u009bkey-canary"})
    void aKeyWithControlCharactersIsRefusedWithoutRepeatingIt(String key) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> Secret.of(key))
                .satisfies(e -> assertThat(e.toString()).contains("control").doesNotContain("canary"));
    }

    @Test
    void aKeyThatMakesNoHeaderIsACertainRefusalAndStaysInside() {
        Secret broken = Secret.from(() -> FakeTyntec.KEY + "\n");
        Secret gone = Secret.from(() -> {
            throw new IllegalStateException(FakeTyntec.KEY);
        });
        for (Secret key : List.of(broken, gone)) {
            for (SmsGateway gateway : List.of(
                    TyntecGateway.builder().apiKey(key).endpoint(fake.address()).build(),
                    InfobipGateway.builder()
                            .apiKey(key)
                            .endpoint(fake.address())
                            .build(),
                    GenericHttpGateway.builder("acme")
                            .path("/")
                            .field("to", "{to}")
                            .header("X-Key", key)
                            .endpoint(fake.address())
                            .build())) {
                assertNotMade(gateway);
            }
        }
        assertNotMade(TwilioGateway.builder()
                .account(TwilioAccount.of(FakeTwilio.SID, gone))
                .endpoint(fake.address())
                .build());
        assertNotMade(VonageGateway.builder()
                .apiKey(FakeVonage.KEY)
                .apiSecret(gone)
                .endpoint(fake.address())
                .build());
        assertThat(fake.received()).isEmpty();
    }

    /** Asks the gateway itself, with no channel around it that would catch what it throws. */
    private static void assertNotMade(SmsGateway gateway) {
        Duration time = Duration.ofSeconds(5);
        DeliveryResult result = gateway.send(new Sms(Messages.sms(), "Acme", SmsSize.of("x"), time, time));
        assertThat(result)
                .asInstanceOf(type(DeliveryResult.Rejected.class))
                .extracting(DeliveryResult.Rejected::reason)
                .isEqualTo(DeliveryResult.Rejected.Reason.CONFIGURATION);
        assertThat(result.toString()).contains("cannot be made");
        assertSilent(result.toString());
    }

    /** Every field a gateway might quote, filled with what it was sent. */
    private static String echo(Received request) {
        String said = Json.write(request.body() + " " + Messages.CODE + " " + Messages.NUMBER);
        return "{'code':" + said + ",'type':" + said + ",'errorCode':" + said + ",'error':" + said + ",'sid':" + said
                + ",'status':" + said + ",'requestId':" + said + ",'messages':[{'status':" + said + ",'message-id':"
                + said
                + "}]}";
    }

    private static void assertSilent(String shown) {
        assertThat(shown)
                .doesNotContain(
                        Messages.CODE,
                        "is your code",
                        Messages.NUMBER.substring(1),
                        FakeTwilio.TOKEN,
                        FakeTyntec.KEY,
                        FakeVonage.SECRET,
                        FakeInfobip.KEY);
    }
}
