package io.otpengine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otpengine.Application;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

abstract class ApplicationClauses extends StoreClauses {
    ApplicationClauses(OtpStoreContract contract) {
        super(contract);
    }

    @Test
    @Clause("application insert: every field comes back as it went in, for every node")
    public void anApplicationWithoutWhatMayBeAbsentComesBackAsItWent() {
        Application application = inserted(Records.application(Records.ACCOUNT, NOW));
        assertSameFields(application, store.find(application.id()).orElseThrow());
    }

    @Test
    @Clause("application insert: every field comes back as it went in, for every node")
    public void theLongestApplicationComesBackAsItWent() {
        Application application = inserted(Records.longestApplication(NOW));
        assertSameFields(application, store.find(application.id()).orElseThrow());
        assertEquals(List.of(application), store.list(application.accountId()));
    }

    @Test
    @Clause("application find: nothing for an id that was never inserted")
    public void anUnknownIdFindsNothing() {
        store.insert(Records.application(Records.ACCOUNT, NOW));
        assertEquals(Optional.empty(), store.find(Records.newApplicationId()));
    }

    @Test
    @Clause("application insert: every field comes back as it went in, for every node")
    public void anInsertIsVisibleToBothNodes() {
        Application application = Records.application(Records.ACCOUNT, NOW);
        assertTrue(store.insert(application));
        assertEquals(Optional.of(application), store.find(application.id()));
        assertEquals(Optional.of(application), other.find(application.id()));
        assertEquals(List.of(application), other.list(Records.ACCOUNT));
    }

    @Test
    @Clause("application insert: false and nothing changed if the id exists")
    public void anInsertOfAnExistingIdIsANoAndChangesNothing() {
        Application first = inserted(Records.application(Records.ACCOUNT, NOW));
        Application second = edited(first, 1, "Late");
        assertFalse(other.insert(second));
        assertEquals(Optional.of(first), store.find(first.id()));
    }

    @Test
    @Clause("application list: this account's alone, oldest first")
    public void theListIsTheAccountsOwnAndTheOldestComesFirst() {
        List<Application> ours = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            ours.add(Records.application(Records.ACCOUNT, NOW.plusMillis(i)));
        }
        List<Application> shuffled = new ArrayList<>(ours);
        Collections.shuffle(shuffled, new Random(7));
        shuffled.forEach(store::insert);
        Application theirs = inserted(Records.application("ACME", NOW));
        assertEquals(ours, store.list(Records.ACCOUNT));
        assertEquals(ours, other.list(Records.ACCOUNT));
        assertEquals(List.of(theirs), store.list("ACME"));
        assertEquals(List.of(), store.list("nobody"));
    }

    @Test
    @Clause("application replace: what the next one has is stored, for every node")
    public void theNextVersionReplacesTheLastForBothNodes() {
        Application first = inserted(Records.longestApplication(NOW));
        Application next = edited(first, 2, "Renamed");
        // What a node listed before the replace must not be what it lists after it.
        assertEquals(List.of(first), store.list(first.accountId()));
        assertEquals(List.of(first), other.list(first.accountId()));
        assertTrue(store.replace(next));
        assertSameFields(next, store.find(first.id()).orElseThrow());
        assertSameFields(next, other.find(first.id()).orElseThrow());
        assertEquals(List.of(next), store.list(first.accountId()));
        assertEquals(List.of(next), other.list(first.accountId()));
    }

    @Test
    @Clause("application replace: false and nothing changed unless the stored version is the one before")
    public void aReplaceWithAnyOtherVersionLosesAndChangesNothing() {
        Application first = inserted(Records.application(Records.ACCOUNT, NOW));
        Application second = edited(first, 2, "Second");
        assertTrue(store.replace(second));
        for (long version : new long[] {0, 1, 2, 4}) {
            assertFalse(other.replace(edited(first, version, "Wrong")), "version " + version + " over version 2");
            assertEquals(Optional.of(second), store.find(first.id()));
        }
    }

    @Test
    @Clause("application replace: false and nothing changed unless the stored version is the one before")
    public void aReplaceOfNothingLosesAndInsertsNothing() {
        Application never = Records.application(Records.ACCOUNT, NOW);
        assertFalse(store.replace(edited(never, 1, "Never")));
        assertFalse(store.replace(edited(never, 2, "Never")));
        assertEquals(Optional.empty(), store.find(never.id()));
        assertEquals(List.of(), store.list(Records.ACCOUNT));
    }

    @Test
    @Clause("application delete: false and nothing removed unless the version is the stored one")
    public void aDeleteNeedsTheStoredVersionAndWinsOnce() {
        Application first = inserted(Records.application(Records.ACCOUNT, NOW));
        assertTrue(store.replace(edited(first, 2, "Second")));
        assertFalse(store.delete(first.id(), 1));
        assertFalse(store.delete(first.id(), 3));
        assertTrue(store.find(first.id()).isPresent());
        assertTrue(other.delete(first.id(), 2));
        assertFalse(store.delete(first.id(), 2));
        assertEquals(Optional.empty(), store.find(first.id()));
        assertEquals(List.of(), store.list(Records.ACCOUNT));
    }

    @Test
    @Clause("application replace: false and nothing changed unless the stored version is the one before")
    public void whatWasDeletedIsNotReplacedButMayBeInsertedAgain() {
        Application first = inserted(Records.application(Records.ACCOUNT, NOW));
        assertTrue(store.delete(first.id(), 1));
        assertFalse(store.replace(edited(first, 2, "Second")));
        assertTrue(store.insert(first));
    }

    @Test
    @Clause("application insert: of N racers with one id exactly one gets true")
    public void ofManyWhoInsertOneIdExactlyOneIsToldItWon() {
        for (int trial = 0; trial < Race.TRIALS; trial++) {
            Application first = Records.application(Records.ACCOUNT, NOW);
            var won = Race.of(Race.RACERS, i -> node(i).insert(edited(first, 1, "Racer " + i)));
            assertEquals(1, won.stream().filter(one -> one).count(), "winners of trial " + trial);
            assertEquals(
                    "Racer " + won.indexOf(true),
                    store.find(first.id()).orElseThrow().name());
        }
    }

    @Test
    @Clause("application replace and delete: of N racers exactly one gets true")
    public void ofManyWhoReplaceOrDeleteOneVersionExactlyOneWins() {
        for (int trial = 0; trial < Race.TRIALS; trial++) {
            // One delete is enough to hide that many replaces would win: every other trial is without.
            int replacers = trial % 2 == 0 ? 8 : 6;
            Application first = inserted(Records.application(Records.ACCOUNT, NOW));
            int winners = Race.winners(i -> i % 8 < replacers
                    ? node(i).replace(edited(first, 2, "Racer " + i))
                    : node(i).delete(first.id(), 1));
            assertEquals(1, winners, "winners of trial " + trial);
        }
    }

    private static Application edited(Application last, long version, String name) {
        return new Application(
                last.id(),
                version,
                last.accountId(),
                name,
                8,
                !last.alphanumeric(),
                2,
                last.expire().plusSeconds(1),
                "Other",
                null,
                Map.of("de", "{{OTP}}"),
                last.created());
    }
}
