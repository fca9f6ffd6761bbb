package io.otpengine.broken;

import io.otpengine.Application;
import io.otpengine.Interposed;
import io.otpengine.OtpId;
import io.otpengine.OtpStatus;
import io.otpengine.QuotaWindow;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import io.otpengine.spi.QuotaCharge;
import io.otpengine.spi.QuotaRefusal;
import io.otpengine.testkit.EngineParts;
import io.otpengine.testkit.OtpEngineContract;
import io.otpengine.testkit.OtpFlow;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Engines that do one thing wrong with what they keep: the real one over a store that makes the mistake for it. */
final class BrokenEngines {
    private BrokenEngines() {}

    @KilledBy("verify: of N guesses at once no more are counted than attempts are left")
    static class ReadsChecksWrites extends OtpEngineContract {
        @Override
        protected OtpFlow newFlow(EngineParts parts) {
            return over(
                    parts,
                    store -> Interposed.before(store, call -> {
                        if (call.name().equals("replace") && call.argument(0) instanceof OtpRecord next) {
                            return written(store, next);
                        }
                        return call.proceed();
                    }));
        }
    }

    @KilledBy("verify: of N right guesses at once exactly one is VERIFIED")
    static class ConsumesUnconditionally extends OtpEngineContract {
        @Override
        protected OtpFlow newFlow(EngineParts parts) {
            return over(
                    parts,
                    store -> Interposed.before(store, call -> {
                        if (call.name().equals("replace")
                                && call.argument(0) instanceof OtpRecord next
                                && next.status() == OtpStatus.VERIFIED) {
                            return written(store, next);
                        }
                        return call.proceed();
                    }));
        }
    }

    @KilledBy("quotas: of N sends at once exactly the limit goes out")
    static class ChecksThenIncrements extends OtpEngineContract {
        @Override
        protected OtpFlow newFlow(EngineParts parts) {
            return over(
                    parts,
                    store -> Interposed.before(store, call -> {
                        if (call.name().equals("tryAcquire") && call.argument(0) instanceof List<?> charges) {
                            return checkedThenIncremented(store, charges, (Instant) call.argument(1));
                        }
                        return call.proceed();
                    }));
        }
    }

    @KilledBy("expiry: good until a millisecond before, and nothing moves it")
    static class ExtendsTheExpiryWithEachWrite extends OtpEngineContract {
        @Override
        protected OtpFlow newFlow(EngineParts parts) {
            return over(
                    parts,
                    store -> Interposed.before(store, call -> {
                        if (call.name().equals("replace") && call.argument(0) instanceof OtpRecord next) {
                            Instant expires =
                                    parts.time().instant().plus(parts.policy().expire());
                            return store.replace(next.next()
                                    .version(next.version())
                                    .expires(expires)
                                    .build());
                        }
                        return call.proceed();
                    }));
        }
    }

    @KilledBy("resend: the same OTP with the same code, expiry and attempts")
    static class ResetsAttemptsWithAResend extends OtpEngineContract {
        @Override
        protected OtpFlow newFlow(EngineParts parts) {
            return over(
                    parts,
                    store -> Interposed.before(store, call -> {
                        if (call.name().equals("replace")
                                && call.argument(0) instanceof OtpRecord next
                                && next.sends() > 1) {
                            return store.replace(next.next()
                                    .version(next.version())
                                    .attemptCount(0)
                                    .build());
                        }
                        return call.proceed();
                    }));
        }
    }

    @KilledBy("quotas: what others send makes no room")
    static class KeepsCountersInAnEvictingCache extends OtpEngineContract {
        private final Deque<String> recent = new ArrayDeque<>();

        @Override
        protected OtpFlow newFlow(EngineParts parts) {
            return over(
                    parts,
                    store -> Interposed.before(store, call -> {
                        if (call.name().equals("tryAcquire") && call.argument(0) instanceof List<?> charges) {
                            evict(store, recent, charges);
                        }
                        return call.proceed();
                    }));
        }
    }

    @KilledBy("streak: wrong guesses in a row count across OTPs until a right one")
    static class CountsNoStreak extends OtpEngineContract {
        @Override
        protected OtpFlow newFlow(EngineParts parts) {
            return over(
                    parts,
                    store -> Interposed.before(store, call -> {
                        if (call.name().equals("tryAcquire") && call.argument(0) instanceof List<?> charges) {
                            QuotaCharge charge = (QuotaCharge) charges.get(0);
                            return charge.key().startsWith("w|") ? Optional.empty() : call.proceed();
                        }
                        return call.proceed();
                    }));
        }
    }

    @KilledBy("applications: of N edits at once none is lost, not even of the first")
    static class LosesTheRaceToInsert extends OtpEngineContract {
        @Override
        protected OtpFlow newFlow(EngineParts parts) {
            return over(
                    parts,
                    store -> Interposed.before(store, call -> {
                        if (call.name().equals("insert") && call.argument(0) instanceof Application) {
                            call.proceed();
                            return true;
                        }
                        return call.proceed();
                    }));
        }
    }

    @KilledBy("applications: an edit changes later OTPs, never those that were sent")
    static class EditsWhatWasSent extends OtpEngineContract {
        @Override
        protected OtpFlow newFlow(EngineParts parts) {
            return over(
                    parts,
                    store -> Interposed.before(store, call -> {
                        Object found = call.proceed();
                        return call.name().equals("find")
                                        && call.argument(0) instanceof OtpId
                                        && found instanceof Optional<?> otp
                                ? otp.map(o -> asTheApplicationIsNow(store, (OtpRecord) o))
                                : found;
                    }));
        }
    }

    private static OtpFlow over(EngineParts parts, UnaryOperator<OtpStore> spoiled) {
        return OtpFlow.of(parts.builder().store(spoiled.apply(parts.store())).build());
    }

    /** Writes a record whatever became of the one it was made from. */
    private static boolean written(OtpStore store, OtpRecord next) {
        OtpRecord now = next;
        while (!store.replace(now)) {
            Optional<OtpRecord> last = store.find(next.id());
            if (last.isEmpty()) {
                return false;
            }
            now = next.next().version(last.get().version() + 1).build();
        }
        return true;
    }

    private static Optional<QuotaRefusal> checkedThenIncremented(OtpStore store, List<?> charges, Instant now) {
        List<QuotaCharge> unchecked = new ArrayList<>();
        for (Object each : charges) {
            QuotaCharge charge = (QuotaCharge) each;
            for (QuotaWindow window : charge.windows()) {
                if (store.used(charge.key(), now) + charge.amount() > window.limit()) {
                    return Optional.of(new QuotaRefusal(charge, window, now.plus(window.length())));
                }
            }
            List<QuotaWindow> open = charge.windows().stream()
                    .map(window -> QuotaWindow.of(Integer.MAX_VALUE, window.length()))
                    .toList();
            unchecked.add(new QuotaCharge(charge.key(), charge.amount(), open));
        }
        return store.tryAcquire(unchecked, now);
    }

    private static synchronized void evict(OtpStore store, Deque<String> recent, List<?> charges) {
        for (Object charge : charges) {
            String key = ((QuotaCharge) charge).key();
            recent.remove(key);
            recent.add(key);
        }
        while (recent.size() > 100) {
            store.clear(recent.remove());
        }
    }

    private static OtpRecord asTheApplicationIsNow(OtpStore store, OtpRecord otp) {
        int attempts =
                store.find(otp.applicationId()).map(Application::attempts).orElse(otp.attemptsAllowed());
        return otp.next().version(otp.version()).attemptsAllowed(attempts).build();
    }
}
