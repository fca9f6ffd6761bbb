package io.otpengine;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Makes an {@link OtpPolicy} out of another: sets what differs. The bounds are checked by {@link #build()}. Not safe for
 * use by several threads.
 */
public final class OtpPolicyBuilder {
    private final OtpPolicyValues values;

    OtpPolicyBuilder(OtpPolicyValues values) {
        this.values = values;
    }

    /**
     * Sets {@link OtpPolicy#codeLength()}.
     *
     * @param codeLength characters
     * @return this
     */
    public OtpPolicyBuilder codeLength(int codeLength) {
        values.codeLength = codeLength;
        return this;
    }

    /**
     * Sets {@link OtpPolicy#minLength()}.
     *
     * @param minLength from 4
     * @return this
     */
    public OtpPolicyBuilder minLength(int minLength) {
        values.minLength = minLength;
        return this;
    }

    /**
     * Sets {@link OtpPolicy#maxLength()}.
     *
     * @param maxLength to 15
     * @return this
     */
    public OtpPolicyBuilder maxLength(int maxLength) {
        values.maxLength = maxLength;
        return this;
    }

    /**
     * Sets {@link OtpPolicy#minCodes()}.
     *
     * @param minCodes from 10,000; under 1,000,000 the engine warns when it starts
     * @return this
     */
    public OtpPolicyBuilder minCodes(long minCodes) {
        values.minCodes = minCodes;
        return this;
    }

    /**
     * Sets {@link OtpPolicy#attempts()}.
     *
     * @param attempts from 1
     * @return this
     */
    public OtpPolicyBuilder attempts(int attempts) {
        values.attempts = attempts;
        return this;
    }

    /**
     * Sets {@link OtpPolicy#maxAttempts()}.
     *
     * @param maxAttempts from 1 to 10
     * @return this
     */
    public OtpPolicyBuilder maxAttempts(int maxAttempts) {
        values.maxAttempts = maxAttempts;
        return this;
    }

    /**
     * Sets {@link OtpPolicy#expire()}.
     *
     * @param expire a life
     * @return this
     */
    public OtpPolicyBuilder expire(Duration expire) {
        values.expire = expire;
        return this;
    }

    /**
     * Sets {@link OtpPolicy#minExpire()}.
     *
     * @param minExpire from 1 second
     * @return this
     */
    public OtpPolicyBuilder minExpire(Duration minExpire) {
        values.minExpire = minExpire;
        return this;
    }

    /**
     * Sets {@link OtpPolicy#maxExpire()}.
     *
     * @param maxExpire to 1 day
     * @return this
     */
    public OtpPolicyBuilder maxExpire(Duration maxExpire) {
        values.maxExpire = maxExpire;
        return this;
    }

    /**
     * Sets {@link OtpPolicy#numberQuotas()}.
     *
     * @param numberQuotas up to 4 windows
     * @return this
     */
    public OtpPolicyBuilder numberQuotas(List<QuotaWindow> numberQuotas) {
        values.numberQuotas = numberQuotas;
        return this;
    }

    /**
     * Sets {@link OtpPolicy#subjectQuotas()}.
     *
     * @param subjectQuotas up to 4 windows
     * @return this
     */
    public OtpPolicyBuilder subjectQuotas(List<QuotaWindow> subjectQuotas) {
        values.subjectQuotas = subjectQuotas;
        return this;
    }

    /**
     * Sets {@link OtpPolicy#applicationQuota()}.
     *
     * @param applicationQuota sends a day, from 1
     * @return this
     */
    public OtpPolicyBuilder applicationQuota(int applicationQuota) {
        values.applicationQuota = applicationQuota;
        return this;
    }

    /**
     * Sets {@link OtpPolicy#streakLimit()}.
     *
     * @param streakLimit from 1 to 100
     * @return this
     */
    public OtpPolicyBuilder streakLimit(int streakLimit) {
        values.streakLimit = streakLimit;
        return this;
    }

    /**
     * Sets {@link OtpPolicy#regions()}.
     *
     * @param regions ISO 3166-1 alpha-2 codes in upper case; empty is everywhere
     * @return this
     */
    public OtpPolicyBuilder regions(Set<String> regions) {
        values.regions = regions;
        return this;
    }

    /**
     * Sets {@link OtpPolicy#validity()}.
     *
     * @param validity how well a number must be known
     * @return this
     */
    public OtpPolicyBuilder validity(OtpPolicy.Validity validity) {
        values.validity = validity;
        return this;
    }

    /**
     * Sets {@link OtpPolicy#testNumbers()}.
     *
     * @param testNumbers the numbers, each with its end
     * @return this
     */
    public OtpPolicyBuilder testNumbers(List<OtpPolicy.TestNumber> testNumbers) {
        values.testNumbers = testNumbers;
        return this;
    }

    /**
     * Sets {@link OtpPolicy#retention()}.
     *
     * @param retention from 0 to 366 days
     * @return this
     */
    public OtpPolicyBuilder retention(Duration retention) {
        values.retention = retention;
        return this;
    }

    /**
     * Sets {@link OtpPolicy#sender()}.
     *
     * @param sender at most 15 characters
     * @return this
     */
    public OtpPolicyBuilder sender(String sender) {
        values.sender = sender;
        return this;
    }

    /**
     * Makes the policy.
     *
     * @return the policy
     * @throws InvalidRequestException if a value is outside its bounds or contradicts another, naming it
     */
    public OtpPolicy build() {
        OtpPolicyValues checked = new OtpPolicyValues(values);
        checked.check();
        return new OtpPolicy(checked);
    }
}
