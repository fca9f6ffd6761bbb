package io.otpengine.testkit;

import io.otpengine.Otp;
import io.otpengine.OtpPolicy;
import io.otpengine.OtpStatus;
import io.otpengine.QuotaWindow;
import io.otpengine.SendResult;
import io.otpengine.SendResult.Refused;
import io.otpengine.Verification;
import io.otpengine.Verification.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The reference: what an engine is to answer, written anew from the rules alone. One thread, no store, no cryptography,
 * and no code shared with the engine.
 *
 * <p>OTPs are named by the order in which they were sent, from 0, and applications by a word: {@link #FIRST_APPLICATION}
 * or any other. Every message is taken to be accepted by a channel, and to be sent to a mobile number in any region. The
 * quotas per number and the limit of a streak are those of the policy; quotas per subject and per application are not
 * modelled, so compare under a policy that leaves them room.
 *
 * <p>{@link ModelCheck} tells an engine and a model the same and compares what they answer. For a search of your own (of
 * an order that explains what threads were answered, say) ask the model directly. Not safe for use by several threads.
 */
public final class OtpModel {
    /** The application that each account has from the start. */
    public static final String FIRST_APPLICATION = "default";

    /** How far the clocks of nodes may be apart. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final int MOST_SENDS = 5;
    private static final List<QuotaWindow> YEAR = List.of(QuotaWindow.of(Integer.MAX_VALUE, Duration.ofDays(365)));

    private final OtpPolicy policy;
    private final List<ModelOtp> otps = new ArrayList<>();
    private final Map<String, ModelQuota> quotas = new HashMap<>();
    private final Map<String, ModelQuota> streaks = new HashMap<>();
    private final Map<String, ModelApplication> applications = new HashMap<>();

    /**
     * A model without OTPs.
     *
     * @param policy what the engine it stands for was built with
     */
    public OtpModel(OtpPolicy policy) {
        this.policy = policy;
    }

    /** What came of a send or a resend. */
    public enum SendAnswer {
        /** Accepted by the channel. */
        SENT,
        /** Stored, and perhaps not delivered. */
        UNDELIVERED,
        /** A quota is used up. */
        THROTTLED,
        /** Refused: no such OTP or application. */
        UNKNOWN,
        /** Refused: the OTP is final. */
        NOT_ACTIVE,
        /** Refused: too many wrong guesses in a row. */
        NUMBER_BLOCKED,
        /** Refused: sent as often as one OTP may be. */
        TOO_MANY_SENDS,
        /** Refused for a reason that the model does not know. */
        OTHER_REFUSAL;

        /**
         * An engine's answer.
         *
         * @param result the answer
         * @return it, without its OTP
         */
        public static SendAnswer of(SendResult result) {
            if (result instanceof SendResult.Sent) {
                return SENT;
            }
            if (result instanceof Refused refused) {
                return switch (refused.reason()) {
                    case UNKNOWN -> UNKNOWN;
                    case NOT_ACTIVE -> NOT_ACTIVE;
                    case NUMBER_BLOCKED -> NUMBER_BLOCKED;
                    case TOO_MANY_SENDS -> TOO_MANY_SENDS;
                    case REGION, NUMBER_TYPE, CAPACITY -> OTHER_REFUSAL;
                };
            }
            return result instanceof SendResult.Throttled ? THROTTLED : UNDELIVERED;
        }
    }

    /**
     * What came of a guess.
     *
     * @param outcome as in {@link Verification#outcome()}
     * @param counted as in {@link Verification#counted()}
     * @param attemptsLeft as in {@link Verification#attemptsLeft()}
     */
    public record GuessAnswer(Outcome outcome, boolean counted, int attemptsLeft) {
        /**
         * An engine's answer.
         *
         * @param verification the answer
         * @return it, without its OTP
         */
        public static GuessAnswer of(Verification verification) {
            return new GuessAnswer(verification.outcome(), verification.counted(), verification.attemptsLeft());
        }
    }

    /**
     * What an OTP looks like from outside.
     *
     * @param status as in {@link Otp#status()}
     * @param attemptCount as in {@link Otp#attemptCount()}
     * @param attemptsAllowed as in {@link Otp#attemptsAllowed()}
     * @param sends as in {@link Otp#sends()}
     * @param expires as in {@link Otp#expires()}
     */
    public record Shown(OtpStatus status, int attemptCount, int attemptsAllowed, int sends, Instant expires) {
        /**
         * An engine's view.
         *
         * @param otp the view
         * @return what of it the model knows
         */
        public static Shown of(Otp otp) {
            return new Shown(otp.status(), otp.attemptCount(), otp.attemptsAllowed(), otp.sends(), otp.expires());
        }
    }

    /**
     * A new OTP; it is the next in number if the answer is {@code SENT}.
     *
     * @param account whose
     * @param number E.164 with {@code +}
     * @param application under which
     * @param now the engine's time
     * @return what the engine is to answer
     */
    public SendAnswer send(String account, String number, String application, Instant now) {
        ModelApplication under = application(account, application);
        if (under.deleted) {
            return SendAnswer.UNKNOWN;
        }
        int streak = streak(account, number).used(now);
        if (streak > 0 && streak + open(account, number, now) + under.attempts > policy.streakLimit()) {
            return SendAnswer.NUMBER_BLOCKED;
        }
        if (!quota(account, number).take(now)) {
            return SendAnswer.THROTTLED;
        }
        otps.add(new ModelOtp(account, number, application, under.attempts, now.plus(under.life), streak > 0));
        return SendAnswer.SENT;
    }

    /**
     * The same code once more.
     *
     * @param otp which
     * @param account who asks
     * @param now the engine's time
     * @return what the engine is to answer
     */
    public SendAnswer resend(int otp, String account, Instant now) {
        ModelOtp asked = otps.get(otp);
        if (isUnknown(asked, account)) {
            return SendAnswer.UNKNOWN;
        }
        asked.expireAt(now);
        if (asked.status.isFinal()) {
            return SendAnswer.NOT_ACTIVE;
        }
        if (asked.sends >= MOST_SENDS) {
            return SendAnswer.TOO_MANY_SENDS;
        }
        if (!quota(account, asked.number).take(now)) {
            return SendAnswer.THROTTLED;
        }
        asked.sends++;
        asked.events += 2;
        asked.reported = false;
        return SendAnswer.SENT;
    }

    /**
     * One guess.
     *
     * @param otp at which
     * @param account who asks
     * @param right whether it is the code
     * @param now the engine's time
     * @return what the engine is to answer
     */
    public GuessAnswer verify(int otp, String account, boolean right, Instant now) {
        ModelOtp asked = otps.get(otp);
        if (isUnknown(asked, account)) {
            return new GuessAnswer(Outcome.UNKNOWN, false, 0);
        }
        asked.expireAt(now);
        if (asked.status.isFinal()) {
            return new GuessAnswer(outcomeOf(asked.status), false, 0);
        }
        asked.attempts++;
        asked.events++;
        if (right) {
            asked.status = OtpStatus.VERIFIED;
            if (asked.attempts > 1 || asked.streakOpen) {
                streak(account, asked.number).clear();
            }
            return new GuessAnswer(Outcome.VERIFIED, true, 0);
        }
        streak(account, asked.number).take(now);
        if (asked.attempts == asked.allowed) {
            asked.status = OtpStatus.TOO_MANY_ATTEMPTS;
            return new GuessAnswer(Outcome.TOO_MANY_ATTEMPTS, true, 0);
        }
        return new GuessAnswer(Outcome.WRONG_CODE, true, asked.allowed - asked.attempts);
    }

    /**
     * Removes an OTP.
     *
     * @param otp which
     * @param account who asks
     * @param now the engine's time
     * @return the OTP as it was, or empty if the account has none of that id
     */
    public Optional<Shown> delete(int otp, String account, Instant now) {
        Optional<Shown> was = find(otp, account, now);
        was.ifPresent(gone -> otps.get(otp).deleted = true);
        return was;
    }

    /**
     * An OTP as it is.
     *
     * @param otp which
     * @param account who asks
     * @param now the engine's time
     * @return the OTP, or empty if the account has none of that id
     */
    public Optional<Shown> find(int otp, String account, Instant now) {
        ModelOtp asked = otps.get(otp);
        return asked.deleted || !asked.account.equals(account) ? Optional.empty() : Optional.of(asked.shown(now));
    }

    /**
     * How many events an OTP has.
     *
     * @param otp which
     * @return the number, 0 once it is gone
     */
    public int events(int otp) {
        return otps.get(otp).deleted ? 0 : otps.get(otp).events;
    }

    /**
     * Whose an OTP is.
     *
     * @param otp which
     * @return the account that sent it
     */
    public String accountOf(int otp) {
        return otps.get(otp).account;
    }

    /**
     * How many OTPs were sent, those that are gone included.
     *
     * @return the number that the next one will have
     */
    public int count() {
        return otps.size();
    }

    /**
     * A receipt for the last send of an OTP, which says that it was delivered.
     *
     * @param otp which
     * @return whether the OTP is there
     */
    public boolean report(int otp) {
        ModelOtp asked = otps.get(otp);
        if (asked.deleted) {
            return false;
        }
        asked.events += asked.reported ? 0 : 1;
        asked.reported = true;
        return true;
    }

    /**
     * Forgets the wrong guesses in a row at a number.
     *
     * @param account who asks
     * @param number E.164 with {@code +}
     * @return whether there were any
     */
    public boolean unblock(String account, String number) {
        return streak(account, number).clear();
    }

    /**
     * Removes the OTPs whose retention is over.
     *
     * @param now the engine's time
     */
    public void purge(Instant now) {
        otps.stream()
                .filter(otp -> otp.expires.isBefore(now.minus(policy.retention())))
                .forEach(otp -> otp.deleted = true);
    }

    /**
     * Changes what later OTPs of an application are sent under.
     *
     * @param account whose
     * @param application which
     * @param attempts guesses that an OTP has
     * @param life how long an OTP lives
     */
    public void edit(String account, String application, int attempts, Duration life) {
        ModelApplication edited = application(account, application);
        edited.attempts = attempts;
        edited.life = life;
    }

    /**
     * Removes an application; what was sent under it is unknown from then on to all but {@link #find} and
     * {@link #delete}.
     *
     * @param account whose
     * @param application which, but not {@link #FIRST_APPLICATION}
     */
    public void deleteApplication(String account, String application) {
        application(account, application).deleted = true;
    }

    private static Outcome outcomeOf(OtpStatus last) {
        return last == OtpStatus.VERIFIED ? Outcome.ALREADY_VERIFIED : Outcome.valueOf(last.name());
    }

    private int open(String account, String number, Instant now) {
        return otps.stream()
                .filter(otp -> otp.account.equals(account) && otp.number.equals(number) && !otp.deleted)
                .filter(otp -> otp.status == OtpStatus.ACTIVE && now.isBefore(otp.expires.plus(SKEW)))
                .mapToInt(otp -> otp.allowed - otp.attempts)
                .sum();
    }

    private boolean isUnknown(ModelOtp otp, String account) {
        return otp.deleted || !otp.account.equals(account) || application(otp.account, otp.application).deleted;
    }

    private ModelApplication application(String account, String application) {
        return applications.computeIfAbsent(account + '|' + application, key -> new ModelApplication(policy));
    }

    private ModelQuota quota(String account, String number) {
        return quotas.computeIfAbsent(account + '|' + number, key -> new ModelQuota(policy.numberQuotas()));
    }

    private ModelQuota streak(String account, String number) {
        return streaks.computeIfAbsent(account + '|' + number, key -> new ModelQuota(YEAR));
    }

    private static final class ModelApplication {
        private int attempts;
        private Duration life;
        private boolean deleted;

        ModelApplication(OtpPolicy policy) {
            attempts = policy.attempts();
            life = policy.expire();
        }
    }
}
