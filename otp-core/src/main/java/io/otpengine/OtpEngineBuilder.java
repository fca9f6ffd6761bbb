package io.otpengine;

import io.otpengine.InvalidRequestException.Reason;
import io.otpengine.internal.lifecycle.Workings;
import io.otpengine.internal.seams.GuardedStore;
import io.otpengine.internal.text.Fields;
import io.otpengine.spi.DeliveryChannel;
import io.otpengine.spi.OtpStore;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts an {@link OtpEngine} together: a store, at least one channel, and what else differs. Not safe for several threads. */
public final class OtpEngineBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(OtpEngine.class);
    private static final long SAFE_CODES = 1_000_000;

    private final List<DeliveryChannel> channels = new ArrayList<>();
    private final List<OtpListener> listeners = new ArrayList<>();
    private @Nullable OtpStore store;
    private @Nullable CodeKeys keys;
    private OtpPolicy policy = OtpPolicy.recommended();
    private InstantSource clock = InstantSource.system();
    private SecureRandom random = new SecureRandom();

    OtpEngineBuilder() {}

    /**
     * Sets where OTPs are kept.
     *
     * @param store the store; required
     * @return this
     */
    public OtpEngineBuilder store(OtpStore store) {
        this.store = Fields.present("store", store);
        return this;
    }

    /**
     * Adds a way to deliver.
     *
     * @param channel a channel of a name that no other has; at least one is required
     * @return this
     */
    public OtpEngineBuilder channel(DeliveryChannel channel) {
        channels.add(Fields.present("channel", channel));
        return this;
    }

    /**
     * Sets the bounds.
     *
     * @param policy the policy; {@link OtpPolicy#recommended()} unless set
     * @return this
     */
    public OtpEngineBuilder policy(OtpPolicy policy) {
        this.policy = Fields.present("policy", policy);
        return this;
    }

    /**
     * Sets the keys that seal codes.
     *
     * @param keys the keys; required unless the store ends with the process
     * @return this
     */
    public OtpEngineBuilder keys(CodeKeys keys) {
        this.keys = Fields.present("keys", keys);
        return this;
    }

    /**
     * Sets the clock that expiry and quotas go by.
     *
     * @param clock the clock; the system's unless set
     * @return this
     */
    public OtpEngineBuilder clock(InstantSource clock) {
        this.clock = Fields.present("clock", clock);
        return this;
    }

    /**
     * Adds a listener.
     *
     * @param listener called on the caller's thread
     * @return this
     */
    public OtpEngineBuilder listener(OtpListener listener) {
        listeners.add(Fields.present("listener", listener));
        return this;
    }

    /**
     * Sets where randomness comes from.
     *
     * @param random the generator; the platform's unless set
     * @return this
     */
    public OtpEngineBuilder random(SecureRandom random) {
        this.random = Fields.present("random", random);
        return this;
    }

    /**
     * Makes the engine, on the account {@code default}.
     *
     * @return the engine
     * @throws InvalidRequestException if something is missing or contradictory, naming it
     * @throws OtpStoreException if the store says at once that it cannot be used
     */
    public OtpEngine build() {
        OtpStore store = Fields.present("store", this.store);
        // Asked with keys too: a store looks at its tables when it is asked this.
        boolean durable = new GuardedStore(store).durable();
        if (keys == null && durable) {
            throw new InvalidRequestException(
                    "keys",
                    Reason.REQUIRED,
                    "are required with a store that outlives the process: CodeKeys.of(id, 32 random bytes from your"
                            + " secret store)");
        }
        if (policy.minCodes() < SAFE_CODES) {
            LOG.warn(
                    "this policy allows codes out of {} possible ones, fewer than NIST and OWASP ask for; the"
                            + " probability to guess one at a number within a day is up to {}",
                    policy.minCodes(),
                    policy.guessProbabilityPerDay());
        }
        return OtpEngine.over(new Workings(
                store,
                channels,
                policy,
                keys == null ? CodeKeys.random() : keys,
                clock,
                System::nanoTime,
                listeners,
                random));
    }
}
