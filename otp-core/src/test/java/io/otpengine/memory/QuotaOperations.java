package io.otpengine.memory;

import io.otpengine.QuotaWindow;
import io.otpengine.spi.OtpStore;
import io.otpengine.spi.QuotaCharge;
import io.otpengine.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** What threads do to one counter all at once, for Lincheck: at a time when its first window has just ended. */
@Param(name = "amount", gen = IntGen.class, conf = "0:2")
public abstract class QuotaOperations {
    private static final String KEY = "n|acme|+491701234567";
    private static final List<QuotaWindow> WINDOWS =
            List.of(QuotaWindow.of(2, Duration.ofSeconds(30)), QuotaWindow.of(3, Duration.ofMinutes(1)));
    private static final Instant NOW = ManualTime.START.plus(Duration.ofMinutes(1));

    private final OtpStore store;

    QuotaOperations(OtpStore store) {
        this.store = store;
        store.tryAcquire(List.of(new QuotaCharge(KEY, 2, WINDOWS)), ManualTime.START);
    }

    @Operation
    public String tryAcquire(@Param(name = "amount") int amount) {
        return store.tryAcquire(List.of(new QuotaCharge(KEY, amount, WINDOWS)), NOW)
                .map(refusal -> "not before " + refusal.retryAt())
                .orElse("taken");
    }

    @Operation
    public int used() {
        return store.used(KEY, NOW);
    }

    @Operation
    public boolean clear() {
        return store.clear(KEY);
    }

    @Operation
    public int purge() {
        return store.purgeExpired(Instant.EPOCH, NOW, 10);
    }
}
