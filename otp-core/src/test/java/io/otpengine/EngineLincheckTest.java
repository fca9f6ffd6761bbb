package io.otpengine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.otpengine.memory.CachingOtpStore;
import io.otpengine.memory.InMemoryOtpStore;
import io.otpengine.memory.LincheckRuns;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import io.otpengine.testkit.GuessAnswer;
import io.otpengine.testkit.OtpModel;
import io.otpengine.testkit.SendAnswer;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is asked of an OTP at once, the engine answers as the model does to one question after the other. */
class EngineLincheckTest {
    @ParameterizedTest
    @ValueSource(classes = {InMemory.class, Cached.class})
    void everyScheduleOfTwoThreadsAnswersAsTheModelDoes(Class<?> operations) {
        LincheckRuns.schedules().sequentialSpecification(Expected.class).check(operations);
    }

    @ParameterizedTest
    @ValueSource(classes = {InMemory.class, Cached.class})
    void threadsUnderStressAnswerAsTheModelDoes(Class<?> operations) {
        LincheckRuns.stress().sequentialSpecification(Expected.class).check(operations);
    }

    @Test
    void anEngineOverAStoreThatDoesNotCompareIsFoundOut() {
        assertThatThrownBy(() -> LincheckRuns.schedules()
                        .iterations(60)
                        .sequentialSpecification(Expected.class)
                        .check(Uncompared.class))
                .isInstanceOf(LincheckAssertionError.class);
    }

    /** One OTP, and two nodes that are asked about it. */
    public abstract static class Operations {
        private static final String CODE = "123456";

        private final AtomicReference<Instant> now = new AtomicReference<>(World.START);
        private final OtpEngine here;
        private final OtpEngine there;
        private final Otp otp;

        Operations(OtpStore here, OtpStore there) {
            this.here = engine(here);
            this.there = engine(there);
            otp = this.here.send(SendRequest.to(World.NUMBER).code(CODE)).orElseThrow();
        }

        @Operation
        public String verifyRight() {
            return answer(here.verify(otp.id(), CODE));
        }

        @Operation
        public String verifyRightElsewhere() {
            return answer(there.verify(otp.id(), CODE));
        }

        @Operation
        public String verifyWrong() {
            return answer(there.verify(otp.id(), "123457"));
        }

        @Operation(runOnce = true)
        public String resend() {
            return SendAnswer.of(here.resend(otp.id())).toString();
        }

        @Operation(runOnce = true)
        public boolean delete() {
            return there.delete(otp.id()).isPresent();
        }

        @Operation(runOnce = true)
        public void expire() {
            now.set(otp.expires());
        }

        private OtpEngine engine(OtpStore store) {
            return OtpEngine.builder()
                    .store(store)
                    .channel(new Phone(Channel.SMS))
                    .policy(World.ROOMY)
                    .keys(World.KEYS)
                    .clock(now::get)
                    .build();
        }

        private static String answer(Verification verification) {
            return GuessAnswer.of(verification).toString();
        }
    }

    /** The same operations, answered by the model. */
    public static final class Expected {
        private static final String ACCOUNT = "default";

        private final OtpModel model = new OtpModel(World.ROOMY);
        private Instant now = World.START;

        public Expected() {
            model.send(ACCOUNT, World.NUMBER, OtpModel.FIRST_APPLICATION, now);
        }

        public String verifyRight() {
            return model.verify(0, ACCOUNT, true, now).toString();
        }

        public String verifyRightElsewhere() {
            return verifyRight();
        }

        public String verifyWrong() {
            return model.verify(0, ACCOUNT, false, now).toString();
        }

        public String resend() {
            return model.resend(0, ACCOUNT, now).toString();
        }

        public boolean delete() {
            return model.delete(0, ACCOUNT, now).isPresent();
        }

        public void expire() {
            now = World.START.plus(World.ROOMY.expire());
        }
    }

    public static final class InMemory extends Operations {
        public InMemory() {
            this(new InMemoryOtpStore());
        }

        private InMemory(OtpStore store) {
            super(store, store);
        }
    }

    public static final class Cached extends Operations {
        public Cached() {
            this(new InMemoryOtpStore());
        }

        private Cached(OtpStore store) {
            super(new CachingOtpStore(store), new CachingOtpStore(store));
        }
    }

    public static final class Uncompared extends Operations {
        public Uncompared() {
            this(new InMemoryOtpStore());
        }

        private Uncompared(OtpStore store) {
            super(uncompared(store), uncompared(store));
        }

        private static OtpStore uncompared(OtpStore store) {
            return Interposed.before(
                    store,
                    call -> call.name().equals("replace") && call.argument(0) instanceof OtpRecord next
                            ? store.find(next.id())
                                    .map(row -> store.replace(next.next()
                                            .version(row.version() + 1)
                                            .build()))
                                    .orElse(false)
                            : call.proceed());
        }
    }
}
