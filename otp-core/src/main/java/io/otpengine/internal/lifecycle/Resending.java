package io.otpengine.internal.lifecycle;

import io.otpengine.Application;
import io.otpengine.Channel;
import io.otpengine.OtpCapacityException;
import io.otpengine.OtpException;
import io.otpengine.OtpPolicy;
import io.otpengine.OtpStatus;
import io.otpengine.ResendRequest;
import io.otpengine.SendResult;
import io.otpengine.SendResult.Refused;
import io.otpengine.SendResult.Refused.Reason;
import io.otpengine.SendResult.Throttled;
import io.otpengine.internal.applications.ApplicationCache;
import io.otpengine.internal.codes.CodeSealer;
import io.otpengine.internal.codes.Secret;
import io.otpengine.internal.numbers.PhoneNumbers;
import io.otpengine.internal.quotas.SendQuotas;
import io.otpengine.internal.seams.Channels;
import io.otpengine.internal.seams.Listeners;
import io.otpengine.spi.OtpRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** The same code once more: exists, application, status, expiry, sends per OTP, quotas, replace, delivery. */
public final class Resending {
    private final ApplicationCache applications;
    private final TestNumbers testNumbers;
    private final Channels channels;
    private final SendQuotas quotas;
    private final CodeSealer sealer;
    private final Delivery delivery;
    private final RecordLoop loop;
    private final Listeners listeners;
    private final InstantSource clock;

    Resending(Workings w) {
        this.applications = w.applications();
        this.testNumbers = new TestNumbers(w.policy());
        this.channels = w.channels();
        this.quotas = w.quotas();
        this.sealer = w.sealer();
        this.delivery = w.delivery();
        this.loop = w.loop();
        this.listeners = w.listeners();
        this.clock = w.clock();
    }

    /** What a resend comes to before its message goes out: no, or what to deliver. */
    private sealed interface Step {
        record No(SendResult result) implements Step {}

        record Deliver(OtpRecord otp, Secret secret, Application application, boolean testNumber) implements Step {}
    }

    public SendResult resend(String accountId, ResendRequest request) {
        RequestShape.check(request);
        if (request.via() != null) {
            channels.named(request.via());
        }
        Attempt attempt = new Attempt(accountId, request);
        Step step = loop.decideOnLatest(request.id(), attempt::decide);
        if (step instanceof Step.Deliver d) {
            return delivery.deliver(d.otp(), d.secret(), d.application(), d.testNumber());
        }
        return listeners.refused(accountId, ((Step.No) step).result());
    }

    /** One resend, however often it must be decided anew: it is charged once. */
    private final class Attempt {
        private final String accountId;
        private final ResendRequest request;
        private boolean charged;

        Attempt(String accountId, ResendRequest request) {
            this.accountId = accountId;
            this.request = request;
        }

        Decision<Step> decide(Optional<OtpRecord> record) {
            Optional<OtpRecord> own = record.filter(r -> r.accountId().equals(accountId));
            Optional<Application> application = own.flatMap(r -> applications.current(accountId, r.applicationId()));
            if (own.isEmpty() || application.isEmpty()) {
                return no(new Refused(Reason.UNKNOWN, Optional.empty()));
            }
            OtpRecord otp = own.get();
            Instant now = clock.instant();
            OtpStatus status = Lifecycle.statusAt(otp, now);
            if (status == OtpStatus.EXPIRED && otp.status() == OtpStatus.ACTIVE) {
                OtpRecord expired = Lifecycle.expired(otp, now);
                return new Decision.OnceWritten<>(expired, new Step.No(refused(Reason.NOT_ACTIVE, expired, now)));
            }
            if (status.isFinal()) {
                return no(refused(Reason.NOT_ACTIVE, otp, now));
            }
            if (otp.sends() >= Lifecycle.MOST_SENDS) {
                return no(refused(Reason.TOO_MANY_SENDS, otp, now));
            }
            return resend(otp, application.get(), now);
        }

        private Decision<Step> resend(OtpRecord otp, Application application, Instant now) {
            boolean testNumber = testNumbers.codeOf(otp.number(), now).isPresent();
            Channel channel = channel(otp);
            if (!testNumber && !channels.has(channel)) {
                return no(new Refused(Reason.NUMBER_TYPE, Optional.empty()));
            }
            Secret secret = sealer.open(otp)
                    .orElseThrow(() -> new OtpException(
                            "the stored code was not sealed for this OTP; somebody changed the row", null, otp.id()));
            if (!charged && !testNumber) {
                Optional<SendResult> refusal = charge(otp, application, now);
                if (refusal.isPresent()) {
                    return no(refusal.get());
                }
            }
            OtpRecord next = Lifecycle.resent(otp, channel, request, now);
            return new Decision.OnceWritten<>(next, new Step.Deliver(next, secret, application, testNumber));
        }

        private Optional<SendResult> charge(OtpRecord otp, Application application, Instant now) {
            try {
                Optional<Throttled> throttled =
                        quotas.charge(accountId, request.subject(), otp.number(), application.id(), now);
                charged = throttled.isEmpty();
                return throttled.map(t -> t);
            } catch (OtpCapacityException e) {
                return Optional.of(new Refused(Reason.CAPACITY, Optional.empty()));
            }
        }

        private Channel channel(OtpRecord otp) {
            if (request.chosenAnew()) {
                return Channels.suiting(PhoneNumbers.parse(otp.number(), null, OtpPolicy.Validity.POSSIBLE)
                        .kind());
            }
            return request.via() == null ? otp.channel() : request.via();
        }
    }

    private static Decision<Step> no(SendResult result) {
        return new Decision.AsItStands<>(new Step.No(result));
    }

    private static Refused refused(Reason reason, OtpRecord otp, Instant now) {
        return new Refused(reason, Optional.of(Lifecycle.view(otp, now)));
    }
}
