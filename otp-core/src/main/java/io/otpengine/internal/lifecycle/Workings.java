package io.otpengine.internal.lifecycle;

import io.otpengine.CodeKeys;
import io.otpengine.OtpListener;
import io.otpengine.OtpPolicy;
import io.otpengine.internal.applications.AccountApplications;
import io.otpengine.internal.applications.ApplicationCache;
import io.otpengine.internal.codes.CodeSealer;
import io.otpengine.internal.codes.RandomSource;
import io.otpengine.internal.codes.References;
import io.otpengine.internal.quotas.SendQuotas;
import io.otpengine.internal.quotas.Streaks;
import io.otpengine.internal.seams.Channels;
import io.otpengine.internal.seams.GuardedStore;
import io.otpengine.internal.seams.Listeners;
import io.otpengine.spi.DeliveryChannel;
import io.otpengine.spi.OtpStore;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;

/** Everything that the views on all accounts share, put together once. */
public final class Workings {
    private final OtpStore store;
    private final OtpPolicy policy;
    private final InstantSource clock;
    private final RandomSource random;
    private final CodeSealer sealer;
    private final References references;
    private final Channels channels;
    private final Listeners listeners;
    private final ApplicationCache applications;
    private final Streaks streaks;
    private final SendQuotas quotas;
    private final RecordLoop loop;
    private final Delivery delivery;

    public Workings(
            OtpStore store,
            List<DeliveryChannel> channels,
            OtpPolicy policy,
            CodeKeys keys,
            InstantSource clock,
            LongSupplier nanoTime,
            List<OtpListener> listeners,
            SecureRandom random) {
        this.store = new GuardedStore(store);
        this.policy = policy;
        // Stores keep milliseconds; what they give back must equal what they were given.
        this.clock = () -> Instant.ofEpochMilli(clock.millis());
        this.random = new RandomSource(random);
        this.sealer = new CodeSealer(keys, this.random);
        this.references = new References(keys);
        this.channels = new Channels(channels);
        this.listeners = new Listeners(listeners);
        this.applications = new ApplicationCache(this.store, policy, nanoTime);
        this.streaks = new Streaks(this.store, policy);
        this.quotas = new SendQuotas(this.store, policy);
        this.loop = new RecordLoop(this.store, this.listeners, this.clock);
        this.delivery = new Delivery(this.channels, references, policy, loop, this.clock);
    }

    public Sending sending() {
        return new Sending(this);
    }

    public Resending resending() {
        return new Resending(this);
    }

    public Verifying verifying() {
        return new Verifying(this);
    }

    public Reading reading() {
        return new Reading(this);
    }

    public Receipts receipts() {
        return new Receipts(this);
    }

    public AccountApplications applicationsOf(String accountId) {
        return new AccountApplications(accountId, store, applications, policy, random, clock);
    }

    OtpStore store() {
        return store;
    }

    OtpPolicy policy() {
        return policy;
    }

    InstantSource clock() {
        return clock;
    }

    RandomSource random() {
        return random;
    }

    CodeSealer sealer() {
        return sealer;
    }

    References references() {
        return references;
    }

    Channels channels() {
        return channels;
    }

    Listeners listeners() {
        return listeners;
    }

    ApplicationCache applications() {
        return applications;
    }

    Streaks streaks() {
        return streaks;
    }

    SendQuotas quotas() {
        return quotas;
    }

    RecordLoop loop() {
        return loop;
    }

    Delivery delivery() {
        return delivery;
    }
}
