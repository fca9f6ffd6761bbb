package io.otpengine.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.otpengine.OtpStoreException;
import io.otpengine.memory.InMemoryOtpStore;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import io.otpengine.testkit.FaultyStore.Fault;
import io.otpengine.testkit.FaultyStore.Plan;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FaultyStoreTest extends OtpStoreContract {
    @Override
    protected OtpStore newStore() {
        return new FaultyStore(new InMemoryOtpStore());
    }

    @Override
    protected Optional<OtpStore> newUnreachableStore() {
        FaultyStore store = new FaultyStore(new InMemoryOtpStore());
        store.fail(call -> Fault.BEFORE);
        return Optional.of(store);
    }

    @Nested
    class Faults {
        private final InMemoryOtpStore beneath = new InMemoryOtpStore();
        private final FaultyStore store = new FaultyStore(beneath);
        private final OtpRecord otp = Records.otp(ManualTime.START);

        @Test
        void aFaultBeforeTheWriteWritesNothing() {
            store.fail(Plan.on("insert", Fault.BEFORE));
            assertThatThrownBy(() -> store.insert(otp)).isInstanceOf(OtpStoreException.class);
            assertThat(beneath.find(otp.id())).isEmpty();
        }

        @Test
        void aFaultAfterTheWriteHasWritten() {
            store.fail(Plan.on("insert", Fault.AFTER));
            assertThatThrownBy(() -> store.insert(otp)).isInstanceOf(OtpStoreException.class);
            assertThat(beneath.find(otp.id())).contains(otp);
        }

        @Test
        void aFaultAtOneCallLeavesTheOthersAlone() {
            store.fail(Plan.at(2, Fault.BEFORE));
            store.insert(otp);
            assertThatThrownBy(() -> store.find(otp.id())).isInstanceOf(OtpStoreException.class);
            assertThat(store.find(otp.id())).contains(otp);
            assertThat(store.calls()).isEqualTo(3);
        }

        @Test
        void theSameSeedGivesTheSameFaults() {
            assertThat(faults(7)).isEqualTo(faults(7)).isNotEqualTo(faults(8));
        }

        @Test
        void theShareOfFaultsIsAsAsked() {
            assertThat(faults(7).chars().filter(c -> c == 'B').count()).isBetween(70L, 130L);
            assertThat(faults(7).chars().filter(c -> c == 'A').count()).isBetween(70L, 130L);
        }

        @Test
        void aRecoveredStoreWorks() {
            store.fail(Plan.random(7, 1));
            store.recover();
            store.insert(otp);
            assertThat(store.find(otp.id())).contains(otp);
        }

        private String faults(long seed) {
            Plan plan = Plan.random(seed, 0.2);
            return IntStream.rangeClosed(1, 1_000)
                    .mapToObj(i ->
                            plan.faultOf(new FaultyStore.Call(i, "find")).name().substring(0, 1))
                    .reduce("", String::concat);
        }
    }
}
