package io.otpengine.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.Interposed;
import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpEvent;
import io.otpengine.OtpStatus;
import io.otpengine.Verification;
import io.otpengine.Verification.Outcome;
import io.otpengine.World;
import io.otpengine.memory.CachingOtpStore;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import io.otpengine.testkit.Race;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many guesses at once, by three engines over one store, of which two remember what they wrote. */
class GuessRacesTest {
    private static final int LIMIT = 3;

    private final World world = World.create();
    private final List<OtpEngine> nodes = List.of(world.engine, caching(), caching());

    @Test
    @Tag("SEC-01")
    @DisplayName("SEC-01 200 wrong guesses at once count exactly the limit, every trial")
    void wrongGuessesAtOnceCountExactlyTheLimit() {
        for (int trial = 0; trial < Race.TRIALS; trial++) {
            Otp otp = world.sent();
            String code = world.sms.lastCode();
            List<Verification> answers = Race.of(200, i -> node(i).verify(otp.id(), World.wrong(code)));

            assertThat(answers).filteredOn(Verification::counted).hasSize(LIMIT);
            assertThat(answers)
                    .filteredOn(Verification::counted)
                    .extracting(Verification::attemptsLeft)
                    .containsExactlyInAnyOrder(2, 1, 0);
            assertThat(world.row(otp).attemptCount()).isEqualTo(LIMIT);
            assertThat(world.engine.verify(otp.id(), code).outcome()).isEqualTo(Outcome.TOO_MANY_ATTEMPTS);
            assertThat(world.engine.unblock(World.NUMBER)).isTrue();
        }
    }

    @Test
    @Tag("SEC-02")
    @DisplayName("SEC-02 199 wrong guesses and a right one at once never count more than the limit")
    void aRightGuessAmongManyWrongOnesIsInTimeOrTooLate() {
        for (int trial = 0; trial < 200; trial++) {
            Otp otp = world.sent();
            String code = world.sms.lastCode();
            int right = trial;
            List<Verification> answers =
                    Race.of(200, i -> node(i).verify(otp.id(), i == right ? code : World.wrong(code)));

            OtpRecord row = world.row(otp);
            boolean verified = answers.get(right).isVerified();
            assertThat(answers).filteredOn(Verification::counted).hasSize(row.attemptCount());
            assertThat(row.attemptCount()).isLessThanOrEqualTo(LIMIT);
            assertThat(answers).filteredOn(Verification::isVerified).hasSize(verified ? 1 : 0);
            assertThat(row.status()).isEqualTo(verified ? OtpStatus.VERIFIED : OtpStatus.TOO_MANY_ATTEMPTS);
            assertThat(answers)
                    .extracting(Verification::outcome)
                    .doesNotContain(verified ? Outcome.TOO_MANY_ATTEMPTS : Outcome.ALREADY_VERIFIED);
            world.engine.unblock(World.NUMBER);
        }
    }

    @Test
    @Tag("SEC-03")
    @DisplayName("SEC-03 100 right guesses at once give exactly one VERIFIED, every trial")
    void rightGuessesAtOnceGiveExactlyOneVerified() {
        for (int trial = 0; trial < 50; trial++) {
            Otp otp = world.sent();
            String code = world.sms.lastCode();
            world.heard.clear();
            List<Verification> answers = Race.of(100, i -> node(i).verify(otp.id(), code));

            assertThat(answers).filteredOn(Verification::isVerified).hasSize(1);
            assertThat(answers).filteredOn(Verification::counted).hasSize(1);
            assertThat(answers)
                    .extracting(Verification::outcome)
                    .containsOnly(Outcome.VERIFIED, Outcome.ALREADY_VERIFIED);
            assertThat(world.row(otp).attemptCount()).isEqualTo(1);
            assertThat(world.eventTypes(otp)).containsOnlyOnce(OtpEvent.Type.VERIFIED);
            assertThat(world.heard).extracting(OtpEvent::type).containsOnlyOnce(OtpEvent.Type.VERIFIED);
        }
    }

    @Test
    @Tag("SEC-01")
    @DisplayName("SEC-01 guesses that all read before any of them writes count exactly the limit")
    void guessesThatAllReadBeforeAnyWritesCountExactlyTheLimit() {
        Parking parking = new Parking(Race.RACERS);
        World parked = World.seenThrough(store -> Interposed.before(store, parking));
        for (int trial = 0; trial < Race.TRIALS; trial++) {
            assertThat(countedOf(parked, parking)).isEqualTo(LIMIT);
        }
    }

    @Test
    @Tag("SEC-03")
    @DisplayName("SEC-03 right guesses that all read before any of them writes give exactly one VERIFIED")
    void rightGuessesThatAllReadBeforeAnyWritesGiveOneVerified() {
        Parking parking = new Parking(Race.RACERS);
        World parked = World.seenThrough(store -> Interposed.before(store, parking));
        for (int trial = 0; trial < Race.TRIALS; trial++) {
            assertThat(verifiedOf(parked, parking)).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("A store that replaces without comparing is found out by both interleavings")
    void aStoreThatReplacesWithoutComparingIsFoundOut() {
        Parking parking = new Parking(Race.RACERS);
        World broken = World.seenThrough(store -> Interposed.before(unconditional(store), parking));
        assertThat(countedOf(broken, parking)).isGreaterThan(LIMIT);
        assertThat(verifiedOf(broken, parking)).isGreaterThan(1);
    }

    private static long countedOf(World world, Parking parking) {
        world.engine.unblock(World.NUMBER);
        Otp otp = world.sent();
        parking.next();
        List<Verification> answers = Race.of(Race.RACERS, i -> world.engine.verify(otp.id(), "not it"));
        parking.off();
        return answers.stream().filter(Verification::counted).count();
    }

    private static long verifiedOf(World world, Parking parking) {
        world.engine.unblock(World.NUMBER);
        Otp otp = world.sent();
        String code = world.sms.lastCode();
        parking.next();
        List<Verification> answers = Race.of(Race.RACERS, i -> world.engine.verify(otp.id(), code));
        parking.off();
        return answers.stream().filter(Verification::isVerified).count();
    }

    /** A broken store: whoever writes, wins. */
    private static OtpStore unconditional(OtpStore store) {
        return Interposed.before(store, call -> {
            if (!call.name().equals("replace") || !(call.argument(0) instanceof OtpRecord next)) {
                return call.proceed();
            }
            boolean written = false;
            while (!written) {
                long version = store.find(next.id()).orElseThrow().version();
                written = store.replace(next.next().version(version + 1).build());
            }
            return true;
        });
    }

    /** A node that guesses by what it last wrote itself. */
    private OtpEngine caching() {
        return world.node().store(new CachingOtpStore(world.kept)).build();
    }

    private OtpEngine node(int i) {
        return nodes.get(i % nodes.size());
    }
}
