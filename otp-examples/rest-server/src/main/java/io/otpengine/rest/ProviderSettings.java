package io.otpengine.rest;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who delivers. */
final class ProviderSettings {
    @Option(
            names = "--provider",
            paramLabel = "NAME",
            description = "twilio, tyntec, vonage or infobip; unset is the simulated phone, in demo mode alone.")
    @Nullable
    Name name;

    @Option(
            names = "--provider-account",
            paramLabel = "ID",
            description = "Twilio's account sid or Vonage's API key; unset for the others, which need none.")
    @Nullable
    String account;

    @Option(
            names = "--provider-secret",
            paramLabel = "SECRET",
            description =
                    "Twilio's auth token, Vonage's secret, tyntec's or Infobip's API key; in the environment or the"
                            + " settings file alone.")
    @Nullable
    String secret;

    @Option(
            names = "--provider-url",
            paramLabel = "URL",
            description =
                    "The provider's server, needed for Infobip, whose accounts have one each; the usual one unless"
                            + " set.")
    @Nullable
    URI url;

    @Option(
            names = "--receipt-secret",
            paramLabel = "SECRET",
            description =
                    "Vonage's signature secret, or the Authorization header that Infobip sends; in the environment"
                            + " or the settings file alone. Unset, the message's unguessable reference has to do.")
    @Nullable
    String receiptSecret;

    @Option(
            names = "--sms-sender",
            paramLabel = "SENDER",
            description = "Whom messages come from, whatever applications say; the application's sender unless set.")
    @Nullable
    String smsSender;

    @Option(
            names = "--voice-caller",
            paramLabel = "NUMBER",
            description = "The number that calls come from where the application has none; there is no voice channel"
                    + " unless set.")
    @Nullable
    String voiceCaller;

    enum Name {
        TWILIO,
        TYNTEC,
        VONAGE,
        INFOBIP
    }
}
