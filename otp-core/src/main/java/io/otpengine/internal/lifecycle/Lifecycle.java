package io.otpengine.internal.lifecycle;

import io.otpengine.Channel;
import io.otpengine.DeliveryReport;
import io.otpengine.Otp;
import io.otpengine.OtpEvent;
import io.otpengine.OtpStatus;
import io.otpengine.ResendRequest;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpRecordBuilder;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules: pure functions from a record, what is known, and now, to the next record. Each next record has exactly one
 * event more than the one before.
 */
final class Lifecycle {
    static final int MOST_SENDS = 5;
    static final int MOST_EVENTS = 32;

    private Lifecycle() {}

    /** Past its time an OTP is expired for whoever looks, whether or not anybody wrote it down. */
    static OtpStatus statusAt(OtpRecord otp, Instant now) {
        return otp.status() == OtpStatus.ACTIVE && !now.isBefore(otp.expires()) ? OtpStatus.EXPIRED : otp.status();
    }

    static Otp view(OtpRecord otp, Instant now) {
        return new Otp(
                otp.id(),
                otp.accountId(),
                otp.applicationId(),
                otp.number(),
                statusAt(otp, now),
                otp.attemptCount(),
                otp.attemptsAllowed(),
                otp.sends(),
                otp.created(),
                otp.expires(),
                Optional.ofNullable(otp.referenceId()),
                otp.channel(),
                otp.language());
    }

    /** The events of a new OTP: it is stored when its message is about to go out. */
    static List<OtpEvent> birth(Instant now, Channel channel) {
        return List.of(new OtpEvent(now, OtpEvent.Type.CREATED, null, null), requested(1, channel, now));
    }

    static OtpRecord expired(OtpRecord otp, Instant now) {
        return finished(otp, OtpStatus.EXPIRED, OtpEvent.Type.EXPIRED, now);
    }

    /** A guess at an active OTP costs an attempt, right or wrong; the last wrong one ends it. */
    static OtpRecord guessed(OtpRecord otp, boolean right, Instant now) {
        int attempts = otp.attemptCount() + 1;
        if (right) {
            return finished(otp, attempts, OtpStatus.VERIFIED, OtpEvent.Type.VERIFIED, now);
        }
        if (attempts >= otp.attemptsAllowed()) {
            return finished(otp, attempts, OtpStatus.TOO_MANY_ATTEMPTS, OtpEvent.Type.TOO_MANY_ATTEMPTS, now);
        }
        return next(otp, new OtpEvent(now, OtpEvent.Type.CHECK_FAIL, null, null))
                .attemptCount(attempts)
                .build();
    }

    /** A resend keeps code, expiry and attempts; nothing but the way changes. */
    static OtpRecord resent(OtpRecord otp, Channel channel, ResendRequest request, Instant now) {
        int send = otp.sends() + 1;
        return next(otp, requested(send, channel, now))
                .sends(send)
                .channel(channel)
                .sender(request.sender() == null ? otp.sender() : request.sender())
                .caller(request.caller() == null ? otp.caller() : request.caller())
                .build();
    }

    /** What the channel answered to a send. It changes no status, so it may come after the OTP became final. */
    static OtpRecord answered(OtpRecord otp, int send, Channel channel, Answer answer, Instant now) {
        OtpRecordBuilder next =
                next(otp, new OtpEvent(now, answer.type(), channel, EventDetail.of(send, answer.detail())));
        return send == otp.sends()
                ? next.provider(answer.provider()).messageId(answer.messageId()).build()
                : next.build();
    }

    /** What a receipt says of a send: once for each send, and never more than a report of it. */
    static Optional<OtpRecord> reported(
            OtpRecord otp, int send, DeliveryReport.State state, @Nullable String detail, Instant at) {
        boolean known = otp.events().stream()
                .anyMatch(event ->
                        (event.type() == OtpEvent.Type.DELIVERED || event.type() == OtpEvent.Type.UNDELIVERABLE)
                                && EventDetail.isOf(send, event.detail()));
        if (known || state == DeliveryReport.State.ACCEPTED) {
            return Optional.empty();
        }
        OtpEvent.Type type =
                state == DeliveryReport.State.DELIVERED ? OtpEvent.Type.DELIVERED : OtpEvent.Type.UNDELIVERABLE;
        return Optional.of(next(otp, new OtpEvent(at, type, null, EventDetail.of(send, detail)))
                .build());
    }

    private static OtpEvent requested(int send, Channel channel, Instant now) {
        return new OtpEvent(now, OtpEvent.Type.DELIVER_OTP_REQ, channel, EventDetail.of(send, null));
    }

    private static OtpRecord finished(OtpRecord otp, OtpStatus status, OtpEvent.Type type, Instant now) {
        return finished(otp, otp.attemptCount(), status, type, now);
    }

    /** The final transition erases the code in the same write. */
    private static OtpRecord finished(OtpRecord otp, int attempts, OtpStatus status, OtpEvent.Type type, Instant now) {
        return next(otp, new OtpEvent(now, type, null, null))
                .status(status)
                .attemptCount(attempts)
                .sealed(null)
                .build();
    }

    /** Keeps the first event and the youngest of the rest. */
    private static OtpRecordBuilder next(OtpRecord otp, OtpEvent event) {
        int known = otp.events().size();
        OtpEvent[] events = otp.events().toArray(new OtpEvent[known + 1]);
        events[known] = event;
        return otp.next().events(List.of(events.length > MOST_EVENTS ? shortened(events) : events));
    }

    private static OtpEvent[] shortened(OtpEvent[] events) {
        OtpEvent[] rest = Arrays.copyOfRange(events, events.length - MOST_EVENTS, events.length);
        rest[0] = events[0];
        return rest;
    }
}
