package io.otpengine.testkit;

import io.otpengine.Channel;
import io.otpengine.CodeKeys;
import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpEngineBuilder;
import io.otpengine.OtpEvent;
import io.otpengine.OtpListener;
import io.otpengine.OtpPolicy;
import io.otpengine.SendResult;
import io.otpengine.memory.InMemoryOtpStore;
import io.otpengine.spi.OtpStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Everything that an engine under test is made of, so that a test can move its clock, read its phone, and break its
 * store. Two engines of the same parts are two nodes of one application. Safe for use by several threads.
 */
public final class EngineParts {
    private final FaultyStore store;
    private final OtpPolicy policy;
    private final ManualTime time = new ManualTime();
    private final RecordingChannel sms = new RecordingChannel(Channel.SMS);
    private final RecordingChannel voice = new RecordingChannel(Channel.VOICE);
    private final CodeKeys keys = CodeKeys.random();
    private final List<OtpEvent> events = new CopyOnWriteArrayList<>();

    private EngineParts(OtpStore store, OtpPolicy policy) {
        this.store = new FaultyStore(store);
        this.policy = policy;
    }

    /**
     * Parts around a new store in memory, under {@link #roomy} rules.
     *
     * @return the parts
     */
    public static EngineParts inMemory() {
        return over(new InMemoryOtpStore(), roomy(OtpPolicy.recommended()));
    }

    /**
     * Parts around a store.
     *
     * @param store the store
     * @param policy the rules
     * @return the parts
     */
    public static EngineParts over(OtpStore store, OtpPolicy policy) {
        return new EngineParts(store, policy);
    }

    /**
     * A policy without quotas, so that a test meets the rule it is about.
     *
     * @param policy what else holds
     * @return the policy; its quota per application cannot be switched off, and is as large as it can be
     */
    public static OtpPolicy roomy(OtpPolicy policy) {
        return policy.toBuilder()
                .numberQuotas(List.of())
                .subjectQuotas(List.of())
                .applicationQuota(Integer.MAX_VALUE)
                .build();
    }

    /**
     * An engine of these parts.
     *
     * @return a builder that lacks nothing
     */
    public OtpEngineBuilder builder() {
        return OtpEngine.builder()
                .store(store)
                .channel(sms)
                .channel(voice)
                .policy(policy)
                .keys(keys)
                .clock(time)
                .listener(new Ear());
    }

    /**
     * The store.
     *
     * @return the store, which fails on cue
     */
    public FaultyStore store() {
        return store;
    }

    /**
     * The rules.
     *
     * @return the policy
     */
    public OtpPolicy policy() {
        return policy;
    }

    /**
     * The clock.
     *
     * @return a clock that stands until it is moved
     */
    public ManualTime time() {
        return time;
    }

    /**
     * What text messages come to.
     *
     * @return the phone
     */
    public RecordingChannel sms() {
        return sms;
    }

    /**
     * What calls come to.
     *
     * @return the phone
     */
    public RecordingChannel voice() {
        return voice;
    }

    /**
     * The keys that codes are sealed under.
     *
     * @return the keys
     */
    public CodeKeys keys() {
        return keys;
    }

    /**
     * What the engine told its listener.
     *
     * @return oldest first
     */
    public List<OtpEvent> events() {
        return List.copyOf(events);
    }

    private final class Ear implements OtpListener {
        @Override
        public void on(Otp otp, OtpEvent event) {
            events.add(event);
        }

        @Override
        public void refused(String accountId, SendResult result) {
            // A refusal is an answer, and read there.
        }
    }
}
