package io.otpengine.rest;

import io.otpengine.Channel;
import io.otpengine.InvalidRequestException;
import io.otpengine.rest.ProviderSettings.Name;
import io.otpengine.sms.GatewayBuilder;
import io.otpengine.sms.InfobipGateway;
import io.otpengine.sms.InfobipReceipts;
import io.otpengine.sms.ReceiptAuth;
import io.otpengine.sms.ReceiptHandler;
import io.otpengine.sms.Secret;
import io.otpengine.sms.SenderRules;
import io.otpengine.sms.SmsChannel;
import io.otpengine.sms.SmsGateway;
import io.otpengine.sms.TwilioAccount;
import io.otpengine.sms.TwilioGateway;
import io.otpengine.sms.TwilioReceipts;
import io.otpengine.sms.TwilioVoiceGateway;
import io.otpengine.sms.TyntecGateway;
import io.otpengine.sms.TyntecReceipts;
import io.otpengine.sms.TyntecVoiceGateway;
import io.otpengine.sms.VoiceChannel;
import io.otpengine.sms.VoiceGateway;
import io.otpengine.sms.VonageGateway;
import io.otpengine.sms.VonageReceipts;
import io.otpengine.spi.DeliveryChannel;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who delivers, and who reads its receipts.
 *
 * @param channels the ways to a phone
 * @param receipts the handlers by the provider's name in the path
 */
record Delivery(List<DeliveryChannel> channels, Map<String, ReceiptHandler> receipts) {
    static Delivery simulated(SimulatedPhone phone) {
        return new Delivery(List.of(phone.by(Channel.SMS), phone.by(Channel.VOICE)), Map.of());
    }

    /**
     * A real provider.
     *
     * @param publicUrl where its receipts come to, or null for none
     */
    static Delivery by(Name name, ProviderSettings settings, @Nullable URI publicUrl) {
        Provider provider = new Provider(name, settings, publicUrl);
        List<DeliveryChannel> channels = new ArrayList<>();
        SmsChannel sms = SmsChannel.of(provider.sms());
        channels.add(
                settings.smsSender == null
                        ? sms
                        : sms.senders(SenderRules.none().otherwise(settings.smsSender)));
        if (settings.voiceCaller != null) {
            channels.add(VoiceChannel.of(provider.voice()).caller(settings.voiceCaller));
        }
        return new Delivery(List.copyOf(channels), Map.of(provider.path(), provider.receipts()));
    }

    private record Provider(
            Name name, ProviderSettings settings, @Nullable URI publicUrl) {
        String path() {
            return name.name().toLowerCase(Locale.ROOT);
        }

        SmsGateway sms() {
            return switch (name) {
                case TWILIO -> at(TwilioGateway.builder()).account(twilio()).build();
                case TYNTEC -> at(TyntecGateway.builder()).apiKey(secret()).build();
                case VONAGE ->
                    at(VonageGateway.builder())
                            .apiKey(account())
                            .apiSecret(secret())
                            .build();
                case INFOBIP -> at(InfobipGateway.builder()).apiKey(secret()).build();
            };
        }

        VoiceGateway voice() {
            return switch (name) {
                case TWILIO ->
                    at(TwilioVoiceGateway.builder()).account(twilio()).build();
                case TYNTEC -> at(TyntecVoiceGateway.builder()).apiKey(secret()).build();
                case VONAGE, INFOBIP ->
                    throw InvalidRequestException.malformed(
                            "voice-caller", "must not be set: calls are made by twilio and tyntec");
            };
        }

        ReceiptHandler receipts() {
            return switch (name) {
                case TWILIO -> TwilioReceipts.of(secret());
                case TYNTEC -> TyntecReceipts.create();
                case VONAGE ->
                    settings.receiptSecret == null
                            ? VonageReceipts.unsigned()
                            : VonageReceipts.signed(
                                    VonageReceipts.Algorithm.HMAC_SHA256, Secret.of(settings.receiptSecret));
                case INFOBIP ->
                    InfobipReceipts.with(
                            settings.receiptSecret == null
                                    ? ReceiptAuth.byReference()
                                    : ReceiptAuth.byHeader("Authorization", Secret.of(settings.receiptSecret)));
            };
        }

        private <B extends GatewayBuilder<B, G>, G> B at(B gateway) {
            if (settings.url != null) {
                gateway = gateway.endpoint(settings.url);
            }
            return publicUrl == null ? gateway : gateway.receipts(publicUrl.resolve("/receipts/" + path()));
        }

        private TwilioAccount twilio() {
            return TwilioAccount.of(account(), secret());
        }

        private String account() {
            if (settings.account == null) {
                throw InvalidRequestException.required("provider-account");
            }
            return settings.account;
        }

        private Secret secret() {
            if (settings.secret == null) {
                throw InvalidRequestException.required("provider-secret");
            }
            return Secret.of(settings.secret);
        }
    }
}
