package io.otpengine;

import io.otpengine.internal.text.Mask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What applications and requests may ask for, and how often anyone may. Immutable; one per engine.
 *
 * <p>{@link #recommended()} is the default. Everything else starts from one of the two policies here and changes what
 * must differ: {@code OtpPolicy.recommended().toBuilder().attempts(2).build()}.
 *
 * @see <a href="https://pages.nist.gov/800-63-4/sp800-63b.html">NIST SP 800-63B, out-of-band devices</a>
 */
public final class OtpPolicy {
    /** How well a number must be known. */
    public enum Validity {
        /** It belongs to a range that the number plan's data knows. */
        STRICT,
        /** Its length is right for its country: data that lags behind a number plan locks nobody out. */
        POSSIBLE
    }

    /**
     * A number that needs no phone, for tests against a running system. It skips channel, quotas, region and kind of
     * number, never attempts, expiry or the streak of wrong guesses.
     *
     * @param number E.164 with {@code +}; use one that nobody has
     * @param code its only code, under the rules for codes of a request's own
     * @param until the instant from which it is a number like any other
     */
    public record TestNumber(String number, String code, Instant until) {
        /** Shows the number masked. */
        @Override
        public String toString() {
            return "TestNumber[" + Mask.number(number) + " until " + until + "]";
        }
    }

    private final OtpPolicyValues values;

    OtpPolicy(OtpPolicyValues values) {
        this.values = values;
    }

    /**
     * What NIST SP 800-63B and OWASP ASVS ask for: 6 digits, at least 1,000,000 possible codes, 3 attempts, 5 minutes.
     * Per number 1 send in 30 seconds, 5 in an hour, 10 in a day; per subject 10 in an hour; per application 10,000 in
     * a day.
     *
     * @return the policy
     */
    public static OtpPolicy recommended() {
        return new OtpPolicy(new OtpPolicyValues());
    }

    /**
     * The bounds and texts of tyntec's 2FA API: 4 digits, from 4 to 11, up to 10 attempts, from 30 to 7200 seconds.
     * Quotas are those of {@link #recommended()}. Codes of 4 digits are easier to guess than the norms allow; choosing
     * this policy opts in, and the engine warns when it starts.
     *
     * @return the policy
     */
    public static OtpPolicy tyntecCompatible() {
        OtpPolicyValues values = new OtpPolicyValues();
        values.codeLength = 4;
        values.minCodes = 10_000;
        values.maxAttempts = 10;
        values.maxExpire = Duration.ofHours(2);
        values.templates = Map.of(
                "en", "OTP code: {{OTP}}. Valid for {{SEC}} seconds.",
                "en-voice", "Your OTP code is {{OTP}} . Repeat of OTP Code: {{OTP}}");
        return new OtpPolicy(values);
    }

    /**
     * Starts a policy that differs from this one.
     *
     * @return a builder with this policy's values
     */
    public OtpPolicyBuilder toBuilder() {
        return new OtpPolicyBuilder(new OtpPolicyValues(values));
    }

    /**
     * The bound on an attacker who may send to one number as often as the quotas allow, guesses at every code, and does
     * so for any 24 hours: {@code 3 × sends per day × maxAttempts ÷ smallest code space}. It holds per account and
     * number, whatever the application. 24 hours and the life of one OTP touch at most three windows, hence the 3.
     *
     * @return a probability from 0 to 1; 1 without quotas per number
     */
    public double guessProbabilityPerDay() {
        return GuessBound.probabilityPerDay(this);
    }

    /**
     * Characters of a code, where application and request say nothing.
     *
     * @return from {@link #minLength()} to {@link #maxLength()}
     */
    public int codeLength() {
        return values.codeLength;
    }

    /**
     * The fewest characters a code may have.
     *
     * @return at least 4
     */
    public int minLength() {
        return values.minLength;
    }

    /**
     * The most characters a code may have.
     *
     * @return at most 15
     */
    public int maxLength() {
        return values.maxLength;
    }

    /**
     * The fewest codes to choose from: a shorter alphabet needs a longer code. Fewer than 1,000,000 opt in to codes
     * that are easier to guess than the norms allow.
     *
     * @return at least 10,000
     */
    public long minCodes() {
        return values.minCodes;
    }

    /**
     * Guesses an OTP has, where the application says nothing.
     *
     * @return from 1 to {@link #maxAttempts()}
     */
    public int attempts() {
        return values.attempts;
    }

    /**
     * The most guesses an application may give an OTP.
     *
     * @return from 1 to 10
     */
    public int maxAttempts() {
        return values.maxAttempts;
    }

    /**
     * How long an OTP lives, where the application says nothing.
     *
     * @return from {@link #minExpire()} to {@link #maxExpire()}
     */
    public Duration expire() {
        return values.expire;
    }

    /**
     * The shortest life an application may give an OTP.
     *
     * @return at least 1 second
     */
    public Duration minExpire() {
        return values.minExpire;
    }

    /**
     * The longest life an application may give an OTP.
     *
     * @return at most 1 day
     */
    public Duration maxExpire() {
        return values.maxExpire;
    }

    /**
     * How often one number may be sent to, per account.
     *
     * @return up to 4 windows; none is no limit
     */
    public List<QuotaWindow> numberQuotas() {
        return values.numberQuotas;
    }

    /**
     * How often one subject may have something sent, per account.
     *
     * @return up to 4 windows; none is no limit
     */
    public List<QuotaWindow> subjectQuotas() {
        return values.subjectQuotas;
    }

    /**
     * How many sends an application has on one day in UTC.
     *
     * @return at least 1
     */
    public int applicationQuota() {
        return values.applicationQuota;
    }

    /**
     * The most wrong guesses in a row for one number and account, across OTPs. A number that has a streak gets no send
     * that could make it longer than this; one that has none gets it without a look at the attempts that are open.
     *
     * @return from 1 to 100
     */
    public int streakLimit() {
        return values.streakLimit;
    }

    /**
     * The regions that may be sent to.
     *
     * @return ISO 3166-1 alpha-2 codes in upper case; empty is everywhere
     */
    public Set<String> regions() {
        return values.regions;
    }

    /**
     * How well a number must be known.
     *
     * @return the validity
     */
    public Validity validity() {
        return values.validity;
    }

    /**
     * Numbers that need no phone.
     *
     * @return the numbers, each with its end
     */
    public List<TestNumber> testNumbers() {
        return values.testNumbers;
    }

    /**
     * How long an OTP can still be read after it expired.
     *
     * @return from 0 to 366 days
     */
    public Duration retention() {
        return values.retention;
    }

    /**
     * What the phone shows as sender, where application and request say nothing.
     *
     * @return at most 15 characters
     */
    public String sender() {
        return values.sender;
    }

    /**
     * The words that apply where an application has none in any language asked for.
     *
     * @return texts by language, or by language and channel, as in {@link Application#templates()}
     */
    public Map<String, String> templates() {
        return values.templates;
    }

    /**
     * Checks a code that a caller brings: digits and lower-case ASCII letters, of a length within bounds, out of at
     * least {@link #minCodes()}, where one of digits alone counts as 10 to the power of its length and any other as 36.
     *
     * @param field how to name it when it is refused
     * @param code the code
     * @throws InvalidRequestException if it is not as above
     */
    public void checkCode(String field, String code) {
        values.checkCode(field, code);
    }
}
