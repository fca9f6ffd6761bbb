package io.otpengine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otpengine.OtpCapacityException;
import io.otpengine.OtpEvent;
import io.otpengine.OtpStatus;
import io.otpengine.OtpStoreException;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.Sealed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

abstract class OtpClauses extends StoreClauses {
    OtpClauses(OtpStoreContract contract) {
        super(contract);
    }

    @Test
    @Clause("insert: every field comes back from find as it went in, instants to the millisecond")
    public void anOtpWithoutWhatMayBeAbsentComesBackAsItWent() {
        OtpRecord otp = inserted(Records.otp(NOW));
        assertSameFields(otp, store.find(otp.id()).orElseThrow());
    }

    @Test
    @Clause("insert: every field comes back from find as it went in, instants to the millisecond")
    public void theLongestOtpComesBackAsItWent() {
        OtpRecord otp = inserted(Records.longestOtp(NOW));
        assertSameFields(otp, store.find(otp.id()).orElseThrow());
    }

    @Test
    @Clause("insert: every field comes back from find as it went in, instants to the millisecond")
    public void everyStatusAndEventTypeComesBackAsItWent() {
        for (OtpStatus status : OtpStatus.values()) {
            List<OtpEvent> events = List.of(OtpEvent.Type.values()).stream()
                    .map(type -> new OtpEvent(NOW, type, null, null))
                    .toList();
            OtpRecord otp = inserted(Records.otp(NOW)
                    .next()
                    .version(1)
                    .status(status)
                    .events(events)
                    .build());
            assertSameFields(otp, store.find(otp.id()).orElseThrow());
        }
    }

    @Test
    @Clause("insert: every field comes back from find as it went in, instants to the millisecond")
    public void anInstantOfAnyYearComesBackToTheMillisecond() {
        for (Instant created : List.of(LONG_AGO, FAR_AHEAD, NOW.plusMillis(1), NOW.plusMillis(876))) {
            OtpRecord otp = inserted(Records.otp(created));
            assertEquals(created, store.find(otp.id()).orElseThrow().created());
            assertEquals(otp.expires(), store.find(otp.id()).orElseThrow().expires());
        }
    }

    @Test
    @Clause("find: nothing for an id that was never inserted")
    public void anUnknownIdFindsNothing() {
        store.insert(Records.otp(NOW));
        assertEquals(Optional.empty(), store.find(Records.newOtpId()));
        assertEquals(Optional.empty(), store.recall(Records.newOtpId()));
    }

    @Test
    @Clause("insert: visible to every node on return")
    public void anInsertIsVisibleToBothNodes() {
        OtpRecord otp = inserted(Records.otp(NOW));
        assertEquals(Optional.of(otp), store.find(otp.id()));
        assertEquals(Optional.of(otp), other.find(otp.id()));
    }

    @Test
    @Clause("insert: an id that exists is an OtpStoreException and changes nothing")
    public void anInsertOfAnExistingIdThrowsAndChangesNothing() {
        OtpRecord first = inserted(Records.otp(NOW));
        OtpRecord second =
                Records.longestOtp(NOW).next().version(1).id(first.id()).build();
        OtpStoreException e = assertThrows(OtpStoreException.class, () -> other.insert(second));
        assertFalse(e instanceof OtpCapacityException, "an id that exists is no matter of capacity");
        assertEquals(Optional.of(first), store.find(first.id()));
        assertEquals(List.of(), store.findByNumber(second.accountId(), second.number(), 10));
    }

    @Test
    @Clause("replace: what the next record has is stored and what it lacks is erased, for every node")
    public void theNextVersionReplacesTheLastForBothNodes() {
        OtpRecord next = inserted(Records.otp(NOW)).next().attemptCount(1).build();
        assertTrue(store.replace(next));
        assertEquals(Optional.of(next), store.find(next.id()));
        assertEquals(Optional.of(next), other.find(next.id()));
    }

    @Test
    @Clause("find: the latest committed record, expired or not; the store never judges")
    public void nodesTakeTurnsToReplace() {
        OtpRecord otp = inserted(Records.otp(NOW));
        for (int turn = 1; turn <= 10; turn++) {
            otp = otp.next().attemptCount(turn).build();
            assertTrue(node(turn).replace(otp));
            assertEquals(Optional.of(otp), node(turn + 1).find(otp.id()));
        }
    }

    @Test
    @Clause("replace: what the next record has is stored and what it lacks is erased, for every node")
    public void aReplaceChangesWhatItBrings() {
        OtpRecord plain = inserted(Records.otp(NOW));
        OtpRecord longest = Records.longestOtp(NOW);
        OtpRecord filled = plain.next()
                .status(OtpStatus.TOO_MANY_ATTEMPTS)
                .attemptCount(longest.attemptCount())
                .sends(longest.sends())
                .channel(longest.channel())
                .sender(longest.sender())
                .caller(longest.caller())
                .sealed(longest.sealed())
                .provider(longest.provider())
                .messageId(longest.messageId())
                .events(longest.events())
                .build();
        assertTrue(store.replace(filled));
        assertSameFields(filled, other.find(plain.id()).orElseThrow());
    }

    @Test
    @Clause("replace: what the next record has is stored and what it lacks is erased, for every node")
    public void aReplaceErasesWhatItLacks() {
        OtpRecord longest = inserted(Records.longestOtp(NOW));
        OtpRecord erased = longest.next()
                .status(OtpStatus.VERIFIED)
                .sender(null)
                .caller(null)
                .sealed(null)
                .provider(null)
                .messageId(null)
                .events(List.of())
                .build();
        assertTrue(store.replace(erased));
        assertSameFields(erased, other.find(longest.id()).orElseThrow());
    }

    @Test
    @Clause("replace: false and nothing changed unless the stored version is the one before")
    public void aReplaceWithAnyOtherVersionLosesAndChangesNothing() {
        OtpRecord first = inserted(Records.otp(NOW));
        OtpRecord second = first.next().attemptCount(1).build();
        assertTrue(store.replace(second));
        for (long version : new long[] {0, 1, 2, 4, 1_000}) {
            OtpRecord wrong = second.next()
                    .version(version)
                    .attemptCount(0)
                    .sealed(Sealed.of(new byte[] {1}))
                    .build();
            assertFalse(other.replace(wrong), "version " + version + " over version 2");
            assertEquals(Optional.of(second), store.find(first.id()));
        }
    }

    @Test
    @Clause("replace: false and nothing changed unless the stored version is the one before")
    public void theSameReplaceWinsOnce() {
        OtpRecord next = inserted(Records.otp(NOW)).next().attemptCount(1).build();
        assertTrue(store.replace(next));
        assertFalse(store.replace(next));
    }

    @Test
    @Clause("replace: what is gone stays gone")
    public void aReplaceOfNothingLosesAndInsertsNothing() {
        OtpRecord never = Records.otp(NOW);
        assertFalse(store.replace(never.next().build()));
        assertFalse(store.replace(never));
        assertEquals(Optional.empty(), store.find(never.id()));
    }

    @Test
    @Clause("replace: what the next record has is stored and what it lacks is erased, for every node")
    public void aReplaceLeavesOtherOtpsAlone() {
        OtpRecord one = inserted(Records.otp(NOW));
        OtpRecord two = inserted(Records.otp(NOW));
        assertTrue(store.replace(one.next().attemptCount(1).build()));
        assertEquals(Optional.of(two), store.find(two.id()));
    }

    @Test
    @Clause("delete: gone for every node on return")
    public void aDeleteWithTheStoredVersionRemovesForBothNodes() {
        OtpRecord otp = inserted(Records.otp(NOW));
        assertTrue(store.delete(otp.id(), 1));
        assertEquals(Optional.empty(), store.find(otp.id()));
        assertEquals(Optional.empty(), other.find(otp.id()));
    }

    @Test
    @Clause("delete: false and nothing removed unless the version is the stored one")
    public void aDeleteWithAnyOtherVersionLosesAndRemovesNothing() {
        OtpRecord otp = inserted(Records.otp(NOW)).next().build();
        assertTrue(store.replace(otp));
        for (long version : new long[] {0, 1, 3}) {
            assertFalse(other.delete(otp.id(), version), "version " + version + " of version 2");
            assertEquals(Optional.of(otp), store.find(otp.id()));
        }
        assertTrue(other.delete(otp.id(), 2));
    }

    @Test
    @Clause("delete: false and nothing removed unless the version is the stored one")
    public void aSecondDeleteLoses() {
        OtpRecord otp = inserted(Records.otp(NOW));
        assertTrue(store.delete(otp.id(), 1));
        assertFalse(store.delete(otp.id(), 1));
        assertFalse(other.delete(otp.id(), 1));
    }

    @Test
    @Clause("replace: what is gone stays gone")
    public void whatWasDeletedIsNotReplaced() {
        OtpRecord otp = inserted(Records.otp(NOW));
        assertTrue(store.delete(otp.id(), 1));
        assertFalse(other.replace(otp.next().build()));
        assertEquals(Optional.empty(), store.find(otp.id()));
    }

    @Test
    @Clause("recall: may be stale, and then a replace of it loses")
    public void aNodeRecallsWhatItWrote() {
        OtpRecord otp = inserted(Records.otp(NOW));
        assertEquals(Optional.of(otp), store.recall(otp.id()));
        OtpRecord next = otp.next().attemptCount(1).build();
        assertTrue(store.replace(next));
        assertEquals(Optional.of(next), store.recall(otp.id()));
    }

    @Test
    @Clause("recall: may be stale, and then a replace of it loses")
    public void aRecallThatWentStaleNeverWins() {
        OtpRecord otp = inserted(Records.otp(NOW));
        assertTrue(other.replace(otp.next().attemptCount(1).build()));
        OtpRecord recalled = store.recall(otp.id()).orElseThrow();
        boolean stale = recalled.version() == 1;
        assertEquals(!stale, store.replace(recalled.next().attemptCount(2).build()));
        assertEquals(stale ? 1 : 2, store.find(otp.id()).orElseThrow().attemptCount());
    }

    @Test
    @Clause("find: the latest committed record, expired or not; the store never judges")
    public void theStoreNeverJudgesExpiry() {
        OtpRecord expired = inserted(Records.otp(LONG_AGO));
        assertEquals(Optional.of(expired), store.find(expired.id()));
        assertTrue(store.replace(expired.next().attemptCount(1).build()));
        assertTrue(store.delete(expired.id(), 2));
    }
}
