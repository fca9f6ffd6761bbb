package io.otpengine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.otpengine.Application;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;

/** What the parts of the contract share: a fresh store for each test, and a second node on it. */
abstract class StoreClauses {
    /** Some instant with milliseconds, by no clock. */
    static final Instant NOW = Instant.parse("2030-05-06T07:08:09.123Z");

    static final Instant LONG_AGO = Instant.parse("2001-02-03T04:05:06.007Z");
    static final Instant FAR_AHEAD = Instant.parse("2099-12-31T23:59:59.999Z");

    final OtpStoreContract contract;

    /** One node's view. */
    OtpStore store;

    /** Another node's view of the same. */
    OtpStore other;

    StoreClauses(OtpStoreContract contract) {
        this.contract = contract;
    }

    @BeforeEach
    public void openAFreshStore() {
        store = contract.newStore();
        other = contract.secondNode(store);
    }

    /** One of the two nodes. */
    OtpStore node(int number) {
        return number % 2 == 0 ? store : other;
    }

    OtpRecord inserted(OtpRecord otp) {
        store.insert(otp);
        return otp;
    }

    Application inserted(Application application) {
        store.insert(application);
        return application;
    }

    /** Compares component by component, so that a failure names the one that differs. */
    static <R extends Record> void assertSameFields(R expected, R actual) {
        for (RecordComponent component : expected.getClass().getRecordComponents()) {
            try {
                assertEquals(
                        component.getAccessor().invoke(expected),
                        component.getAccessor().invoke(actual),
                        component.getName());
            } catch (ReflectiveOperationException e) {
                fail(component.getName() + " cannot be read", e);
            }
        }
    }
}
