package io.otpengine.testkit;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.otpengine.Otp;
import io.otpengine.OtpPolicy;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.Verification;
import io.otpengine.VerifyRequest;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;

/** What the parts of the engine's contract share: parts, and two nodes of them. */
abstract class EngineClauses {
    static final String NUMBER = "+491701234567";
    static final int RACERS = 16;

    private static final int SECONDS_TO_ARRIVE = 2;

    final OtpEngineContract contract;

    EngineParts parts;
    private OtpFlow first;
    private OtpFlow second;

    EngineClauses(OtpEngineContract contract) {
        this.contract = contract;
    }

    @BeforeEach
    public void openTwoNodes() {
        open(EngineParts.roomy(OtpPolicy.recommended()));
    }

    void open(OtpPolicy policy) {
        parts = EngineParts.over(contract.newStore(), policy);
        first = contract.newFlow(parts);
        second = contract.newFlow(parts);
    }

    /** One of the two nodes, on an account. */
    OtpFlow node(int number) {
        return (number % 2 == 0 ? first : second).forAccount("acme");
    }

    OtpFlow flow() {
        return node(0);
    }

    OtpFlow stranger() {
        return first.forAccount("other");
    }

    Otp sent() {
        return assertInstanceOf(SendResult.Sent.class, flow().send(SendRequest.to(NUMBER)))
                .otp();
    }

    String code() {
        return parts.sms().lastCodeFor(NUMBER);
    }

    String wrongCode() {
        return (code().charAt(0) == '9' ? '8' : '9') + code().substring(1);
    }

    Verification guess(Otp otp, String code) {
        return flow().verify(VerifyRequest.of(otp.id(), code));
    }

    /** Holds every thread at its first call of a method until as many are there as race. */
    void meetAt(String method) {
        CyclicBarrier all = new CyclicBarrier(RACERS);
        Set<Thread> met = ConcurrentHashMap.newKeySet();
        parts.store().fail(call -> {
            if (call.method().equals(method) && met.add(Thread.currentThread())) {
                meet(all);
            }
            return FaultyStore.Fault.NONE;
        });
    }

    /** If some do not come, because what is tested lets them in one by one, the others go on. */
    private static void meet(CyclicBarrier all) {
        try {
            all.await(SECONDS_TO_ARRIVE, TimeUnit.SECONDS);
        } catch (BrokenBarrierException | TimeoutException e) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
