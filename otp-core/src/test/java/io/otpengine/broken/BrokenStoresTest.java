package io.otpengine.broken;

import static io.otpengine.broken.Killing.assertKilled;

import io.otpengine.testkit.OtpStoreContract;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The store contract kills each of the broken stores, by the clause that names the mistake. */
class BrokenStoresTest {
    private static final int RUNS = 5;

    @Test
    void replacesAnyVersion() {
        assertKilled(
                BrokenStores.ReplacesAnyVersion.class,
                OtpStoreContract.Otps.class,
                "aReplaceWithAnyOtherVersionLosesAndChangesNothing");
    }

    @RepeatedTest(RUNS)
    void readsChecksWrites() {
        assertKilled(
                BrokenStores.ReadsChecksWrites.class,
                OtpStoreContract.OtpRaces.class,
                "ofManyWhoReplaceOneVersionExactlyOneWins");
    }

    @Test
    void revivesTheDeleted() {
        assertKilled(BrokenStores.RevivesTheDeleted.class, OtpStoreContract.Otps.class, "whatWasDeletedIsNotReplaced");
    }

    @Test
    void deletesAnyVersion() {
        assertKilled(
                BrokenStores.DeletesAnyVersion.class,
                OtpStoreContract.Otps.class,
                "aDeleteWithAnyOtherVersionLosesAndRemovesNothing");
    }

    @Test
    void insertsOverWhatIsThere() {
        assertKilled(
                BrokenStores.InsertsOverWhatIsThere.class,
                OtpStoreContract.Otps.class,
                "anInsertOfAnExistingIdThrowsAndChangesNothing");
    }

    @Test
    void renewsTheExpiryWithEachWrite() {
        assertKilled(
                BrokenStores.RenewsTheExpiryWithEachWrite.class,
                OtpStoreContract.Otps.class,
                "aReplaceChangesWhatItBrings");
    }

    @Test
    void keepsSeconds() {
        assertKilled(
                BrokenStores.KeepsSeconds.class,
                OtpStoreContract.Otps.class,
                "anInstantOfAnyYearComesBackToTheMillisecond");
    }

    @Test
    void findsTheNumberInAnyAccount() {
        assertKilled(
                BrokenStores.FindsTheNumberInAnyAccount.class,
                OtpStoreContract.OtpsOfANumber.class,
                "anotherAccountsOtpsDoNotExist");
    }

    @Test
    void limitsBeforeItFilters() {
        assertKilled(
                BrokenStores.LimitsBeforeItFilters.class,
                OtpStoreContract.OtpsOfANumber.class,
                "theLimitCountsTheAccountsOwn");
    }

    @RepeatedTest(RUNS)
    void tellsTheLoserItWon() {
        assertKilled(
                BrokenStores.TellsTheLoserItWon.class,
                OtpStoreContract.Applications.class,
                "ofManyWhoInsertOneIdExactlyOneIsToldItWon");
    }

    @RepeatedTest(RUNS)
    void checksThenCounts() {
        assertKilled(
                BrokenStores.ChecksThenCounts.class,
                OtpStoreContract.QuotaRaces.class,
                "manyWhoOpenAWindowTakeExactlyItsLimit");
    }

    @RepeatedTest(RUNS)
    void losesCharges() {
        assertKilled(
                BrokenStores.ChecksThenCounts.class,
                OtpStoreContract.QuotaRaces.class,
                "noneOfManyChargesIsLostOrCountedTwice");
    }

    @Test
    void evictsCounters() {
        assertKilled(BrokenStores.EvictsCounters.class, OtpStoreContract.Quotas.class, "noCounterIsForgottenForOthers");
    }

    @Test
    void chargesBeyondARefusal() {
        assertKilled(
                BrokenStores.ChargesBeyondARefusal.class,
                OtpStoreContract.Quotas.class,
                "theFirstRefusalStopsAndNamesItsCharge");
    }

    @Test
    void forgetsToShorten() {
        assertKilled(
                BrokenStores.ForgetsToShorten.class,
                OtpStoreContract.Windows.class,
                "aWindowSetByAClockThatWasAheadIsShortenedOnceAndKeepsItsCount");
    }

    @Test
    void countsByItsOwnClock() {
        assertKilled(
                BrokenStores.CountsByItsOwnClock.class,
                OtpStoreContract.Windows.class,
                "aWindowEndsAtItsEndAndNotAMillisecondBefore");
    }

    @Test
    void purgesByItsOwnClock() {
        assertKilled(
                BrokenStores.PurgesByItsOwnClock.class,
                OtpStoreContract.Purge.class,
                "whatExpiredBeforeGoesAndWhatExpiresAtThatInstantStays");
    }

    @Test
    void purgesOpenWindows() {
        assertKilled(BrokenStores.PurgesOpenWindows.class, OtpStoreContract.Purge.class, "aPurgeNeverTurnsANoIntoAYes");
    }

    @Test
    void cachesFindOnEachNode() {
        assertKilled(BrokenStores.CachesFindOnEachNode.class, OtpStoreContract.Otps.class, "nodesTakeTurnsToReplace");
    }
}
