package io.otpengine.quickstart;

import io.otpengine.Channel;
import io.otpengine.sms.SenderRules;
import io.otpengine.sms.SmsChannel;
import io.otpengine.sms.SmsGateway;
import io.otpengine.sms.VoiceChannel;
import io.otpengine.spi.DeliveryChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What carries codes: providers who bill for it, or a phone on the console. */
final class Carriers implements AutoCloseable {
    private final List<DeliveryChannel> channels = new ArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    private Carriers() {}

    /** A real code on one channel and a shown one on the other would puzzle, so the phone is there alone or not at all. */
    static Carriers of(@Nullable SmsProvider sms, @Nullable VoiceProvider voice, Environment environment, Phone phone) {
        Carriers carriers = new Carriers();
        if (sms == null && voice == null) {
            carriers.channels.add(phone.by(Channel.SMS));
            carriers.channels.add(phone.by(Channel.VOICE));
        }
        if (voice != null) {
            VoiceChannel calls = VoiceChannel.of(voice.gateway(environment));
            carriers.channels.add(environment.read("VOICE_CALLER", calls::caller));
        }
        if (sms != null) {
            SenderRules own = SenderRules.none().overruling();
            SenderRules rules = environment.optional(SmsProvider.SENDER).isEmpty()
                    ? own
                    : environment.read(SmsProvider.SENDER, own::otherwise);
            SmsGateway gateway = sms.gateway(environment);
            if (gateway instanceof AutoCloseable session) {
                carriers.open.add(session);
            }
            carriers.channels.add(SmsChannel.of(gateway).senders(rules));
        }
        return carriers;
    }

    List<DeliveryChannel> channels() {
        return channels;
    }

    @Override
    public void close() {
        for (AutoCloseable session : open) {
            try {
                session.close();
            } catch (Exception e) {
                throw new IllegalStateException("a session did not close", e);
            }
        }
    }
}
