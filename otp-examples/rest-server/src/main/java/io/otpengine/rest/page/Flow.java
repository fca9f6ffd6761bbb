package io.otpengine.rest.page;

import io.otpengine.OtpId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One tab: the OTPs it sent, newest first, and which of them its form is about. The tab itself knows a token and nothing
 * more. Safe for use by several threads.
 */
final class Flow {
    private static final int MOST_KEPT = 3;

    private final String token = Tokens.next();
    private final @Nullable String number;
    private final Deque<Sending> sendings = new ArrayDeque<>();
    private final AtomicLong revisions = new AtomicLong();
    private final Object reading = new Object();
    private boolean left = true;
    private boolean ended;
    private int sent;
    private long changes;

    /** @param number the number that this tab's phone has to itself, or null for none */
    Flow(@Nullable String number) {
        this.number = number;
    }

    /**
     * An OTP of this tab.
     *
     * @param nth counts them, from 1
     * @param id stays here
     * @param codeLength characters of its code
     * @param alphanumeric whether they are letters too
     * @param resendAt when the next send to its number can go out, as far as is known
     */
    record Sending(int nth, OtpId id, int codeLength, boolean alphanumeric, Instant resendAt) {}

    String token() {
        return token;
    }

    @Nullable
    String number() {
        return number;
    }

    synchronized Optional<Sending> current() {
        return left ? Optional.empty() : Optional.ofNullable(sendings.peekFirst());
    }

    synchronized List<Sending> sendings() {
        return List.copyOf(sendings);
    }

    synchronized void sent(OtpId id, int codeLength, boolean alphanumeric, Instant resendAt) {
        sendings.addFirst(new Sending(++sent, id, codeLength, alphanumeric, resendAt));
        if (sendings.size() > MOST_KEPT) {
            sendings.removeLast();
        }
        left = false;
        changed();
    }

    /** Moves the time from which the current OTP can be sent again. */
    synchronized void resendAt(Instant at) {
        current().ifPresent(sending -> {
            sendings.removeFirst();
            sendings.addFirst(
                    new Sending(sending.nth(), sending.id(), sending.codeLength(), sending.alphanumeric(), at));
        });
        changed();
    }

    /** Back to the number; what was sent stays in the history. */
    synchronized void leave() {
        left = true;
        changed();
    }

    synchronized boolean has(OtpId id) {
        return sendings.stream().anyMatch(sending -> sending.id().equals(id));
    }

    /** The session is over, or needed the room. */
    synchronized void end() {
        ended = true;
        changed();
    }

    synchronized boolean isEnded() {
        return ended;
    }

    synchronized void changed() {
        changes++;
        notifyAll();
    }

    synchronized long changes() {
        return changes;
    }

    /** Waits until something changed since, or the time is over. */
    synchronized void await(long since, long milliseconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
        while (changes == since) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }

    /** Held while this tab's state is read; never by whom it happens to, so that no caller of the engine waits for a page. */
    Object reading() {
        return reading;
    }

    long nextRevision() {
        return revisions.incrementAndGet();
    }
}
