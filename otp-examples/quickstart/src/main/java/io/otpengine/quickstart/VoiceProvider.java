package io.otpengine.quickstart;

import io.otpengine.sms.TwilioVoiceGateway;
import io.otpengine.sms.TyntecVoiceGateway;
import io.otpengine.sms.VoiceGateway;

/** Who calls people, each as the environment describes it. */
enum VoiceProvider {
    TYNTEC {
        @Override
        VoiceGateway gateway(Environment environment) {
            TyntecVoiceGateway.Builder builder =
                    TyntecVoiceGateway.builder().apiKey(environment.secret("TYNTEC_API_KEY"));
            return environment
                    .withServer("TYNTEC_ENDPOINT", builder, builder::endpoint)
                    .build();
        }
    },
    TWILIO {
        @Override
        VoiceGateway gateway(Environment environment) {
            TwilioVoiceGateway.Builder builder = TwilioVoiceGateway.builder().account(SmsProvider.account(environment));
            return environment
                    .withServer("TWILIO_ENDPOINT", builder, builder::endpoint)
                    .build();
        }
    };

    /**
     * Makes the gateway.
     *
     * @throws io.otpengine.InvalidRequestException naming the variable that is missing or wrong
     */
    abstract VoiceGateway gateway(Environment environment);
}
