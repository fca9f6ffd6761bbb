package io.otpengine.quickstart;

import io.otpengine.sms.GenericHttpGateway;
import io.otpengine.sms.InfobipGateway;
import io.otpengine.sms.Secret;
import io.otpengine.sms.SmsGateway;
import io.otpengine.sms.TwilioAccount;
import io.otpengine.sms.TwilioGateway;
import io.otpengine.sms.TyntecGateway;
import io.otpengine.sms.VonageGateway;
import io.otpengine.sms.smpp.SmppBuilder;
import io.otpengine.sms.smpp.SmppGateway;
import java.net.URI;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;

/** Who takes SMS, each as the environment describes it. */
enum SmsProvider {
    TYNTEC {
        @Override
        SmsGateway gateway(Environment environment) {
            environment.required(SENDER);
            TyntecGateway.Builder builder = TyntecGateway.builder().apiKey(environment.secret("TYNTEC_API_KEY"));
            return environment
                    .withServer("TYNTEC_ENDPOINT", builder, builder::endpoint)
                    .build();
        }
    },
    TWILIO {
        @Override
        SmsGateway gateway(Environment environment) {
            TwilioGateway.Builder builder = TwilioGateway.builder().account(account(environment));
            if (environment.optional("TWILIO_MESSAGING_SERVICE").isPresent()) {
                environment.read("TWILIO_MESSAGING_SERVICE", builder::messagingService);
            } else {
                environment.required(SENDER);
            }
            return environment
                    .withServer("TWILIO_ENDPOINT", builder, builder::endpoint)
                    .build();
        }
    },
    VONAGE {
        @Override
        SmsGateway gateway(Environment environment) {
            environment.required(SENDER);
            VonageGateway.Builder builder = VonageGateway.builder()
                    .apiKey(environment.required("VONAGE_API_KEY"))
                    .apiSecret(environment.secret("VONAGE_API_SECRET"));
            return environment
                    .withServer("VONAGE_ENDPOINT", builder, builder::endpoint)
                    .build();
        }
    },
    INFOBIP {
        @Override
        SmsGateway gateway(Environment environment) {
            InfobipGateway.Builder builder = InfobipGateway.builder().apiKey(environment.secret("INFOBIP_API_KEY"));
            return environment
                    .read("INFOBIP_ENDPOINT", server -> builder.endpoint(URI.create(server)))
                    .build();
        }
    },
    HTTP {
        @Override
        SmsGateway gateway(Environment environment) {
            GenericHttpGateway.Builder builder = GenericHttpGateway.builder("http");
            environment.read("HTTP_ENDPOINT", server -> builder.endpoint(URI.create(server)));
            environment.read("HTTP_PATH", builder::path);
            environment.read("HTTP_JSON", builder::json);
            if (environment.optional("HTTP_AUTHORIZATION").isPresent()) {
                builder.header("Authorization", environment.secret("HTTP_AUTHORIZATION"));
            }
            return environment.build(builder::build, Map.of("path", "HTTP_PATH"));
        }
    },
    SMPP {
        @Override
        SmsGateway gateway(Environment environment) {
            String host = environment.required("SMPP_HOST");
            SmppBuilder builder = SmppGateway.builder("smpp");
            environment.read("SMPP_PORT", port -> builder.at(host, Integer.parseInt(port)));
            Secret password = environment.secret("SMPP_PASSWORD");
            environment.read("SMPP_SYSTEM_ID", id -> builder.account(id, password));
            if (!environment.optional("SMPP_TLS").filter("no"::equals).isPresent()) {
                builder.tls((SSLSocketFactory) SSLSocketFactory.getDefault());
            }
            return environment.build(builder::build, Map.of("password", "SMPP_PASSWORD"));
        }
    };

    static final String SENDER = "SMS_SENDER";

    /**
     * Makes the gateway.
     *
     * @throws io.otpengine.InvalidRequestException naming the variable that is missing or wrong
     */
    abstract SmsGateway gateway(Environment environment);

    /** By its auth token, or by an API key that can be revoked by itself. */
    static TwilioAccount account(Environment environment) {
        if (environment.optional("TWILIO_API_KEY").isEmpty()) {
            Secret token = environment.secret("TWILIO_AUTH_TOKEN");
            return environment.read("TWILIO_ACCOUNT_SID", sid -> TwilioAccount.of(sid, token));
        }
        Secret secret = environment.secret("TWILIO_API_SECRET");
        String sid = environment
                .read("TWILIO_ACCOUNT_SID", it -> TwilioAccount.of(it, secret))
                .sid();
        return environment.read("TWILIO_API_KEY", key -> TwilioAccount.withApiKey(sid, key, secret));
    }
}
