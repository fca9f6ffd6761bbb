package io.otpengine.sms;

import io.otpengine.spi.DeliveryChannel;
import io.otpengine.testkit.DeliveryChannelContract;
import io.otpengine.testkit.SilentFarEnd;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** Every channel keeps the contract of the core. */
class ChannelContractTest {

    abstract static class OverHttp extends DeliveryChannelContract {
        private static final Duration SHORT = Duration.ofSeconds(2);

        final FakeProvider far = new FakeProvider(request -> Reply.html(500));

        @AfterEach
        void stop() {
            far.close();
        }

        abstract DeliveryChannel channel(HttpOptions options);

        abstract Reply accepting(Received request);

        @Override
        protected DeliveryChannel newChannel() {
            return channel(HttpOptions.recommended());
        }

        @Override
        protected Optional<SilentFarEnd> newSilentFarEnd() {
            far.hangs();
            DeliveryChannel channel = channel(HttpOptions.recommended().attempt(SHORT));
            return Optional.of(
                    new SilentFarEnd(channel, SHORT, () -> far.received().size()));
        }

        @Override
        protected void theFarEndAccepts() {
            far.answers(this::accepting);
        }

        @Override
        protected void theFarEndRefuses() {
            far.answers(request -> Reply.json(
                    400,
                    "{'code':" + Json.write(request.body()) + ",'type':" + Json.write("/" + request.body())
                            + ",'errorCode':" + Json.write(request.body()) + ",'error':" + Json.write(request.body())
                            + "}"));
        }

        @Override
        protected void theFarEndBreaks() {
            far.answers(request -> new Reply(200, "application/json", request.body() + "{{{"));
        }
    }

    abstract static class OfProvider extends OverHttp {
        private final Provider provider;

        OfProvider(Provider provider) {
            this.provider = provider;
        }

        @Override
        DeliveryChannel channel(HttpOptions options) {
            return SmsChannel.of(provider.gateway(far.address(), options))
                    .senders(SenderRules.none().otherwise("Acme"));
        }

        @Override
        protected Optional<List<String>> whatTheFarEndGot() {
            return Optional.of(far.received().stream().map(Received::body).toList());
        }

        @Override
        Reply accepting(Received request) {
            return provider.fake().apply(request);
        }
    }

    @Nested
    class Tyntec extends OfProvider {
        Tyntec() {
            super(Provider.TYNTEC);
        }
    }

    @Nested
    class Twilio extends OfProvider {
        Twilio() {
            super(Provider.TWILIO);
        }
    }

    @Nested
    class Vonage extends OfProvider {
        Vonage() {
            super(Provider.VONAGE);
        }
    }

    @Nested
    class Infobip extends OfProvider {
        Infobip() {
            super(Provider.INFOBIP);
        }
    }

    @Nested
    class Generic extends OfProvider {
        Generic() {
            super(Provider.GENERIC);
        }
    }

    @Nested
    class TwilioVoice extends OverHttp {
        @Override
        DeliveryChannel channel(HttpOptions options) {
            return VoiceChannel.of(TwilioVoiceGateway.builder()
                            .account(FakeTwilio.account())
                            .endpoint(far.address())
                            .http(options)
                            .build())
                    .caller("+4930123456");
        }

        @Override
        Reply accepting(Received request) {
            return new FakeTwilio().apply(request);
        }
    }

    @Nested
    class TyntecVoice extends OverHttp {
        @Override
        DeliveryChannel channel(HttpOptions options) {
            return VoiceChannel.of(TyntecVoiceGateway.builder()
                            .apiKey(Secret.of(FakeTyntec.KEY))
                            .endpoint(far.address())
                            .http(options)
                            .build())
                    .caller("+4930123456");
        }

        @Override
        Reply accepting(Received request) {
            return new FakeTyntec().apply(request);
        }
    }

    @Nested
    class Failover extends OverHttp {
        @Override
        DeliveryChannel channel(HttpOptions options) {
            return FailoverChannel.builder()
                    .to(SmsChannel.of(Provider.TWILIO.gateway(far.address(), options))
                            .senders(SenderRules.none().otherwise("Acme")))
                    .retries(0)
                    .build();
        }

        @Override
        Reply accepting(Received request) {
            return new FakeTwilio().apply(request);
        }
    }
}
