package io.otpengine;

import io.otpengine.memory.InMemoryOtpStore;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** An engine over a store in memory, with a clock that is moved by hand, a phone for each channel, and an ear. */
public final class World {
    public static final String NUMBER = "+491701234567";
    public static final String LANDLINE = "+4930901820";
    public static final Instant START = Instant.parse("2030-01-01T12:00:00Z");

    /** Without quotas, so that a test meets the rule it is about. */
    public static final OtpPolicy ROOMY = roomy(OtpPolicy.recommended());

    public static final CodeKeys KEYS = CodeKeys.of("k1", key(1));

    public final Phone sms = new Phone(Channel.SMS);
    public final Phone voice = new Phone(Channel.VOICE);
    public final InMemoryOtpStore kept = InMemoryOtpStore.builder().build();
    public final List<OtpEvent> heard = new CopyOnWriteArrayList<>();
    public final List<SendResult> refusals = new CopyOnWriteArrayList<>();
    public final OtpStore store;
    public final OtpEngine engine;

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final OtpPolicy policy;

    private World(OtpPolicy policy, UnaryOperator<OtpStore> around) {
        this.policy = policy;
        this.store = around.apply(kept);
        this.engine = node().build();
    }

    public static World create() {
        return under(ROOMY);
    }

    public static World under(OtpPolicy policy) {
        return new World(policy, store -> store);
    }

    /** A world whose engine sees its store through something else. */
    public static World seenThrough(UnaryOperator<OtpStore> around) {
        return new World(ROOMY, around);
    }

    public static OtpPolicy roomy(OtpPolicy policy) {
        return policy.toBuilder()
                .numberQuotas(List.of())
                .subjectQuotas(List.of())
                .applicationQuota(Integer.MAX_VALUE)
                .build();
    }

    public static byte[] key(int seed) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) seed);
        return key;
    }

    /** What another node of the same application would start with. */
    public OtpEngineBuilder node() {
        return OtpEngine.builder()
                .store(store)
                .channel(sms)
                .channel(voice)
                .policy(policy)
                .keys(KEYS)
                .clock(now::get)
                .listener(new Ear());
    }

    public Otp sent() {
        return sent(SendRequest.to(NUMBER));
    }

    public Otp sent(SendRequest request) {
        return engine.send(request).orElseThrow();
    }

    public OtpRecord row(Otp otp) {
        return kept.find(otp.id()).orElseThrow();
    }

    public List<OtpEvent.Type> eventTypes(Otp otp) {
        return engine.events(otp.id()).stream().map(OtpEvent::type).toList();
    }

    public Instant now() {
        return now.get();
    }

    public void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    public void setTo(Instant instant) {
        now.set(instant);
    }

    /** A code of the same form that is wrong. */
    public static String wrong(String code) {
        return (code.charAt(0) == '9' ? '8' : '9') + code.substring(1);
    }

    public String wrongCode() {
        return wrong(sms.lastCode());
    }

    /** Guesses wrong until the OTP is final; an engine that never ends it must fail a test, not hang it. */
    public List<Verification> exhaust(Otp otp) {
        List<Verification> answers = new ArrayList<>();
        while (engine.find(otp.id()).orElseThrow().status() == OtpStatus.ACTIVE) {
            if (answers.size() > 100) {
                throw new AssertionError("an OTP takes guesses without end");
            }
            answers.add(engine.verify(otp.id(), "not it"));
        }
        return answers;
    }

    private final class Ear implements OtpListener {
        @Override
        public void on(Otp otp, OtpEvent event) {
            heard.add(event);
        }

        @Override
        public void refused(String accountId, SendResult result) {
            refusals.add(result);
        }
    }
}
