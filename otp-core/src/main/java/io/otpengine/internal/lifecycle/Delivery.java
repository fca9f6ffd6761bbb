package io.otpengine.internal.lifecycle;

import io.otpengine.Application;
import io.otpengine.Channel;
import io.otpengine.Otp;
import io.otpengine.OtpEvent;
import io.otpengine.OtpPolicy;
import io.otpengine.SendResult;
import io.otpengine.internal.codes.References;
import io.otpengine.internal.codes.Secret;
import io.otpengine.internal.seams.Channels;
import io.otpengine.internal.seams.Redacted;
import io.otpengine.internal.templates.Templates;
import io.otpengine.internal.text.Texts;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.OtpMessage;
import io.otpengine.spi.OtpRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the words around a code, hands them to a channel, and writes down what it answered. */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final int PROVIDER = 64;
    private static final int MESSAGE_ID = 128;
    private static final int DETAIL = 200;
    private static final DeliveryResult TO_A_TEST_NUMBER = new DeliveryResult.Accepted("test number", null);

    private final Channels channels;
    private final References references;
    private final OtpPolicy policy;
    private final RecordLoop loop;
    private final InstantSource clock;

    Delivery(Channels channels, References references, OtpPolicy policy, RecordLoop loop, InstantSource clock) {
        this.channels = channels;
        this.references = references;
        this.policy = policy;
        this.loop = loop;
        this.clock = clock;
    }

    /** Delivers the send that a record has just been written for. */
    SendResult deliver(OtpRecord otp, Secret secret, Application application, boolean testNumber) {
        OtpMessage message = message(otp, secret, application);
        DeliveryResult result = testNumber ? TO_A_TEST_NUMBER : ask(message);
        Answer answer = silenced(result, message);
        OtpRecord written = writeDown(otp, answer);
        Otp view = Lifecycle.view(written, clock.instant());
        String detail = answer.detail() == null ? "" : answer.detail();
        return switch (answer.type()) {
            case DELIVER_OTP_RES_OK -> new SendResult.Sent(view);
            case DELIVER_OTP_RES_FAIL -> new SendResult.Undelivered(view, false, detail);
            default -> new SendResult.Undelivered(view, true, detail);
        };
    }

    private OtpMessage message(OtpRecord otp, Secret secret, Application application) {
        Channel channel = otp.channel();
        Templates.Found words = secret.text() == null
                ? Templates.find(application.templates(), policy.templates(), otp.language(), channel)
                : new Templates.Found(secret.text(), otp.language());
        Duration life = Duration.between(otp.created(), otp.expires());
        return new OtpMessage(
                otp.number(),
                Templates.render(words.text(), secret.code(), life, channel),
                secret.code(),
                words.language(),
                channel,
                otp.sender() == null ? application.sender() : otp.sender(),
                otp.caller() == null ? application.caller() : otp.caller(),
                references.of(otp.accountId(), otp.id(), otp.sends()),
                otp.expires());
    }

    private DeliveryResult ask(OtpMessage message) {
        @Nullable DeliveryResult result;
        try {
            result = channels.deliveryBy(message.channel()).send(message);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            // A channel that throws may have sent before. Its message may repeat the request, so it goes nowhere.
            LOG.warn("channel {} failed: {}", message.channel(), e.getClass().getName(), Redacted.of(e));
            return new DeliveryResult.Unknown(
                    "the channel threw " + e.getClass().getName());
        }
        if (result == null) {
            LOG.warn("channel {} broke its contract: it answered null", message.channel());
            return new DeliveryResult.Unknown("the channel answered null");
        }
        return result;
    }

    private static Answer silenced(DeliveryResult result, OtpMessage message) {
        if (result instanceof DeliveryResult.Accepted accepted) {
            // With failover behind one channel, the event alone tells who took the message.
            String provider = Echo.unlessRepeated(accepted.provider(), message, PROVIDER);
            return new Answer(
                    OtpEvent.Type.DELIVER_OTP_RES_OK,
                    provider,
                    Echo.unlessRepeated(accepted.messageId(), message, MESSAGE_ID),
                    provider);
        }
        if (result instanceof DeliveryResult.Rejected rejected) {
            return new Answer(
                    OtpEvent.Type.DELIVER_OTP_RES_FAIL,
                    null,
                    null,
                    Texts.printable(rejected.reason() + ": " + Echo.silenced(rejected.detail(), message), DETAIL));
        }
        DeliveryResult.Unknown unknown = (DeliveryResult.Unknown) result;
        return new Answer(OtpEvent.Type.DELIVER_OTP_RES_UNKNOWN, null, null, Echo.silenced(unknown.detail(), message));
    }

    /** Best effort: the message is out, and a result that says so is worth more than one that fails. */
    private OtpRecord writeDown(OtpRecord otp, Answer answer) {
        int send = otp.sends();
        Channel channel = otp.channel();
        Instant now = clock.instant();
        try {
            return loop.decide(otp, (Optional<OtpRecord> latest) -> {
                if (latest.isEmpty()) {
                    return new Decision.AsItStands<>(otp);
                }
                OtpRecord next = Lifecycle.answered(latest.get(), send, channel, answer, now);
                return new Decision.OnceWritten<>(next, next);
            });
        } catch (RuntimeException e) {
            LOG.warn("the outcome {} of send {} of OTP {} was not stored", answer.type(), send, otp.id(), e);
            return otp;
        }
    }
}
