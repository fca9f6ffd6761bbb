package io.otpengine.limits;

import static io.otpengine.World.NUMBER;

import io.otpengine.ApplicationId;
import io.otpengine.ApplicationSpec;
import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpPolicy;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.SendResult.Refused;
import io.otpengine.SendResult.Sent;
import io.otpengine.SendResult.Throttled;
import io.otpengine.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * Somebody who wants into one number and does not have its phone: two nodes, three applications, as many subjects as he
 * likes, resends, deletions, and codes kept to be guessed at later. Every guess is wrong; each that is counted is noted.
 */
final class Attack {
    private static final String WRONG = "not it";

    final World world;
    private final List<OtpEngine> nodes;
    private final List<ApplicationId> applications = new ArrayList<>();
    private final Random random;
    private final Deque<Otp> kept = new ArrayDeque<>();
    private final List<Instant> counted = new ArrayList<>();
    private int subjects;
    private int inARow;
    private int longest;

    Attack(OtpPolicy policy, long seed) {
        world = World.under(policy);
        nodes = List.of(world.engine, world.node().build());
        random = new Random(seed);
        applications.add(ApplicationId.DEFAULT);
        applications.add(created(ApplicationSpec.named("alphanumeric").alphanumeric(true)));
        applications.add(created(ApplicationSpec.named("one attempt").attempts(1)));
    }

    private ApplicationId created(ApplicationSpec spec) {
        return world.engine.applications().create(spec).id();
    }

    OtpEngine anyNode() {
        return nodes.get(random.nextInt(nodes.size()));
    }

    Random random() {
        return random;
    }

    /** Asks for a code, under the default application, whose OTPs take the most guesses. */
    SendResult send() {
        return send(ApplicationId.DEFAULT);
    }

    SendResult sendUnderAny() {
        return send(applications.get(random.nextInt(applications.size())));
    }

    SendResult sendUnderOneAttempt() {
        return send(applications.get(2));
    }

    private SendResult send(ApplicationId application) {
        subjects++;
        SendResult result =
                anyNode().send(SendRequest.to(NUMBER).application(application).subject("subject " + subjects));
        if (result instanceof Sent sent) {
            kept.add(sent.otp());
        }
        return result;
    }

    /** Waits as long as a refusal asks for, and not a millisecond more. */
    static Duration waitFor(SendResult result) {
        return result instanceof Throttled no ? no.retryAfter() : Duration.ZERO;
    }

    static boolean isBlocked(SendResult result) {
        return result instanceof Refused no && no.reason() == Refused.Reason.NUMBER_BLOCKED;
    }

    void pass(Duration time) {
        world.pass(time);
    }

    /** Uses up every OTP that was kept. */
    void guessAll() {
        while (!kept.isEmpty()) {
            guessAt(kept.poll());
        }
    }

    /** Waits for the last millisecond of the oldest OTP that was kept, and uses it up. */
    void guessAtTheLastMoment() {
        Otp oldest = kept.poll();
        if (oldest != null) {
            Instant last = oldest.expires().minusMillis(1);
            if (last.isAfter(world.now())) {
                world.setTo(last);
            }
            guessAt(oldest);
        }
    }

    private void guessAt(Otp otp) {
        while (anyNode().verify(otp.id(), WRONG).counted()) {
            counted.add(world.now());
            longest = Math.max(longest, ++inARow);
        }
    }

    boolean keepsAny() {
        return !kept.isEmpty();
    }

    void resendOrDeleteOne() {
        Otp otp = kept.peekLast();
        if (otp != null && random.nextBoolean()) {
            anyNode().resend(otp.id());
        } else if (otp != null) {
            anyNode().delete(otp.id());
        }
    }

    /** The owner of the phone proves the number; false if the attacker left no room for a send. */
    boolean ownerLogsIn() {
        if (!(world.engine.send(SendRequest.to(NUMBER).subject("owner")) instanceof Sent sent)
                || !world.engine.verify(sent.otp().id(), world.sms.lastCode()).isVerified()) {
            return false;
        }
        inARow = 0;
        return true;
    }

    /** The operator does what the owner asks for on the telephone. */
    void operatorUnblocks() {
        world.engine.unblock(NUMBER);
        inARow = 0;
    }

    int guesses() {
        return counted.size();
    }

    int longestRow() {
        return longest;
    }

    /** The most guesses in any 24 hours, wherever they begin. */
    int mostInADay() {
        int most = 0;
        int first = 0;
        for (int last = 0; last < counted.size(); last++) {
            while (!counted.get(last).isBefore(counted.get(first).plus(Duration.ofDays(1)))) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }
}
