package io.otpengine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otpengine.Application;
import io.otpengine.OtpCapacityException;
import io.otpengine.OtpStoreException;
import io.otpengine.QuotaWindow;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import io.otpengine.spi.QuotaCharge;
import io.otpengine.spi.Sealed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Of what not every store has, there is no test unless the contract is told how to open it. */
abstract class ExtremeClauses extends StoreClauses {
    private static final int CAPACITY = 20;

    /** Unlike the number of the OTPs, and no part of it. */
    private static final String KEYS_NUMBER = "+491709876543";

    /** Twelve bytes, so that Base64 spells them alike within more. */
    private static final String SEALED = "s34l3d-bytes";

    private static final QuotaWindow ONCE = QuotaWindow.of(1, Duration.ofDays(1));

    ExtremeClauses(OtpStoreContract contract) {
        super(contract);
    }

    @Test
    @Clause("all: what was written stays, whatever transaction the caller rolls back")
    public void theCallersRollbackTakesNothingBack() {
        OtpRecord otp = inserted(Records.otp(NOW));
        OtpRecord gone = inserted(Records.otp(NOW));
        OtpRecord added = Records.otp(NOW);
        OtpRecord expired = inserted(Records.otp(NOW.minus(Duration.ofDays(2))));
        Instant ended = NOW.minus(Duration.ofDays(2));
        assertEquals(Optional.empty(), store.tryAcquire(charge("ended"), ended));
        assertEquals(Optional.empty(), store.tryAcquire(charge("cleared"), NOW));
        contract.inATransactionThatRollsBack(() -> {
            store.insert(added);
            assertTrue(store.replace(otp.next().attemptCount(1).build()));
            assertTrue(store.delete(gone.id(), 1));
            assertEquals(Optional.empty(), store.tryAcquire(charge("kept"), NOW));
            assertTrue(store.clear("cleared"));
            store.purgeExpired(NOW, NOW, 100);
        });
        assertEquals(Optional.of(added), other.find(added.id()));
        assertEquals(2, other.find(otp.id()).orElseThrow().version());
        assertEquals(Optional.empty(), other.find(gone.id()));
        assertEquals(1, other.used("kept", NOW));
        assertFalse(other.clear("cleared"), "a clear was taken back");
        assertEquals(Optional.empty(), other.find(expired.id()));
        assertFalse(other.clear("ended"), "a purge was taken back");
    }

    @Test
    @Clause("all: what was written stays, whatever transaction the caller rolls back")
    public void theCallersRollbackTakesNoApplicationBack() {
        Application edited = inserted(Records.application(Records.ACCOUNT, NOW));
        Application gone = inserted(Records.application(Records.ACCOUNT, NOW));
        Application added = Records.application(Records.ACCOUNT, NOW);
        contract.inATransactionThatRollsBack(() -> {
            assertTrue(store.insert(added));
            assertTrue(store.replace(second(edited)));
            assertTrue(store.delete(gone.id(), 1));
        });
        assertEquals(Optional.of(added), other.find(added.id()));
        assertEquals(Optional.of(second(edited)), other.find(edited.id()));
        assertEquals(Optional.empty(), other.find(gone.id()));
    }

    @Test
    @Clause("durable: a store that says so has everything when it is opened again")
    public void whatIsDurableIsThereAfterARestart() {
        OtpRecord otp = inserted(Records.longestOtp(NOW));
        Application application = inserted(Records.longestApplication(NOW));
        assertEquals(Optional.empty(), store.tryAcquire(charge("kept"), NOW));
        if (store.durable()) {
            OtpStore next = contract.reopened(store);
            assertTrue(next.durable());
            assertEquals(Optional.of(otp), next.find(otp.id()));
            assertEquals(Optional.of(application), next.find(application.id()));
            assertEquals(1, next.used("kept", NOW));
        }
        assertEquals(store.durable(), other.durable(), "the nodes of one store agree");
    }

    @TestFactory
    @Clause("insert: a full store throws OtpCapacityException, and nothing is written or lost")
    public DynamicTest[] aFullStoreRefusesOtpsAndKeepsThoseItHas() {
        return tests("aFullStoreRefusesOtpsAndKeepsThoseItHas", contract.newStoreOf(CAPACITY), full -> {
            List<OtpRecord> kept = new ArrayList<>();
            for (int i = 0; i < CAPACITY; i++) {
                kept.add(Records.otp(NOW.plusMillis(i)));
                full.insert(kept.get(i));
            }
            OtpRecord late = Records.otp(NOW);
            assertThrows(OtpCapacityException.class, () -> full.insert(late));
            assertEquals(Optional.empty(), full.find(late.id()));
            assertEquals(Set.copyOf(kept), Set.copyOf(ofTheNumber(full)), "the list of the number");
            kept.forEach(otp -> assertEquals(Optional.of(otp), full.find(otp.id())));
            assertTrue(full.replace(kept.get(0).next().attemptCount(1).build()), "a full store replaces");
            assertTrue(full.delete(kept.get(1).id(), 1));
            full.insert(late);
        });
    }

    @TestFactory
    @Clause("insert: a full store throws OtpCapacityException, and nothing is written or lost")
    public DynamicTest[] manyWhoInsertAtOnceFillAStoreExactly() {
        return tests("manyWhoInsertAtOnceFillAStoreExactly", contract.newStoreOf(CAPACITY), full -> {
            List<OtpRecord> otps =
                    Stream.generate(() -> Records.otp(NOW)).limit(Race.RACERS).toList();
            List<Boolean> added = Race.of(Race.RACERS, i -> isAdded(full, otps.get(i)));
            assertEquals(CAPACITY, added.stream().filter(one -> one).count(), "inserts that were taken");
            for (int i = 0; i < Race.RACERS; i++) {
                assertEquals(added.get(i), full.find(otps.get(i).id()).isPresent(), "racer " + i);
            }
            assertEquals(CAPACITY, ofTheNumber(full).size(), "the list of the number");
        });
    }

    @TestFactory
    @Clause("tryAcquire: a full store refuses with OtpCapacityException, it never forgets")
    public DynamicTest[] aFullStoreRefusesKeysAndKeepsThoseItHas() {
        return tests("aFullStoreRefusesKeysAndKeepsThoseItHas", contract.newStoreOf(CAPACITY), full -> {
            for (int i = 0; i < CAPACITY; i++) {
                assertEquals(Optional.empty(), full.tryAcquire(charge("k" + i), NOW));
            }
            assertThrows(OtpCapacityException.class, () -> full.tryAcquire(charge("late"), NOW));
            assertEquals(0, full.used("late", NOW));
            for (int i = 0; i < CAPACITY; i++) {
                String key = "k" + i;
                assertTrue(full.tryAcquire(charge(key), NOW).isPresent(), key + " was forgotten");
            }
        });
    }

    @TestFactory
    @Clause(
            "all: what fails is an OtpStoreException, and nothing that hangs on it holds key, full number or sealed bytes")
    public DynamicTest[] anUnreachableStoreThrowsFromEveryMethod() {
        return tests("anUnreachableStoreThrowsFromEveryMethod", contract.newUnreachableStore(), down -> {
            OtpRecord otp = Records.otp(NOW)
                    .next()
                    .version(1)
                    .sealed(Sealed.of(SEALED.getBytes(StandardCharsets.US_ASCII)))
                    .build();
            Application application = Records.application(Records.ACCOUNT, NOW);
            String key = "n|acme|" + KEYS_NUMBER;
            Map<String, Runnable> calls = new LinkedHashMap<>();
            calls.put("insert", () -> down.insert(otp));
            calls.put("find", () -> down.find(otp.id()));
            calls.put("recall", () -> down.recall(otp.id()));
            calls.put("replace", () -> down.replace(otp.next().build()));
            calls.put("delete", () -> down.delete(otp.id(), 1));
            calls.put("findByNumber", () -> down.findByNumber(otp.accountId(), otp.number(), 10));
            calls.put("application insert", () -> down.insert(application));
            calls.put("application find", () -> down.find(application.id()));
            calls.put("application list", () -> down.list(Records.ACCOUNT));
            calls.put("application replace", () -> down.replace(application));
            calls.put("application delete", () -> down.delete(application.id(), 1));
            calls.put("tryAcquire", () -> down.tryAcquire(charge(key), NOW));
            calls.put("used", () -> down.used(key, NOW));
            calls.put("clear", () -> down.clear(key));
            calls.put("purgeExpired", () -> down.purgeExpired(NOW, NOW, 10));
            calls.forEach((name, call) -> {
                OtpStoreException e = assertThrows(OtpStoreException.class, call::run, name);
                String shown = shownBy(e, Collections.newSetFromMap(new IdentityHashMap<>()));
                assertFalse(shown.contains(Records.NUMBER.substring(1)), name + " shows the number");
                assertFalse(shown.contains(KEYS_NUMBER.substring(1)), name + " shows the quota key's number");
                spellings(SEALED)
                        .forEach(bytes -> assertFalse(shown.contains(bytes), name + " shows the sealed bytes"));
            });
        });
    }

    /** The exception and all that is printed with it. */
    private static String shownBy(Throwable thrown, Set<Throwable> seen) {
        if (thrown == null || !seen.add(thrown)) {
            return "";
        }
        return thrown
                + Stream.of(thrown.getSuppressed())
                        .map(suppressed -> shownBy(suppressed, seen))
                        .collect(Collectors.joining())
                + shownBy(thrown.getCause(), seen);
    }

    /** As drivers and collections print bytes. */
    private static List<String> spellings(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        String list = Arrays.toString(bytes);
        HexFormat hex = HexFormat.of();
        return List.of(
                text,
                hex.formatHex(bytes),
                hex.withUpperCase().formatHex(bytes),
                Base64.getEncoder().encodeToString(bytes),
                list.substring(1, list.length() - 1));
    }

    private static Application second(Application first) {
        return new Application(
                first.id(),
                2,
                first.accountId(),
                "Renamed",
                first.codeLength(),
                first.alphanumeric(),
                first.attempts(),
                first.expire(),
                first.sender(),
                first.caller(),
                first.templates(),
                first.created());
    }

    private static boolean isAdded(OtpStore full, OtpRecord otp) {
        try {
            full.insert(otp);
            return true;
        } catch (OtpCapacityException e) {
            return false;
        }
    }

    private static List<OtpRecord> ofTheNumber(OtpStore store) {
        return store.findByNumber(Records.ACCOUNT, Records.NUMBER, 100);
    }

    private static DynamicTest[] tests(String factory, Optional<OtpStore> store, Consumer<OtpStore> test) {
        return ClauseNaming.tests(ExtremeClauses.class, factory, store, test);
    }

    private static List<QuotaCharge> charge(String key) {
        return List.of(new QuotaCharge(key, 1, List.of(ONCE)));
    }
}
