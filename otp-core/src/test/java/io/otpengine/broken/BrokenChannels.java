package io.otpengine.broken;

import io.otpengine.Channel;
import io.otpengine.spi.DeliveryChannel;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Rejected.Reason;
import io.otpengine.spi.OtpMessage;
import io.otpengine.testkit.DeliveryChannelContract;
import io.otpengine.testkit.SilentFarEnd;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.logging.Logger;

/** Channels with one mistake each, as people make them, under the contract that must notice. */
final class BrokenChannels {
    private BrokenChannels() {}

    /** A far end of three moods, and a channel to it that makes no mistake until a subclass makes one. */
    abstract static class Sound extends DeliveryChannelContract implements DeliveryChannel {
        private final List<String> got = new CopyOnWriteArrayList<>();
        private Function<OtpMessage, DeliveryResult> farEnd = message -> new DeliveryResult.Unknown("not set up");

        @Override
        protected DeliveryChannel newChannel() {
            return this;
        }

        @Override
        protected void theFarEndAccepts() {
            farEnd = message -> new DeliveryResult.Accepted("far", "1");
        }

        @Override
        protected void theFarEndRefuses() {
            farEnd = message -> new DeliveryResult.Rejected(Reason.RECIPIENT, "no such subscriber");
        }

        @Override
        protected void theFarEndBreaks() {
            farEnd = message -> new DeliveryResult.Unknown("connection reset");
        }

        @Override
        protected Optional<SilentFarEnd> newSilentFarEnd() {
            AtomicInteger requests = new AtomicInteger();
            farEnd = message -> {
                requests.incrementAndGet();
                return new DeliveryResult.Unknown("no answer in time");
            };
            return Optional.of(new SilentFarEnd(this, Duration.ofMillis(1), requests::get));
        }

        @Override
        protected Optional<List<String>> whatTheFarEndGot() {
            return Optional.of(got);
        }

        @Override
        public Channel channel() {
            return Channel.SMS;
        }

        @Override
        public DeliveryResult send(OtpMessage message) {
            got.add(message.number() + " " + message.text());
            return farEnd.apply(message);
        }
    }

    @KilledBy("send: each number gets its own code")
    static class SendsTheTextOfTheMessageBefore extends Sound {
        private final AtomicReference<OtpMessage> last = new AtomicReference<>();

        @Override
        public DeliveryResult send(OtpMessage message) {
            OtpMessage before = last.getAndSet(message);
            return super.send(before == null ? message : addressed(message, before));
        }

        private static OtpMessage addressed(OtpMessage to, OtpMessage text) {
            return new OtpMessage(
                    to.number(),
                    text.text(),
                    text.code(),
                    to.language(),
                    to.channel(),
                    to.sender(),
                    to.caller(),
                    to.reference(),
                    to.deadline());
        }
    }

    @KilledBy("send: each number gets its own code")
    static class KeepsTheMessageInAField extends Sound {
        private volatile OtpMessage current;

        @Override
        public DeliveryResult send(OtpMessage message) {
            current = message;
            LockSupport.parkNanos(BrokenStores.ROUND_TRIP);
            return super.send(current);
        }
    }

    @KilledBy("send: what may have been sent is Unknown")
    static class ThrowsWhenTheFarEndBreaks extends Sound {
        @Override
        public DeliveryResult send(OtpMessage message) {
            if (super.send(message) instanceof DeliveryResult.Unknown unknown) {
                throw new IllegalStateException(unknown.detail());
            }
            return super.send(message);
        }
    }

    @KilledBy("send: what was certainly not sent is Rejected, with a reason")
    static class SaysNothingWhenRefused extends Sound {
        @Override
        public DeliveryResult send(OtpMessage message) {
            DeliveryResult result = super.send(message);
            return result instanceof DeliveryResult.Rejected ? null : result;
        }
    }

    @KilledBy("send: what may have been sent is Unknown")
    static class TakesSilenceForARefusal extends Sound {
        @Override
        public DeliveryResult send(OtpMessage message) {
            DeliveryResult result = super.send(message);
            return result instanceof DeliveryResult.Unknown
                    ? new DeliveryResult.Rejected(Reason.UNAVAILABLE, "connection reset")
                    : result;
        }
    }

    @KilledBy("send: silence until the channel's own limit is Unknown, and nothing is asked again")
    static class AsksAgainAfterSilence extends Sound {
        @Override
        public DeliveryResult send(OtpMessage message) {
            DeliveryResult result = super.send(message);
            return result instanceof DeliveryResult.Unknown ? super.send(message) : result;
        }
    }

    @KilledBy("send: silence until the channel's own limit is Unknown, and nothing is asked again")
    static class TakesTheLimitForARefusal extends Sound {
        @Override
        public DeliveryResult send(OtpMessage message) {
            return super.send(message) instanceof DeliveryResult.Unknown unknown
                            && unknown.detail().equals("no answer in time")
                    ? new DeliveryResult.Rejected(Reason.UNAVAILABLE, unknown.detail())
                    : super.send(message);
        }
    }

    @KilledBy("send: a message past its deadline, or far from it, is answered too")
    static class WaitsUntilTheDeadline extends Sound {
        @Override
        public DeliveryResult send(OtpMessage message) {
            Duration left = Duration.between(Instant.now(), message.deadline());
            HttpRequest.newBuilder(URI.create("http://127.0.0.1/")).timeout(left);
            return super.send(message);
        }
    }

    @KilledBy("send: no answer repeats code, text or number")
    static class RepeatsTheNumberOfARefusal extends Sound {
        @Override
        public DeliveryResult send(OtpMessage message) {
            return super.send(message) instanceof DeliveryResult.Rejected rejected
                    ? new DeliveryResult.Rejected(rejected.reason(), "cannot reach " + message.number())
                    : super.send(message);
        }
    }

    @KilledBy("send: no answer repeats code, text or number")
    static class RepeatsTheTextOfABreakdown extends Sound {
        @Override
        public DeliveryResult send(OtpMessage message) {
            return super.send(message) instanceof DeliveryResult.Unknown
                    ? new DeliveryResult.Unknown("reset while sending " + message.text())
                    : super.send(message);
        }
    }

    @KilledBy("toString: nothing of a message")
    static class ShowsTheLastCode extends Sound {
        private volatile String last = "";

        @Override
        public DeliveryResult send(OtpMessage message) {
            last = message.code();
            return super.send(message);
        }

        @Override
        public String toString() {
            return "channel, last sent " + last;
        }
    }

    @KilledBy("send: safe for use by several threads")
    static class SendsOneAtATimeAndRefusesTheRest extends Sound {
        private final AtomicBoolean busy = new AtomicBoolean();

        @Override
        public DeliveryResult send(OtpMessage message) {
            if (!busy.compareAndSet(false, true)) {
                return new DeliveryResult.Rejected(Reason.UNAVAILABLE, "busy");
            }
            LockSupport.parkNanos(1_000_000);
            busy.set(false);
            return super.send(message);
        }
    }

    @KilledBy("channel: always the same")
    static class ChangesItsWay extends Sound {
        private boolean sent;

        @Override
        public Channel channel() {
            return sent ? Channel.VOICE : Channel.SMS;
        }

        @Override
        public DeliveryResult send(OtpMessage message) {
            sent = true;
            return super.send(message);
        }
    }

    @KilledBy("send: what the far end took is Accepted, with bounded names")
    static class KeepsTheWholeAnswerAsId extends Sound {
        @Override
        public DeliveryResult send(OtpMessage message) {
            return super.send(message) instanceof DeliveryResult.Accepted accepted
                    ? new DeliveryResult.Accepted(accepted.provider(), "{\"id\":1}".repeat(50))
                    : super.send(message);
        }
    }

    @KilledBy("send: a broken far end breaks no later message")
    static class GivesUpForGood extends Sound {
        private boolean broken;

        @Override
        public DeliveryResult send(OtpMessage message) {
            broken |= super.send(message) instanceof DeliveryResult.Unknown;
            return broken ? new DeliveryResult.Unknown("closed") : super.send(message);
        }
    }

    @KilledBy("send: sender and caller may be absent")
    static class NeedsASender extends Sound {
        @Override
        public DeliveryResult send(OtpMessage message) {
            return message.sender().isEmpty() ? null : super.send(message);
        }
    }

    @KilledBy("log: no code, text or number on the standard streams or in java.util.logging")
    static class PrintsWhatItSends extends Sound {
        @Override
        public DeliveryResult send(OtpMessage message) {
            System.out.println("sending " + message.code());
            return super.send(message);
        }
    }

    @KilledBy("log: no code, text or number on the standard streams or in java.util.logging")
    static class LogsTheNumberOfAFailure extends Sound {
        private static final Logger LOG = Logger.getLogger("channel");

        @Override
        public DeliveryResult send(OtpMessage message) {
            if (super.send(message) instanceof DeliveryResult.Unknown) {
                LOG.info("no answer for " + message.number());
            }
            return super.send(message);
        }
    }
}
