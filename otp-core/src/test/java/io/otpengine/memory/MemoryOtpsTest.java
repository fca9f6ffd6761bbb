package io.otpengine.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.otpengine.OtpCapacityException;
import io.otpengine.OtpStoreException;
import io.otpengine.spi.OtpRecord;
import io.otpengine.testkit.ManualTime;
import io.otpengine.testkit.Race;
import io.otpengine.testkit.Records;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MemoryOtpsTest {
    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final Duration RETENTION = Duration.ofHours(24);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000);

    @Nested
    @Tag("SEC-37")
    @DisplayName("SEC-37 a full store refuses new OTPs and loses none")
    class AFullStore {
        @Test
        void refusesNewOtpsAndLosesNoneOfTheOld() {
            MemoryOtps store = storeOf(5_000);
            List<OtpRecord> live = filled(store, 5_000);
            for (int i = 0; i < 5_000; i++) {
                assertRefused(store, Records.otp(ManualTime.START));
            }
            assertThat(live).allSatisfy(otp -> assertThat(store.find(otp.id())).contains(otp));
        }

        @Test
        void writesNothingOfWhatItRefuses() {
            MemoryOtps store = storeOf(1);
            filled(store, 1);
            OtpRecord refused = Records.otp(ManualTime.START);
            assertRefused(store, refused);
            assertThat(store.find(refused.id())).isEmpty();
            assertThat(store.findByNumber(Records.ACCOUNT, Records.NUMBER, 10)).hasSize(1);
        }

        @Test
        void stillReplaces() {
            MemoryOtps store = storeOf(1);
            OtpRecord otp = filled(store, 1).get(0);
            assertThat(store.replace(otp.next().build())).isTrue();
        }

        @Test
        void hasRoomForEachOneDeleted() {
            MemoryOtps store = storeOf(2);
            List<OtpRecord> live = filled(store, 2);
            assertThat(store.delete(live.get(0).id(), 1)).isTrue();
            assertThat(store.delete(live.get(0).id(), 1)).isFalse();
            filled(store, 1);
            assertRefused(store, Records.otp(ManualTime.START));
        }

        @Test
        void hasRoomForEachOnePurged() {
            MemoryOtps store = storeOf(3);
            List<OtpRecord> live = filled(store, 3);
            assertThat(store.purgeExpired(live.get(0).expires().plusMillis(1), 2))
                    .isEqualTo(2);
            filled(store, 2);
            assertRefused(store, Records.otp(ManualTime.START));
        }

        @Test
        void hasRoomAgainOnceOtpsAreForgotten() {
            MemoryOtps store = storeOf(1_000);
            filled(store, 1_000);
            pass(LIFETIME.plus(RETENTION).minusSeconds(1));
            assertRefused(store, Records.otp(ManualTime.START));
            pass(Duration.ofSeconds(3));
            filled(store, 1_000);
            assertRefused(store, Records.otp(ManualTime.START));
        }

        @Test
        void givesItsLastRoomToExactlyAsManyAsFit() {
            for (int trial = 0; trial < Race.TRIALS; trial++) {
                MemoryOtps store = storeOf(10);
                int winners = Race.winners(i -> inserted(store, Records.otp(ManualTime.START)));
                assertThat(winners).isEqualTo(10);
            }
        }

        @Test
        void losesNoRoomToAnIdThatExists() {
            MemoryOtps store = storeOf(2);
            OtpRecord otp = filled(store, 1).get(0);
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> store.insert(otp))
                        .isInstanceOf(OtpStoreException.class)
                        .isNotInstanceOf(OtpCapacityException.class);
            }
            filled(store, 1);
        }
    }

    @Nested
    class Forgetting {
        private final MemoryOtps store = storeOf(10);
        private final OtpRecord otp = Records.otp(ManualTime.START);

        @Test
        void happensAfterLifetimeAndRetentionAndNotBefore() {
            store.insert(otp);
            pass(LIFETIME.plus(RETENTION).minusNanos(1));
            assertThat(store.find(otp.id())).contains(otp);
            pass(Duration.ofNanos(1));
            assertThat(store.find(otp.id())).isEmpty();
            assertThat(store.replace(otp.next().build())).isFalse();
            assertThat(store.delete(otp.id(), 1)).isFalse();
        }

        @Test
        @Tag("SEC-16")
        @DisplayName("SEC-16 a write leaves the time of forgetting alone")
        void isNotPutOffByAWrite() {
            store.insert(otp);
            pass(RETENTION);
            OtpRecord next = otp.next().attemptCount(1).build();
            assertThat(store.replace(next)).isTrue();
            pass(LIFETIME.minusNanos(1));
            assertThat(store.find(otp.id())).contains(next);
            pass(Duration.ofNanos(1));
            assertThat(store.find(otp.id())).isEmpty();
        }

        @Test
        void isNotPutOffByReading() {
            store.insert(otp);
            for (int hour = 0; hour < 25; hour++) {
                store.find(otp.id());
                pass(Duration.ofHours(1));
            }
            assertThat(store.find(otp.id())).isEmpty();
        }

        @Test
        void clearsTheListOfTheNumberToo() {
            store.insert(otp);
            pass(LIFETIME.plus(RETENTION).plusSeconds(2));
            store.insert(Records.otp(ManualTime.START)
                    .next()
                    .version(1)
                    .number("+491701234568")
                    .build());
            assertThat(store.findByNumber(Records.ACCOUNT, Records.NUMBER, 10)).isEmpty();
        }
    }

    @Nested
    class OneNumber {
        @Test
        void mayHaveAHundredThousandOtps() {
            int many = 100_000;
            MemoryOtps store = storeOf(many);
            List<OtpRecord> otps = IntStream.range(0, many)
                    .mapToObj(i -> Records.otp(ManualTime.START.plusMillis(i)))
                    .toList();
            otps.forEach(otp -> {
                store.insert(otp);
                assertThat(store.findByNumber(Records.ACCOUNT, Records.NUMBER, 1))
                        .containsExactly(otp);
            });
            otps.subList(0, many - 1).forEach(otp -> store.delete(otp.id(), 1));
            assertThat(store.findByNumber(Records.ACCOUNT, Records.NUMBER, many))
                    .containsExactly(otps.get(many - 1));
        }

        @Test
        void keepsItsListWholeWhileOtpsComeAndGo() {
            MemoryOtps store = storeOf(10_000);
            OtpRecord stays = filled(store, 1).get(0);
            Race.of(Race.RACERS, i -> {
                for (int turn = 0; turn < 50; turn++) {
                    OtpRecord otp = filled(store, 1).get(0);
                    assertThat(store.delete(otp.id(), 1)).isTrue();
                }
                return true;
            });
            assertThat(store.findByNumber(Records.ACCOUNT, Records.NUMBER, 100)).containsExactly(stays);
        }
    }

    private MemoryOtps storeOf(int capacity) {
        return new MemoryOtps(capacity, RETENTION, nanos::get);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static List<OtpRecord> filled(MemoryOtps store, int otps) {
        return Stream.generate(() -> Records.otp(ManualTime.START))
                .limit(otps)
                .peek(store::insert)
                .toList();
    }

    private static void assertRefused(MemoryOtps store, OtpRecord otp) {
        assertThat(inserted(store, otp)).isFalse();
    }

    private static boolean inserted(MemoryOtps store, OtpRecord otp) {
        try {
            store.insert(otp);
            return true;
        } catch (OtpCapacityException e) {
            return false;
        }
    }
}
