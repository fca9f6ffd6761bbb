package io.otpengine.internal.lifecycle;

import io.otpengine.OtpStatus;
import io.otpengine.OtpStoreException;
import io.otpengine.Verification;
import io.otpengine.Verification.Outcome;
import io.otpengine.VerifyRequest;
import io.otpengine.internal.applications.ApplicationCache;
import io.otpengine.internal.codes.CodeSealer;
import io.otpengine.internal.codes.Guess;
import io.otpengine.internal.codes.Hashes;
import io.otpengine.internal.quotas.Streaks;
import io.otpengine.spi.OtpRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One guess: it is compared, counted, and only then answered. */
public final class Verifying {
    private static final Logger LOG = LoggerFactory.getLogger(Verifying.class);

    private final ApplicationCache applications;
    private final CodeSealer sealer;
    private final Streaks streaks;
    private final RecordLoop loop;
    private final InstantSource clock;

    Verifying(Workings w) {
        this.applications = w.applications();
        this.sealer = w.sealer();
        this.streaks = w.streaks();
        this.loop = w.loop();
        this.clock = w.clock();
    }

    public Verification verify(String accountId, VerifyRequest request) {
        RequestShape.check(request);
        Guess guess = Guess.of(request.code(), Hashes.ofBinding(request.binding()));
        return streaks.guessing(
                request.id(), () -> loop.decide(request.id(), record -> judge(accountId, guess, record)));
    }

    private Decision<Verification> judge(String accountId, Guess guess, Optional<OtpRecord> record) {
        Optional<OtpRecord> own = record.filter(r -> r.accountId().equals(accountId))
                .filter(r -> applications.current(accountId, r.applicationId()).isPresent());
        if (own.isEmpty()) {
            return new Decision.AsItStands<>(new Verification(Outcome.UNKNOWN, Optional.empty(), 0, false));
        }
        OtpRecord otp = own.get();
        Instant now = clock.instant();
        if (otp.status().isFinal()) {
            return new Decision.AsItStands<>(uncounted(otp, now));
        }
        if (Lifecycle.statusAt(otp, now) == OtpStatus.EXPIRED) {
            OtpRecord expired = Lifecycle.expired(otp, now);
            return new Decision.OnceWritten<>(expired, uncounted(expired, now));
        }
        boolean right = guess.matches(sealer.open(otp), otp.bindingDigest());
        OtpRecord next = Lifecycle.guessed(otp, right, now);
        return new Decision.OnceWritten<>(next, counted(next, now), () -> tellStreak(next));
    }

    private static Verification uncounted(OtpRecord otp, Instant now) {
        Outcome outcome = otp.status() == OtpStatus.VERIFIED ? Outcome.ALREADY_VERIFIED : outcomeOf(otp.status());
        return new Verification(outcome, Optional.of(Lifecycle.view(otp, now)), 0, false);
    }

    private static Verification counted(OtpRecord otp, Instant now) {
        int attemptsLeft = otp.status() == OtpStatus.ACTIVE ? otp.attemptsAllowed() - otp.attemptCount() : 0;
        return new Verification(outcomeOf(otp.status()), Optional.of(Lifecycle.view(otp, now)), attemptsLeft, true);
    }

    private static Outcome outcomeOf(OtpStatus status) {
        return switch (status) {
            case ACTIVE -> Outcome.WRONG_CODE;
            case VERIFIED -> Outcome.VERIFIED;
            case EXPIRED -> Outcome.EXPIRED;
            case TOO_MANY_ATTEMPTS -> Outcome.TOO_MANY_ATTEMPTS;
        };
    }

    /** A wrong guess makes the number's streak longer, a right one ends it. */
    private void tellStreak(OtpRecord otp) {
        if (otp.status() != OtpStatus.VERIFIED) {
            streaks.count(otp, clock.instant());
            return;
        }
        boolean wrongBefore = otp.attemptCount() > 1;
        if (otp.streakOpen() || wrongBefore) {
            try {
                streaks.clear(otp.accountId(), otp.number());
            } catch (OtpStoreException e) {
                // The number is proved. A streak that stays only makes the next one shorter.
                LOG.warn("the streak of wrong guesses before OTP {} was not cleared", otp.id(), e);
            }
        }
    }
}
