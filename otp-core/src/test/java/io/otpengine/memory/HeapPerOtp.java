package io.otpengine.memory;

import io.otpengine.ApplicationId;
import io.otpengine.Channel;
import io.otpengine.OtpEvent;
import io.otpengine.OtpId;
import io.otpengine.OtpStatus;
import io.otpengine.QuotaWindow;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.QuotaCharge;
import io.otpengine.spi.Sealed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Measures what the in-memory store costs: used heap before and after, collected, over 200,000 entries. Run by hand, with
 * compressed references: {@code java -Xmx1g -cp … io.otpengine.memory.HeapPerOtp}.
 */
public final class HeapPerOtp {
    private static final int ENTRIES = 200_000;
    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05.678Z");

    /** Format, key id, nonce, padded code, tag. */
    private static final int SEALED_BYTES = 64;

    private static final ApplicationId APPLICATION = new ApplicationId("01234567-89ab-3cde-8f01-23456789abcd");

    private HeapPerOtp() {}

    /**
     * Prints bytes per OTP with two events and per number with three open windows.
     *
     * @param args none
     */
    public static void main(String[] args) {
        InMemoryOtpStore store =
                InMemoryOtpStore.builder().capacity(2 * ENTRIES).build();
        report("bytes per OTP with two events", i -> store.insert(otp(i)));
        report("bytes per number with three windows", i -> charge(store, i));
    }

    private static void report(String what, IntConsumer entry) {
        long before = usedHeap();
        for (int i = 0; i < ENTRIES; i++) {
            entry.accept(i);
        }
        System.out.printf("%s: %d%n", what, (usedHeap() - before) / ENTRIES);
    }

    private static long usedHeap() {
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** As an engine makes it: nothing is shared but constants, and what is shared by all OTPs of an application. */
    private static OtpRecord otp(int i) {
        Instant created = NOW.plusMillis(i);
        return new OtpRecord(
                new OtpId(i * 0x9E3779B97F4A7C15L, i),
                1,
                "default",
                APPLICATION,
                number(i),
                OtpStatus.ACTIVE,
                0,
                3,
                1,
                created,
                created.plus(Duration.ofMinutes(5)),
                "en",
                Channel.SMS,
                null,
                null,
                null,
                null,
                Sealed.of(new byte[SEALED_BYTES]),
                false,
                null,
                null,
                List.of(
                        new OtpEvent(created, OtpEvent.Type.CREATED, null, null),
                        new OtpEvent(
                                created.plusMillis(1),
                                OtpEvent.Type.DELIVER_OTP_REQ,
                                Channel.SMS,
                                "send ".concat(String.valueOf(1)))));
    }

    private static void charge(InMemoryOtpStore store, int i) {
        List<QuotaWindow> windows = List.of(
                QuotaWindow.of(1, Duration.ofSeconds(30)),
                QuotaWindow.of(5, Duration.ofHours(1)),
                QuotaWindow.of(10, Duration.ofDays(1)));
        store.tryAcquire(List.of(new QuotaCharge("n|default|" + number(i), 1, windows)), NOW);
    }

    private static String number(int i) {
        return "+49170" + (1_000_000 + i);
    }
}
