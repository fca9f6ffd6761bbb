package io.otpengine.sms;

import io.otpengine.Channel;
import io.otpengine.InvalidRequestException;
import io.otpengine.InvalidRequestException.Reason;
import io.otpengine.spi.DeliveryChannel;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Accepted;
import io.otpengine.spi.DeliveryResult.Unknown;
import io.otpengine.spi.OtpMessage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Tries one provider after the other with the same message. The result names the one that took it.
 *
 * <p>The next is tried only when the message certainly was not sent, and not when the number itself was refused, unless
 * the next reaches it another way. After an unknown outcome nothing more is sent unless asked for. A provider that fails
 * again and again is left out for a while; one that is slow holds a bounded number of callers. Safe for use by several
 * threads.
 */
public final class FailoverChannel implements DeliveryChannel {
    private final List<Route> routes;
    private final boolean afterUnknown;
    private final int retries;
    private final Patience patience;

    private FailoverChannel(Builder builder, List<Route> routes) {
        this.routes = routes;
        this.afterUnknown = builder.afterUnknown;
        this.retries = builder.retries;
        this.patience = new Patience(builder.total, builder.clock);
    }

    /**
     * Starts a failover; at least one channel is required.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Channel channel() {
        return routes.get(0).channel();
    }

    @Override
    public DeliveryResult send(OtpMessage message) {
        Patience.Left left = patience.start(message);
        Attempts attempts = new Attempts();
        List<Route> open = routes;
        for (int round = 0; round <= retries && !open.isEmpty(); round++) {
            if (round > 0 && !left.pause()) {
                break;
            }
            List<Route> again = new ArrayList<>();
            for (Route route : open) {
                Duration time = left.remaining();
                if (time.isZero()) {
                    return attempts.result();
                }
                if (attempts.reaches(route.channel())) {
                    DeliveryResult result = route.send(message, time);
                    if (result instanceof Accepted || (result instanceof Unknown && !afterUnknown)) {
                        return result;
                    }
                    if (attempts.add(route.channel(), result)) {
                        again.add(route);
                    }
                }
            }
            open = again;
        }
        return attempts.result();
    }

    /** Builds a {@link FailoverChannel}. Not safe for use by several threads. */
    public static final class Builder {
        private final List<ProviderChannel> channels = new ArrayList<>();
        private boolean voiceAfterSms;
        private boolean afterUnknown;
        private int retries = 1;
        private int inFlight = 64;
        private Duration total = Duration.ofSeconds(12);
        private InstantSource clock = InstantSource.system();

        private Builder() {}

        /**
         * Adds the channel that is tried next.
         *
         * @param channel a channel over one provider
         * @return this
         * @throws InvalidRequestException if it is null
         */
        public Builder to(ProviderChannel channel) {
            channels.add(Settings.required("channel", channel));
            return this;
        }

        /**
         * Lets calls follow SMS. They cost more, and reach people at night. Without channels for both, nothing is built.
         *
         * @return this
         */
        public Builder voiceAfterSms() {
            this.voiceAfterSms = true;
            return this;
        }

        /**
         * Goes on after an unknown outcome. Somebody may get the same code twice, and both are billed.
         *
         * @return this
         */
        public Builder afterUnknown() {
            this.afterUnknown = true;
            return this;
        }

        /**
         * Sets how often the providers that were not available are tried again, after a pause of 250 to 500 ms.
         *
         * @param times 0 to 2, 1 unless set
         * @return this
         * @throws InvalidRequestException if it is out of range
         */
        public Builder retries(int times) {
            if (times < 0 || times > 2) {
                throw InvalidRequestException.outOfRange("retries", "0 to 2");
            }
            this.retries = times;
            return this;
        }

        /**
         * Sets how many messages one provider may hold at a time; more go to the next.
         *
         * @param messages 1 to 10,000, 64 unless set
         * @return this
         * @throws InvalidRequestException if it is out of range
         */
        public Builder inFlight(int messages) {
            if (messages < 1 || messages > 10_000) {
                throw InvalidRequestException.outOfRange("inFlight", "1 to 10,000");
            }
            this.inFlight = messages;
            return this;
        }

        /**
         * Sets the longest time for one message, all providers together.
         *
         * @param longest above zero, at most one minute, 12 s unless set
         * @return this
         * @throws InvalidRequestException if it is null or out of range
         */
        public Builder total(Duration longest) {
            this.total = Durations.check("total", longest, Duration.ofMinutes(1));
            return this;
        }

        /**
         * Sets the clock that expiry and the pauses of providers are judged by.
         *
         * @param source the engine's
         * @return this
         * @throws InvalidRequestException if it is null
         */
        public Builder clock(InstantSource source) {
            this.clock = Settings.required("clock", source);
            return this;
        }

        /**
         * Makes the channel.
         *
         * @return the channel
         * @throws InvalidRequestException if there is no channel, two have one provider, calls would follow SMS
         *     without having been asked for, or they were asked for and there are none
         */
        public FailoverChannel build() {
            if (channels.isEmpty()) {
                throw InvalidRequestException.required("channel");
            }
            if (channels.stream().map(ProviderChannel::provider).distinct().count() < channels.size()) {
                throw new InvalidRequestException("channel", Reason.CONTRADICTION, "must not have a provider twice");
            }
            boolean mixed =
                    channels.stream().map(DeliveryChannel::channel).distinct().count() > 1;
            if (mixed && !(voiceAfterSms && voiceComesLast())) {
                throw new InvalidRequestException(
                        "channel", Reason.CONTRADICTION, "must be one for all, or SMS and then voice if voiceAfterSms");
            }
            if (voiceAfterSms && !mixed) {
                throw new InvalidRequestException(
                        "channel", Reason.CONTRADICTION, "must be SMS and then voice if voiceAfterSms");
            }
            // Of a total that is shorter than that, nothing would be fair.
            Duration fair = Durations.shortest(Duration.ofSeconds(1), total.dividedBy(2));
            return new FailoverChannel(
                    this,
                    channels.stream()
                            .map(channel -> new Route(channel, inFlight, fair, clock))
                            .toList());
        }

        private boolean voiceComesLast() {
            List<Channel> order =
                    channels.stream().map(DeliveryChannel::channel).distinct().toList();
            return order.equals(List.of(Channel.SMS, Channel.VOICE))
                    && channels.stream()
                            .map(DeliveryChannel::channel)
                            .dropWhile(Channel.SMS::equals)
                            .allMatch(Channel.VOICE::equals);
        }
    }
}
