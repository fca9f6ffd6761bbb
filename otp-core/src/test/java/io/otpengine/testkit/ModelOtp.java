package io.otpengine.testkit;

import io.otpengine.OtpStatus;
import io.otpengine.Verification.Outcome;
import java.time.Instant;

/** One OTP as the rules see it. */
final class ModelOtp {
    private static final int MOST_SENDS = 5;

    final ModelAccount account;
    final String number;
    final Instant expires;

    /** Created, given to the channel, accepted by it; then whatever comes. */
    int events = 3;

    boolean deleted;

    private final ModelApplication application;
    private final int allowed;

    /** Whether there were wrong guesses in a row at the number when this was sent. */
    private final boolean streakOpen;

    private OtpStatus status = OtpStatus.ACTIVE;
    private int attempts;
    private int sends = 1;

    /** Whether the last send has its receipt. */
    private boolean reported;

    ModelOtp(ModelAccount account, String number, ModelApplication application, Instant now, boolean streakOpen) {
        this.account = account;
        this.number = number;
        this.application = application;
        this.allowed = application.attempts;
        this.expires = now.plus(application.life);
        this.streakOpen = streakOpen;
    }

    SendAnswer resend(Instant now) {
        expireAt(now);
        if (status.isFinal()) {
            return SendAnswer.NOT_ACTIVE;
        }
        if (sends >= MOST_SENDS) {
            return SendAnswer.TOO_MANY_SENDS;
        }
        if (!account.quota(number).take(now)) {
            return SendAnswer.THROTTLED;
        }
        sends++;
        events += 2;
        reported = false;
        return SendAnswer.SENT;
    }

    GuessAnswer verify(boolean right, Instant now) {
        expireAt(now);
        if (status.isFinal()) {
            return new GuessAnswer(outcomeOf(status), false, 0);
        }
        attempts++;
        events++;
        if (right) {
            status = OtpStatus.VERIFIED;
            if (attempts > 1 || streakOpen) {
                account.streak(number).clear();
            }
            return new GuessAnswer(Outcome.VERIFIED, true, 0);
        }
        account.streak(number).take(now);
        if (attempts == allowed) {
            status = OtpStatus.TOO_MANY_ATTEMPTS;
            return new GuessAnswer(Outcome.TOO_MANY_ATTEMPTS, true, 0);
        }
        return new GuessAnswer(Outcome.WRONG_CODE, true, attemptsLeft());
    }

    void report() {
        events += reported ? 0 : 1;
        reported = true;
    }

    /** Whether there is nothing to be seen for an account. */
    boolean isHiddenFrom(String other) {
        return deleted || !account.name.equals(other);
    }

    /** Whether an account can neither guess at it nor send it again. */
    boolean isUnknownTo(String other) {
        return isHiddenFrom(other) || application.deleted;
    }

    boolean takesGuesses(Instant now) {
        return !deleted && statusAt(now) == OtpStatus.ACTIVE;
    }

    int attemptsLeft() {
        return allowed - attempts;
    }

    ShownOtp shown(Instant now) {
        return new ShownOtp(statusAt(now), attempts, allowed, sends, expires);
    }

    /** Writes down what whoever looks sees already. */
    private void expireAt(Instant now) {
        if (statusAt(now) != status) {
            status = OtpStatus.EXPIRED;
            events++;
        }
    }

    private OtpStatus statusAt(Instant now) {
        return status == OtpStatus.ACTIVE && !now.isBefore(expires) ? OtpStatus.EXPIRED : status;
    }

    private static Outcome outcomeOf(OtpStatus last) {
        return last == OtpStatus.VERIFIED ? Outcome.ALREADY_VERIFIED : Outcome.valueOf(last.name());
    }
}
