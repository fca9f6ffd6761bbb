package io.otpengine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otpengine.OtpId;
import io.otpengine.OtpStoreException;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import org.junit.jupiter.api.Test;

abstract class OtpRaceClauses extends StoreClauses {
    OtpRaceClauses(OtpStoreContract contract) {
        super(contract);
    }

    @Test
    @Clause("replace: of N racers exactly one gets true")
    public void ofManyWhoReplaceOneVersionExactlyOneWins() {
        for (int trial = 0; trial < Race.TRIALS; trial++) {
            OtpRecord otp = inserted(Records.otp(NOW));
            int winners = Race.winners(
                    i -> node(i).replace(otp.next().attemptCount(i + 1).build()));
            assertEquals(1, winners, "winners of trial " + trial);
            assertEquals(2, store.find(otp.id()).orElseThrow().version());
        }
    }

    @Test
    @Clause("replace: of N racers exactly one gets true")
    public void whatTheWinnerWroteIsWhatIsStored() {
        OtpRecord otp = inserted(Records.otp(NOW));
        var won = Race.of(
                Race.RACERS, i -> node(i).replace(otp.next().attemptCount(i).build()));
        assertEquals(won.indexOf(true), store.find(otp.id()).orElseThrow().attemptCount());
    }

    @Test
    @Clause("replace: of N racers exactly one gets true")
    public void noneOfManyReadChangeReplaceLoopsIsLost() {
        OtpRecord otp = inserted(Records.otp(NOW));
        Race.of(Race.RACERS, i -> countOne(node(i), otp.id()));
        OtpRecord last = store.find(otp.id()).orElseThrow();
        assertEquals(Race.RACERS, last.attemptCount());
        assertEquals(1 + Race.RACERS, last.version());
    }

    @Test
    @Clause("delete: of N racers exactly one gets true")
    public void ofManyWhoDeleteExactlyOneWins() {
        for (int trial = 0; trial < Race.TRIALS; trial++) {
            OtpRecord otp = inserted(Records.otp(NOW));
            assertEquals(1, Race.winners(i -> node(i).delete(otp.id(), 1)), "winners of trial " + trial);
            assertTrue(store.find(otp.id()).isEmpty());
        }
    }

    @Test
    @Clause("delete: of N racers exactly one gets true")
    public void ofDeletesAndReplacesExactlyOneWins() {
        for (int trial = 0; trial < Race.TRIALS; trial++) {
            OtpRecord otp = inserted(Records.otp(NOW));
            OtpRecord next = otp.next().build();
            var won = Race.of(Race.RACERS, i -> i % 4 < 2 ? node(i).delete(otp.id(), 1) : node(i).replace(next));
            assertEquals(1, won.stream().filter(one -> one).count(), "winners of trial " + trial);
            assertEquals(won.indexOf(true) % 4 < 2, store.find(otp.id()).isEmpty(), "what the winner did holds");
        }
    }

    @Test
    @Clause("insert: of N racers with one id exactly one succeeds")
    public void ofManyWhoInsertOneIdExactlyOneSucceeds() {
        for (int trial = 0; trial < Race.TRIALS; trial++) {
            OtpRecord otp = Records.otp(NOW);
            var succeeded = Race.of(
                    Race.RACERS,
                    i -> insert(node(i), otp.next().version(1).attemptCount(i).build()));
            assertEquals(1, succeeded.stream().filter(one -> one).count(), "inserts that succeeded in trial " + trial);
            assertEquals(
                    succeeded.indexOf(true), store.find(otp.id()).orElseThrow().attemptCount());
        }
    }

    @Test
    @Clause("insert: visible to every node on return")
    public void insertsOfManyIdsAllSucceed() {
        Race.of(Race.RACERS, i -> insert(node(i), Records.otp(NOW.plusMillis(i))));
        assertEquals(
                Race.RACERS,
                store.findByNumber(Records.ACCOUNT, Records.NUMBER, 1_000).size());
    }

    private static boolean insert(OtpStore store, OtpRecord otp) {
        try {
            store.insert(otp);
            return true;
        } catch (OtpStoreException e) {
            return false;
        }
    }

    private static boolean countOne(OtpStore store, OtpId id) {
        OtpRecord last = store.find(id).orElseThrow();
        while (!store.replace(last.next().attemptCount(last.attemptCount() + 1).build())) {
            last = store.find(id).orElseThrow();
        }
        return true;
    }
}
