package io.otpengine.sms;

import io.otpengine.spi.DeliveryResult.Rejected.Reason;
import java.net.URI;
import java.util.Set;
import java.util.function.Function;

/** Every gateway over HTTP beside a fake of its provider. */
enum Provider {
    TYNTEC {
        @Override
        SmsGateway gateway(URI address, HttpOptions options) {
            return TyntecGateway.builder()
                    .apiKey(Secret.of(FakeTyntec.KEY))
                    .endpoint(address)
                    .http(options)
                    .build();
        }
    },
    TWILIO {
        @Override
        SmsGateway gateway(URI address, HttpOptions options) {
            return TwilioGateway.builder()
                    .account(FakeTwilio.account())
                    .endpoint(address)
                    .http(options)
                    .build();
        }
    },
    VONAGE {
        @Override
        SmsGateway gateway(URI address, HttpOptions options) {
            return VonageGateway.builder()
                    .apiKey(FakeVonage.KEY)
                    .apiSecret(Secret.of(FakeVonage.SECRET))
                    .endpoint(address)
                    .http(options)
                    .build();
        }
    },
    INFOBIP {
        @Override
        SmsGateway gateway(URI address, HttpOptions options) {
            return InfobipGateway.builder()
                    .apiKey(Secret.of(FakeInfobip.KEY))
                    .endpoint(address)
                    .http(options)
                    .build();
        }
    },
    GENERIC {
        @Override
        SmsGateway gateway(URI address, HttpOptions options) {
            return GenericHttpGateway.builder("acme")
                    .path("/send")
                    .json("{\"to\":\"{to}\",\"words\":\"{text}\"}")
                    .successWhen("/ok", Set.of("true"))
                    .messageId("/id")
                    .errorCode("/error")
                    .refusal("E7", Reason.RECIPIENT)
                    .endpoint(address)
                    .http(options)
                    .build();
        }
    };

    Function<Received, Reply> fake() {
        return switch (this) {
            case TYNTEC -> new FakeTyntec();
            case TWILIO -> new FakeTwilio();
            case VONAGE -> new FakeVonage();
            case INFOBIP -> new FakeInfobip();
            case GENERIC -> request -> Reply.json(200, "{'ok':true,'id':'m-1'}");
        };
    }

    abstract SmsGateway gateway(URI address, HttpOptions options);

    SmsChannel channel(URI address) {
        return SmsChannel.of(gateway(address, HttpOptions.recommended()));
    }
}
