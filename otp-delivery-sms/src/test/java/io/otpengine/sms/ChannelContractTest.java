package io.otpengine.sms;

import io.otpengine.spi.DeliveryChannel;
import io.otpengine.testkit.DeliveryChannelContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** Every channel keeps the contract of the core. */
class ChannelContractTest {

    abstract static class OverHttp extends DeliveryChannelContract {
        final FakeProvider far = new FakeProvider(request -> Reply.html(500));

        @AfterEach
        void stop() {
            far.close();
        }

        abstract Reply accepting(Received request);

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
        protected DeliveryChannel newChannel() {
            return provider.channel(far.address()).senders(SenderRules.none().otherwise("Acme"));
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
        protected DeliveryChannel newChannel() {
            return VoiceChannel.of(TwilioVoiceGateway.builder()
                            .account(FakeTwilio.account())
                            .endpoint(far.address())
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
        protected DeliveryChannel newChannel() {
            return VoiceChannel.of(TyntecVoiceGateway.builder()
                            .apiKey(Secret.of(FakeTyntec.KEY))
                            .endpoint(far.address())
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
        protected DeliveryChannel newChannel() {
            return FailoverChannel.builder()
                    .to(Provider.TWILIO
                            .channel(far.address())
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
