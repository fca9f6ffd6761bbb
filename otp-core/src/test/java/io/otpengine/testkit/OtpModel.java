package io.otpengine.testkit;

import io.otpengine.OtpPolicy;
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

    private final OtpPolicy policy;
    private final List<ModelOtp> otps = new ArrayList<>();
    private final Map<String, ModelAccount> accounts = new HashMap<>();

    /**
     * A model without OTPs.
     *
     * @param policy what the engine it stands for was built with
     */
    public OtpModel(OtpPolicy policy) {
        this.policy = policy;
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
        return account(account).send(number, application, now);
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
        return asked.isUnknownTo(account) ? SendAnswer.UNKNOWN : asked.resend(now);
    }

    /**
     * How long a send to a number is throttled.
     *
     * @param account by whom
     * @param number to which
     * @param now the engine's time, at which the answer was {@code THROTTLED}
     * @return what the engine is to say
     */
    public Duration retryAfter(String account, String number, Instant now) {
        return Duration.between(now, account(account).quota(number).fullUntil(now));
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
        return asked.isUnknownTo(account) ? new GuessAnswer(Outcome.UNKNOWN, false, 0) : asked.verify(right, now);
    }

    /**
     * Removes an OTP.
     *
     * @param otp which
     * @param account who asks
     * @param now the engine's time
     * @return the OTP as it was, or empty if the account has none of that id
     */
    public Optional<ShownOtp> delete(int otp, String account, Instant now) {
        Optional<ShownOtp> was = find(otp, account, now);
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
    public Optional<ShownOtp> find(int otp, String account, Instant now) {
        ModelOtp asked = otps.get(otp);
        return asked.isHiddenFrom(account) ? Optional.empty() : Optional.of(asked.shown(now));
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
        return otps.get(otp).account.name;
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
        asked.report();
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
        return account(account).streak(number).clear();
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
        ModelApplication edited = account(account).application(application);
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
        account(account).application(application).deleted = true;
    }

    private ModelAccount account(String name) {
        return accounts.computeIfAbsent(name, key -> new ModelAccount(key, policy, otps));
    }
}
