package io.otpengine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpException;
import io.otpengine.OtpId;
import io.otpengine.OtpStatus;
import io.otpengine.OtpStoreException;
import io.otpengine.QuotaWindow;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.Verification;
import io.otpengine.testkit.FaultyStore.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Threads that ask two nodes all at once, over a store that fails now and then. Which answer comes first is open, and
 * after a fault even what happened; what must hold whatever happened is checked in the end: limits, codes, lifetimes and
 * accounts. For one run.
 */
public final class Crowd {
    private static final String CODE = "274591";
    private static final int MOST_SENDS = 5;

    private final EngineParts parts;
    private final List<OtpEngine> nodes;
    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> sends = new ConcurrentHashMap<>();

    /** An OTP as it was answered, and the guesses at it that were answered as counted. */
    private record Sent(String account, Otp otp, List<Verification> counted) {}

    /**
     * Two nodes that were asked nothing yet.
     *
     * @param parts what they share
     */
    public Crowd(EngineParts parts) {
        this.parts = parts;
        this.nodes = List.of(parts.builder().build(), parts.builder().build());
    }

    /**
     * Deals commands out to threads, lets them run, and checks.
     *
     * @param commands what is asked; those that concern applications, receipts and restarts are left out
     * @param threads how many, from 1
     * @param faults how the store fails meanwhile
     * @throws AssertionError if something does not hold
     */
    public void run(List<OtpCommand> commands, int threads, Plan faults) {
        parts.store().fail(faults);
        Race.of(threads, thread -> {
            for (int i = thread; i < commands.size(); i += threads) {
                ask(nodes.get(i % nodes.size()), commands.get(i));
            }
            return thread;
        });
        parts.store().recover();
        parts.sms().messages().forEach(message -> assertEquals(CODE, message.code(), "the code of every message"));
        sent.forEach(this::check);
        if (commands.stream().noneMatch(OtpCommand.Pass.class::isInstance)) {
            checkQuotas();
        }
    }

    /** While no time passes no window ends, whatever is purged or unblocked. */
    private void checkQuotas() {
        int most = parts.policy().numberQuotas().stream()
                .mapToInt(QuotaWindow::limit)
                .min()
                .orElse(Integer.MAX_VALUE);
        sends.values()
                .forEach(count -> assertTrue(count <= most, "sends of an account to a number are within the quota"));
    }

    private void ask(OtpEngine node, OtpCommand command) {
        try {
            if (command instanceof OtpCommand.Send send) {
                SendResult result = node.forAccount(send.account())
                        .send(SendRequest.to(send.number()).code(CODE));
                if (result instanceof SendResult.Sent s) {
                    count(send.account(), s.otp());
                    sent.add(new Sent(send.account(), s.otp(), new CopyOnWriteArrayList<>()));
                }
            } else if (command instanceof OtpCommand.Pass pass) {
                parts.time().advance(pass.time());
            } else if (command instanceof OtpCommand.Purge) {
                node.purge(100);
            } else if (command instanceof OtpCommand.Unblock unblock) {
                node.forAccount(unblock.account()).unblock(unblock.number());
            } else if (command instanceof OtpCommand.Resend resend) {
                otp(resend.last()).ifPresent(s -> resend(node, resend.account(), s));
            } else if (command instanceof OtpCommand.Delete delete) {
                otp(delete.last())
                        .ifPresent(s ->
                                node.forAccount(delete.account()).delete(s.otp().id()));
            } else if (command instanceof OtpCommand.Verify verify) {
                otp(verify.last()).ifPresent(s -> guess(node, verify, s));
            }
        } catch (OtpStoreException e) {
            // An unknown outcome, as planned: whatever became of it, the checks hold.
            assertTrue(String.valueOf(e.getMessage()).contains("planned fault"), () -> "an unplanned fault: " + e);
        } catch (OtpException e) {
            throw new AssertionError("a fault of the store is an OtpStoreException", e);
        }
    }

    private void resend(OtpEngine node, String account, Sent s) {
        if (node.forAccount(account).resend(s.otp().id()) instanceof SendResult.Sent again) {
            count(account, again.otp());
        }
    }

    private void count(String account, Otp otp) {
        sends.merge(account + "|" + otp.number(), 1, Integer::sum);
    }

    private static void guess(OtpEngine node, OtpCommand.Verify verify, Sent at) {
        OtpId id = at.otp().id();
        Verification answer = node.forAccount(verify.account()).verify(id, verify.right() ? CODE : "274592");
        assertTrue(verify.right() || !answer.isVerified(), "a wrong guess is not right");
        if (!verify.account().equals(at.account())) {
            assertEquals(Verification.Outcome.UNKNOWN, answer.outcome(), "another account's OTP is unknown");
        } else if (answer.counted()) {
            at.counted().add(answer);
        }
    }

    private void check(Sent s) {
        Otp then = s.otp();
        long verified = s.counted().stream().filter(Verification::isVerified).count();
        assertTrue(s.counted().size() <= then.attemptsAllowed(), "no more guesses count than are allowed");
        assertTrue(verified <= 1, "a code is accepted once");
        Optional<Otp> found = nodes.get(0).forAccount(s.account()).find(then.id());
        found.ifPresent(now -> {
            assertTrue(now.attemptCount() <= then.attemptsAllowed(), "attempts are within what is allowed");
            assertTrue(now.attemptCount() >= s.counted().size(), "an attempt that was answered stays counted");
            assertEquals(then.expires(), now.expires(), "nothing moves the expiry");
            assertEquals(then.number(), now.number(), "nothing changes the number");
            assertTrue(now.sends() <= MOST_SENDS, "sends are within what is allowed");
            assertTrue(verified == 0 || now.status() == OtpStatus.VERIFIED, "who was verified stays so");
        });
    }

    private Optional<Sent> otp(int last) {
        int size = sent.size();
        return last < size ? Optional.of(sent.get(size - 1 - last)) : Optional.empty();
    }
}
