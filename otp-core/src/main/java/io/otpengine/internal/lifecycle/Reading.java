package io.otpengine.internal.lifecycle;

import io.otpengine.Otp;
import io.otpengine.OtpEvent;
import io.otpengine.OtpId;
import io.otpengine.OtpPolicy;
import io.otpengine.OtpStoreException;
import io.otpengine.internal.numbers.PhoneNumbers;
import io.otpengine.internal.quotas.Streaks;
import io.otpengine.internal.text.Fields;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** What looks at OTPs, or removes them, and asks for no code. */
public final class Reading {
    private static final int MOST_RACES = 64;
    private static final int MOST_LISTED = 100;

    /** A window that has ended here may be open on a node whose clock is behind, or here again once it was set back. */
    private static final Duration CLOCK_GRACE = Duration.ofHours(1);

    private final OtpStore store;
    private final OtpPolicy policy;
    private final Streaks streaks;
    private final InstantSource clock;

    Reading(Workings w) {
        this.store = w.store();
        this.policy = w.policy();
        this.streaks = w.streaks();
        this.clock = w.clock();
    }

    public Optional<Otp> find(String accountId, OtpId id) {
        Instant now = clock.instant();
        return own(accountId, id).map(otp -> Lifecycle.view(otp, now));
    }

    public List<OtpEvent> events(String accountId, OtpId id) {
        return own(accountId, id).map(otp -> List.copyOf(otp.events())).orElse(List.of());
    }

    public List<Otp> findByNumber(String accountId, String number) {
        Instant now = clock.instant();
        return store.findByNumber(accountId, e164(number), MOST_LISTED).stream()
                .map(otp -> Lifecycle.view(otp, now))
                .toList();
    }

    public Optional<Otp> delete(String accountId, OtpId id) {
        for (int race = 0; race < MOST_RACES; race++) {
            Optional<OtpRecord> otp = own(accountId, id);
            boolean gone = otp.isEmpty()
                    || RecordLoop.withId(id, () -> store.delete(id, otp.get().version()));
            if (gone) {
                return otp.map(o -> Lifecycle.view(o, clock.instant()));
            }
        }
        throw new OtpStoreException(
                "the store broke its contract: " + MOST_RACES + " deletions of one OTP were lost in a row", null, id);
    }

    public boolean unblock(String accountId, String number) {
        return streaks.clear(accountId, e164(number));
    }

    public int purge(int limit) {
        Fields.range("limit", limit, 1, Integer.MAX_VALUE);
        Instant now = clock.instant();
        return store.purgeExpired(now.minus(policy.retention()), now.minus(CLOCK_GRACE), limit);
    }

    private Optional<OtpRecord> own(String accountId, OtpId id) {
        Fields.present("id", id);
        return RecordLoop.withId(id, () -> store.find(id))
                .filter(otp -> otp.accountId().equals(accountId));
    }

    private static String e164(String number) {
        Fields.required("number", number, 32);
        return PhoneNumbers.parse(number, null, OtpPolicy.Validity.POSSIBLE).e164();
    }
}
