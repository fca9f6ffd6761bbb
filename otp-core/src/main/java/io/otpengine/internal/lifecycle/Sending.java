package io.otpengine.internal.lifecycle;

import io.otpengine.Application;
import io.otpengine.ApplicationId;
import io.otpengine.Channel;
import io.otpengine.InvalidRequestException;
import io.otpengine.OtpCapacityException;
import io.otpengine.OtpPolicy;
import io.otpengine.OtpStatus;
import io.otpengine.OtpStoreException;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.SendResult.Refused;
import io.otpengine.SendResult.Refused.Reason;
import io.otpengine.SendResult.Throttled;
import io.otpengine.internal.applications.ApplicationCache;
import io.otpengine.internal.applications.ApplicationRules;
import io.otpengine.internal.codes.CodeSealer;
import io.otpengine.internal.codes.Hashes;
import io.otpengine.internal.codes.RandomSource;
import io.otpengine.internal.codes.Secret;
import io.otpengine.internal.numbers.NumberKind;
import io.otpengine.internal.numbers.PhoneNumber;
import io.otpengine.internal.numbers.PhoneNumbers;
import io.otpengine.internal.quotas.SendQuotas;
import io.otpengine.internal.quotas.Streaks;
import io.otpengine.internal.seams.Channels;
import io.otpengine.internal.seams.Listeners;
import io.otpengine.internal.templates.Languages;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A first send: shape, application, region and kind, channel, streak, quotas, insert, delivery. What refuses comes
 * before what costs; nothing is given back later.
 */
public final class Sending {
    private final OtpStore store;
    private final OtpPolicy policy;
    private final ApplicationCache applications;
    private final ApplicationRules rules;
    private final TestNumbers testNumbers;
    private final Channels channels;
    private final Streaks streaks;
    private final SendQuotas quotas;
    private final RandomSource random;
    private final CodeSealer sealer;
    private final Delivery delivery;
    private final Listeners listeners;
    private final InstantSource clock;

    Sending(Workings w) {
        this.store = w.store();
        this.policy = w.policy();
        this.applications = w.applications();
        this.rules = new ApplicationRules(w.policy());
        this.testNumbers = new TestNumbers(w.policy());
        this.channels = w.channels();
        this.streaks = w.streaks();
        this.quotas = w.quotas();
        this.random = w.random();
        this.sealer = w.sealer();
        this.delivery = w.delivery();
        this.listeners = w.listeners();
        this.clock = w.clock();
    }

    public SendResult send(String accountId, SendRequest request) {
        RequestShape.check(request, policy);
        SendResult result = checked(accountId, request);
        return result instanceof Refused || result instanceof Throttled ? listeners.refused(accountId, result) : result;
    }

    private SendResult checked(String accountId, SendRequest request) {
        PhoneNumber number = number(request);
        Channel channel = request.via() == null ? Channels.suiting(number.kind()) : channels.named(request.via());
        ApplicationId applicationId = request.application() == null ? ApplicationId.DEFAULT : request.application();
        Optional<Application> found = applications.current(accountId, applicationId);
        if (found.isEmpty()) {
            return refused(Reason.UNKNOWN);
        }
        Application application = found.get();
        int codeLength = request.codeLength() == null ? application.codeLength() : request.codeLength();
        rules.checkCodeLength(codeLength, application.alphanumeric());
        Instant now = clock.instant();
        Optional<String> testCode = testNumbers.codeOf(number.e164(), now);
        if (testCode.isEmpty() && !isAllowedRegion(number)) {
            return refused(Reason.REGION);
        }
        if (testCode.isEmpty() && (number.kind() == NumberKind.REFUSED || !channels.has(channel))) {
            return refused(Reason.NUMBER_TYPE);
        }
        int streak = streaks.length(accountId, number.e164(), now);
        if (streaks.forbids(streak, application.attempts(), accountId, number.e164(), now)) {
            return refused(Reason.NUMBER_BLOCKED);
        }
        String code = testCode.or(() -> Optional.ofNullable(request.code()))
                .orElseGet(() -> random.code(codeLength, application.alphanumeric()));
        Secret secret = new Secret(code, request.text());
        OtpRecord otp = withSealed(record(accountId, request, number, application, channel, streak > 0, now), secret);
        Optional<SendResult> refusal = stored(otp, request.subject(), testCode.isPresent());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        otp.events().forEach(event -> listeners.on(Lifecycle.view(otp, now), event));
        return delivery.deliver(otp, secret, application, testCode.isPresent());
    }

    /** Charges and inserts; the refusal, if there was no room for either. */
    private Optional<SendResult> stored(OtpRecord otp, @Nullable String subject, boolean testNumber) {
        try {
            Optional<Throttled> throttled = testNumber
                    ? Optional.empty()
                    : quotas.charge(otp.accountId(), subject, otp.number(), otp.applicationId(), otp.created());
            if (throttled.isPresent()) {
                return Optional.of(throttled.get());
            }
            // Whether a failed insert happened is unknown; then its id is all that is left to look for.
            store.insert(otp);
            return Optional.empty();
        } catch (OtpCapacityException e) {
            return Optional.of(refused(Reason.CAPACITY));
        } catch (OtpStoreException e) {
            throw new OtpStoreException(String.valueOf(e.getMessage()), e, otp.id());
        }
    }

    private OtpRecord withSealed(OtpRecord otp, Secret secret) {
        return otp.next().version(1).sealed(sealer.seal(secret, otp)).build();
    }

    private PhoneNumber number(SendRequest request) {
        try {
            return PhoneNumbers.parse(request.number(), request.country(), policy.validity());
        } catch (InvalidRequestException e) {
            // A good test number is one that nobody has, which a strict policy refuses.
            return testNumbers
                    .parse(request.number(), request.country(), clock.instant())
                    .orElseThrow(() -> e);
        }
    }

    private OtpRecord record(
            String accountId,
            SendRequest request,
            PhoneNumber number,
            Application application,
            Channel channel,
            boolean streakOpen,
            Instant now) {
        String language = request.language() == null
                ? Languages.ofRegion(number.region())
                : Languages.normalise("language", request.language());
        return new OtpRecord(
                random.otpId(),
                1,
                accountId,
                application.id(),
                number.e164(),
                OtpStatus.ACTIVE,
                0,
                application.attempts(),
                1,
                now,
                now.plus(application.expire()),
                language,
                channel,
                request.sender(),
                request.caller(),
                request.referenceId(),
                Hashes.ofBinding(request.binding()),
                null,
                streakOpen,
                null,
                null,
                Lifecycle.birth(now, channel));
    }

    private boolean isAllowedRegion(PhoneNumber number) {
        return policy.regions().isEmpty()
                || (number.region() != null && policy.regions().contains(number.region()));
    }

    private static Refused refused(Reason reason) {
        return new Refused(reason, Optional.empty());
    }
}
