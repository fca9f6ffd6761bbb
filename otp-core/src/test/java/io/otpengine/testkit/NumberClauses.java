package io.otpengine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otpengine.OtpStatus;
import io.otpengine.spi.OtpRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

abstract class NumberClauses extends StoreClauses {
    NumberClauses(OtpStoreContract contract) {
        super(contract);
    }

    @Test
    @Clause("findByNumber: this number's and this account's alone")
    public void aNumberWithoutOtpsHasNone() {
        store.insert(Records.otp(NOW));
        assertEquals(List.of(), store.findByNumber(Records.ACCOUNT, "+491701234568", 10));
        assertEquals(List.of(), store.findByNumber(Records.ACCOUNT, "+49170123456", 10));
    }

    @Test
    @Clause("findByNumber: newest first by created")
    public void theNewestComesFirstWhateverTheOrderOfInsertion() {
        List<OtpRecord> otps = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            otps.add(Records.otp(NOW.minusMillis(i)));
        }
        List<OtpRecord> shuffled = new ArrayList<>(otps);
        Collections.shuffle(shuffled, new Random(7));
        shuffled.forEach(store::insert);
        assertEquals(otps, store.findByNumber(Records.ACCOUNT, Records.NUMBER, 20));
        assertEquals(otps, other.findByNumber(Records.ACCOUNT, Records.NUMBER, 100));
    }

    @Test
    @Clause("findByNumber: newest first by created")
    public void theNewestByCreationNeedNotLiveLongest() {
        OtpRecord older = inserted(expiring(Records.otp(NOW), NOW.plusSeconds(600)));
        OtpRecord newer = inserted(expiring(Records.otp(NOW.plusMillis(1)), NOW.plusSeconds(30)));
        assertEquals(List.of(newer, older), store.findByNumber(Records.ACCOUNT, Records.NUMBER, 2));
    }

    @Test
    @Clause("findByNumber: at most so many, and the oldest are cut")
    public void theLimitCutsTheOldest() {
        List<OtpRecord> otps = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            otps.add(0, inserted(Records.otp(NOW.plusMillis(i))));
        }
        assertEquals(otps.subList(0, 1), store.findByNumber(Records.ACCOUNT, Records.NUMBER, 1));
        assertEquals(otps.subList(0, 100), store.findByNumber(Records.ACCOUNT, Records.NUMBER, 100));
        assertEquals(otps, store.findByNumber(Records.ACCOUNT, Records.NUMBER, 1_000));
    }

    @Test
    @Clause("findByNumber: whatever is kept, final and expired included, as it now is")
    public void otpsOfOneMillisecondAllAppear() {
        Set<OtpRecord> otps = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            otps.add(inserted(Records.otp(NOW)));
        }
        List<OtpRecord> found = store.findByNumber(Records.ACCOUNT, Records.NUMBER, 100);
        assertEquals(20, found.size());
        assertEquals(otps, new HashSet<>(found));
    }

    @Test
    @Clause("findByNumber: this number's and this account's alone")
    public void anotherAccountsOtpsDoNotExist() {
        OtpRecord ours = inserted(Records.otp(NOW));
        OtpRecord theirs = inserted(ofAccount("other"));
        OtpRecord capitals = inserted(ofAccount("ACME"));
        assertEquals(List.of(ours), store.findByNumber(Records.ACCOUNT, Records.NUMBER, 10));
        assertEquals(List.of(theirs), store.findByNumber("other", Records.NUMBER, 10));
        assertEquals(List.of(capitals), store.findByNumber("ACME", Records.NUMBER, 10));
        assertEquals(List.of(), store.findByNumber("acm", Records.NUMBER, 10));
    }

    @Test
    @Clause("findByNumber: at most so many, and the oldest are cut")
    public void theLimitCountsTheAccountsOwn() {
        OtpRecord ours = inserted(Records.otp(NOW.minusSeconds(60)));
        for (int i = 0; i < 20; i++) {
            store.insert(ofAccount("other"));
        }
        assertEquals(List.of(ours), store.findByNumber(Records.ACCOUNT, Records.NUMBER, 1));
    }

    @Test
    @Clause("findByNumber: whatever is kept, final and expired included, as it now is")
    public void finalAndExpiredOtpsAppear() {
        OtpRecord verified =
                Records.otp(NOW).next().version(1).status(OtpStatus.VERIFIED).build();
        OtpRecord expired = Records.otp(LONG_AGO);
        store.insert(verified);
        store.insert(expired);
        assertEquals(List.of(verified, expired), store.findByNumber(Records.ACCOUNT, Records.NUMBER, 10));
    }

    @Test
    @Clause("findByNumber: whatever is kept, final and expired included, as it now is")
    public void theLatestVersionAppearsAndWhatWasDeletedDoesNot() {
        OtpRecord kept = inserted(Records.otp(NOW));
        OtpRecord gone = inserted(Records.otp(NOW));
        OtpRecord next = kept.next().attemptCount(1).build();
        assertTrue(store.replace(next));
        assertTrue(store.delete(gone.id(), 1));
        assertEquals(List.of(next), store.findByNumber(Records.ACCOUNT, Records.NUMBER, 10));
        assertEquals(List.of(next), other.findByNumber(Records.ACCOUNT, Records.NUMBER, 10));
    }

    private static OtpRecord ofAccount(String accountId) {
        return Records.otp(NOW).next().version(1).accountId(accountId).build();
    }

    private static OtpRecord expiring(OtpRecord otp, Instant expires) {
        return otp.next().version(1).expires(expires).build();
    }
}
