package io.otpengine.internal.lifecycle;

import io.otpengine.OtpId;
import io.otpengine.OtpStoreException;
import io.otpengine.internal.seams.Listeners;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpRecordStore;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The one place that replaces records: read, decide, write if nobody else did, else read again. What a decision found
 * out leaves this class only when its write has won.
 */
final class RecordLoop {
    private static final int MOST_RACES = 64;

    private final OtpRecordStore store;
    private final Listeners listeners;
    private final InstantSource clock;

    RecordLoop(OtpRecordStore store, Listeners listeners, InstantSource clock) {
        this.store = store;
        this.listeners = listeners;
        this.clock = clock;
    }

    /** Decides on the record as this node remembers it, then, if that does not do, as it is. */
    <T> T decide(OtpId id, Function<Optional<OtpRecord>, Decision<T>> rule) {
        return withId(id, () -> run(id, store.recall(id), false, rule));
    }

    /** Decides on a record that the caller has just written or read, then, if that does not do, as it is. */
    <T> T decide(OtpRecord known, Function<Optional<OtpRecord>, Decision<T>> rule) {
        return withId(known.id(), () -> run(known.id(), Optional.of(known), false, rule));
    }

    /** Decides on the record as it is: for a rule that costs something each time it is asked. */
    <T> T decideOnLatest(OtpId id, Function<Optional<OtpRecord>, Decision<T>> rule) {
        return withId(id, () -> run(id, store.find(id), true, rule));
    }

    private <T> T run(
            OtpId id, Optional<OtpRecord> first, boolean isLatest, Function<Optional<OtpRecord>, Decision<T>> rule) {
        Optional<OtpRecord> record = first;
        boolean latest = isLatest;
        for (int race = 0; race < MOST_RACES; ) {
            Decision<T> decision = rule.apply(record);
            if (decision instanceof Decision.OnceWritten<T> write) {
                if (store.replace(write.next())) {
                    return told(write);
                }
                race++;
            } else if (latest && decision instanceof Decision.AsItStands<T> stands) {
                return stands.answer();
            }
            record = store.find(id);
            latest = true;
        }
        throw new OtpStoreException(
                "the store broke its contract: " + MOST_RACES + " changes of one OTP were lost in a row", null, id);
    }

    /** What was written is told even if what had to follow at once failed. */
    private <T> T told(Decision.OnceWritten<T> write) {
        try {
            write.atOnce().run();
        } finally {
            announce(write.next());
        }
        return write.answer();
    }

    private void announce(OtpRecord written) {
        if (listeners.isEmpty()) {
            return;
        }
        listeners.on(
                Lifecycle.view(written, clock.instant()),
                written.events().get(written.events().size() - 1));
    }

    /** Every exception about an OTP names it. */
    static <T> T withId(OtpId id, Supplier<T> call) {
        try {
            return call.get();
        } catch (OtpStoreException e) {
            if (e.otpId().isPresent()) {
                throw e;
            }
            throw new OtpStoreException(String.valueOf(e.getMessage()), e, id);
        }
    }
}
