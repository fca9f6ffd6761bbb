package io.otpengine.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.spy;

import io.otpengine.InvalidRequestException;
import io.otpengine.OtpId;
import io.otpengine.OtpStatus;
import io.otpengine.OtpStoreException;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import io.otpengine.testkit.FaultyStore;
import io.otpengine.testkit.FaultyStore.Fault;
import io.otpengine.testkit.FaultyStore.Plan;
import io.otpengine.testkit.ManualTime;
import io.otpengine.testkit.OtpStoreContract;
import io.otpengine.testkit.Race;
import io.otpengine.testkit.Records;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Two nodes, each with its cache, over one store. */
class CachingOtpStoreTest extends OtpStoreContract {
    private final AtomicLong nanos = new AtomicLong();
    private final FaultyStore beneath = new FaultyStore(new InMemoryOtpStore());
    private final CachingOtpStore here = new CachingOtpStore(beneath, 10, nanos::get);
    private final CachingOtpStore there = new CachingOtpStore(beneath);
    private final OtpRecord otp = Records.otp(ManualTime.START);
    private final OtpRecord second = otp.next().attemptCount(1).build();

    @Override
    protected OtpStore newStore() {
        return here;
    }

    @Override
    protected OtpStore secondNode(OtpStore store) {
        return there;
    }

    @Nested
    class Recall {
        @Test
        void whatThisNodeWroteIsNotReadAgain() {
            here.insert(otp);
            assertRecalledWithoutReading(otp);
            assertThat(here.replace(second)).isTrue();
            assertRecalledWithoutReading(second);
        }

        @Test
        void whatAnotherNodeInsertedIsRead() {
            there.insert(otp);
            assertThat(here.recall(otp.id())).contains(otp);
        }

        @Test
        void findAlwaysReads() {
            here.insert(otp);
            assertThat(there.replace(second)).isTrue();
            assertThat(here.recall(otp.id())).contains(otp);
            assertThat(here.find(otp.id())).contains(second);
        }

        @Test
        void aLostReplaceDropsWhatWasStale() {
            here.insert(otp);
            assertThat(there.replace(second)).isTrue();
            assertThat(here.replace(otp.next().attemptCount(2).build())).isFalse();
            assertThat(here.recall(otp.id())).contains(second);
        }

        @Test
        void aDeleteOnAnotherNodeShowsWithTheFirstReplace() {
            here.insert(otp);
            assertThat(there.delete(otp.id(), 1)).isTrue();
            assertThat(here.recall(otp.id())).contains(otp);
            assertThat(here.replace(second)).isFalse();
            assertThat(here.recall(otp.id())).isEmpty();
        }

        @Test
        void aDeleteDropsWhetherItWinsOrLoses() {
            here.insert(otp);
            assertThat(there.replace(second)).isTrue();
            assertThat(here.delete(otp.id(), 1)).isFalse();
            assertThat(here.recall(otp.id())).contains(second);
            assertThat(here.delete(otp.id(), 2)).isTrue();
            assertThat(here.recall(otp.id())).isEmpty();
        }

        @Test
        void anUnknownOutcomeDrops() {
            here.insert(otp);
            beneath.fail(Plan.on("replace", Fault.AFTER));
            assertThatThrownBy(() -> here.replace(second)).isInstanceOf(OtpStoreException.class);
            beneath.recover();
            assertThat(here.recall(otp.id())).contains(second);
            beneath.fail(Plan.on("delete", Fault.AFTER));
            assertThatThrownBy(() -> here.delete(otp.id(), 2)).isInstanceOf(OtpStoreException.class);
            assertThat(here.recall(otp.id())).isEmpty();
        }

        @Test
        void anInsertThatFailedIsNotRecalled() {
            beneath.fail(Plan.on("insert", Fault.BEFORE));
            assertThatThrownBy(() -> here.insert(otp)).isInstanceOf(OtpStoreException.class);
            assertThat(here.recall(otp.id())).isEmpty();
        }

        @Test
        void aLaterVersionIsNotDisplacedByAnEarlierOne() {
            OtpRecord third = second.next().attemptCount(2).build();
            InMemoryOtpStore slow = spy(new InMemoryOtpStore());
            CachingOtpStore node = new CachingOtpStore(slow);
            doAnswer(call -> (boolean) call.callRealMethod() && node.replace(third))
                    .when(slow)
                    .replace(second);
            node.insert(otp);
            assertThat(node.replace(second)).isTrue();
            assertThat(node.recall(otp.id())).contains(third);
        }

        @Test
        void aStaleRecallNeverWins() {
            here.insert(otp);
            Race.of(Race.RACERS, i -> countOne(i % 2 == 0 ? here : there));
            assertThat(beneath.find(otp.id()).orElseThrow().attemptCount()).isEqualTo(Race.RACERS);
        }

        private boolean countOne(OtpStore node) {
            OtpRecord last = node.recall(otp.id()).orElseThrow();
            while (!node.replace(
                    last.next().attemptCount(last.attemptCount() + 1).build())) {
                last = node.find(otp.id()).orElseThrow();
            }
            return true;
        }
    }

    @Nested
    class Memory {
        @Test
        void whatIsFinalIsNotKept() {
            here.insert(otp);
            OtpRecord verified =
                    second.next().version(2).status(OtpStatus.VERIFIED).build();
            assertThat(here.replace(verified)).isTrue();
            assertNotKept(otp.id());
            assertThat(here.recall(otp.id())).contains(verified);
        }

        @Test
        void whatExpiredIsNotKeptAndAReplaceRenewsNothing() {
            here.insert(otp);
            pass(Duration.ofSeconds(200));
            assertThat(here.replace(second)).isTrue();
            pass(Duration.ofSeconds(99));
            assertRecalledWithoutReading(second);
            pass(Duration.ofSeconds(1));
            assertNotKept(otp.id());
        }

        @Test
        void noMoreIsKeptThanTheMaximum() {
            List<OtpId> ids = Stream.generate(() -> Records.otp(ManualTime.START))
                    .limit(100)
                    .peek(here::insert)
                    .map(OtpRecord::id)
                    .toList();
            long kept = ids.stream().filter(this::isKept).count();
            assertThat(kept).isBetween(1L, 10L);
            assertThat(ids).allSatisfy(id -> assertThat(here.recall(id)).isPresent());
        }

        @Test
        void theMaximumIsAtLeastOne() {
            assertThatThrownBy(() -> new CachingOtpStore(beneath, 0))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("maximumSize must be at least 1");
        }

        private void assertNotKept(OtpId id) {
            assertThat(isKept(id)).isFalse();
        }

        private boolean isKept(OtpId id) {
            int before = beneath.calls();
            assertThat(here.recall(id)).isPresent();
            return beneath.calls() == before;
        }

        private void pass(Duration time) {
            nanos.addAndGet(time.toNanos());
        }
    }

    private void assertRecalledWithoutReading(OtpRecord expected) {
        int before = beneath.calls();
        assertThat(here.recall(expected.id())).contains(expected);
        assertThat(beneath.calls()).isEqualTo(before);
    }
}
