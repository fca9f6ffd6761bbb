package io.otpengine.sms;

import io.otpengine.Channel;
import io.otpengine.InvalidRequestException;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Rejected;
import io.otpengine.spi.DeliveryResult.Rejected.Reason;
import io.otpengine.spi.OtpMessage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Delivers by a call that says the message twice, its code digit by digit. A text meant for SMS is spoken without the
 * last line that only the phone reads.
 *
 * <p>Immutable; each setter returns a copy. Safe for use by several threads.
 */
public final class VoiceChannel implements ProviderChannel {
    private static final Pattern CALLER = Pattern.compile("\\+?[0-9]{3,15}");

    private final VoiceGateway gateway;
    private final GuardedSend guard;
    private final @Nullable String caller;

    private VoiceChannel(VoiceGateway gateway, GuardedSend guard, @Nullable String caller) {
        this.gateway = gateway;
        this.guard = guard;
        this.caller = caller;
    }

    /**
     * A channel that takes at most 12 s to place a call.
     *
     * @param gateway who calls
     * @return the channel
     * @throws InvalidRequestException if the gateway is null or its name is none
     */
    public static VoiceChannel of(VoiceGateway gateway) {
        if (gateway == null) {
            throw InvalidRequestException.required("gateway");
        }
        return new VoiceChannel(gateway, GuardedSend.by(gateway.name()), null);
    }

    /**
     * Sets the number that calls come from where the message names none.
     *
     * @param number 3 to 15 digits, {@code +} allowed
     * @return a copy with it
     * @throws InvalidRequestException if it is null or anything else
     */
    public VoiceChannel caller(String number) {
        Settings.matching("caller", number, CALLER, "must be 3 to 15 digits, + allowed");
        return new VoiceChannel(gateway, guard, number);
    }

    /**
     * Sets the longest time it may take to place one call.
     *
     * @param total above zero, at most one minute
     * @return a copy with it
     * @throws InvalidRequestException if it is null or out of range
     */
    public VoiceChannel total(Duration total) {
        return new VoiceChannel(gateway, guard.total(total), caller);
    }

    /**
     * Sets the clock that expiry is judged by.
     *
     * @param clock the engine's
     * @return a copy with it
     * @throws InvalidRequestException if it is null
     */
    public VoiceChannel clock(InstantSource clock) {
        return new VoiceChannel(gateway, guard.clock(clock), caller);
    }

    @Override
    public Channel channel() {
        return Channel.VOICE;
    }

    @Override
    public String provider() {
        return gateway.name();
    }

    @Override
    public DeliveryResult send(OtpMessage message) {
        return send(message, guard.total());
    }

    @Override
    public DeliveryResult send(OtpMessage message, Duration limit) {
        String from = message.caller() == null ? caller : message.caller();
        if (from == null || !CALLER.matcher(from).matches()) {
            return new Rejected(Reason.SENDER, "a call needs a caller of 3 to 15 digits");
        }
        Optional<String> language = Speech.language(message.language());
        if (language.isEmpty()) {
            return new Rejected(Reason.MESSAGE, "no voice is known for the message's language");
        }
        return guard.send(
                message,
                limit,
                (lifetime, time) -> gateway.call(
                        new VoiceCall(message, from, Speech.of(message.text(), message.code()), language.get(), time)));
    }
}
