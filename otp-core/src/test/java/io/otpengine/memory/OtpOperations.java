package io.otpengine.memory;

import io.otpengine.OtpStatus;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import io.otpengine.testkit.ManualTime;
import io.otpengine.testkit.Records;
import java.time.Duration;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * What threads do to OTPs all at once, for Lincheck. Ids are never used again, as the contract has it, so an insert runs
 * once.
 */
@Param(name = "version", gen = IntGen.class, conf = "1:2")
public abstract class OtpOperations {
    private static final OtpRecord FIRST = Records.otp(ManualTime.START);
    /** Too young to be purged: a purge takes one OTP after the other, and not all at the same instant. */
    private static final OtpRecord OTHERS = new OtpRecord(
            Records.newOtpId(),
            1,
            "other",
            FIRST.applicationId(),
            FIRST.number(),
            OtpStatus.ACTIVE,
            0,
            3,
            1,
            FIRST.created(),
            FIRST.expires().plus(Duration.ofDays(30)),
            "en",
            FIRST.channel(),
            null,
            null,
            null,
            null,
            null,
            false,
            null,
            null,
            List.of());

    /** The store, as one node sees it. */
    private final OtpStore here;

    /** The same, as another node sees it. */
    private final OtpStore there;

    OtpOperations(OtpStore here, OtpStore there) {
        this.here = here;
        this.there = there;
    }

    /** An OTP comes, changes and goes. */
    public abstract static class ById extends OtpOperations {
        ById(OtpStore here, OtpStore there) {
            super(here, there);
        }

        @Operation(runOnce = true)
        public void insert() {
            here().insert(FIRST);
        }

        @Operation
        public String find() {
            return shown(here().find(FIRST.id()).orElse(null));
        }
    }

    /** An OTP that is there changes and goes, beside another account's of the same number. */
    public abstract static class ByNumber extends OtpOperations {
        ByNumber(OtpStore here, OtpStore there) {
            super(here, there);
            here.insert(FIRST);
        }

        @Operation(runOnce = true)
        public void insertOfAnotherAccount() {
            there().insert(OTHERS);
        }

        @Operation
        public boolean deleteOfAnotherAccount() {
            return here().delete(OTHERS.id(), 1);
        }

        @Operation
        public String findByNumber() {
            return here().findByNumber(FIRST.accountId(), FIRST.number(), 10).stream()
                    .map(OtpOperations::shown)
                    .toList()
                    .toString();
        }
    }

    @Operation
    public boolean replace(@Param(name = "version") int version) {
        return here.replace(version(version));
    }

    @Operation
    public boolean replaceElsewhere(@Param(name = "version") int version) {
        return there.replace(version(version));
    }

    @Operation
    public boolean delete(@Param(name = "version") int version) {
        return there.delete(FIRST.id(), version);
    }

    @Operation
    public int purge() {
        return here.purgeExpired(FIRST.expires().plus(Duration.ofDays(1)), ManualTime.START, 10);
    }

    OtpStore here() {
        return here;
    }

    OtpStore there() {
        return there;
    }

    /** The one that comes after a version. */
    private static OtpRecord version(int last) {
        return FIRST.next().version(last + 1).attemptCount(last).build();
    }

    private static String shown(OtpRecord otp) {
        return otp == null ? "none" : "version " + otp.version();
    }
}
